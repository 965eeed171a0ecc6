package org.tacheo.reports.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.tacheo.core.SpecException;

/**
 * Two estimators that are compared.
 *
 * @param a the one that is named first
 * @param b the one that it is held against
 */
record Pair(String a, String b) {
  /**
   * Reads {@code A:B}. Names may hold colons: where to cut is decided by the names that there are.
   *
   * @param known the estimators of the run
   * @throws SpecException if it is no pair of two different ones of them
   */
  static Pair of(String text, Collection<String> known) {
    List<Pair> cuts = cuts(text);
    List<Pair> meant =
        cuts.stream().filter(cut -> known.contains(cut.a) && known.contains(cut.b)).toList();
    if (meant.size() > 1) {
      throw new SpecException(quoted(text) + " can be cut in several ways; rename an estimator");
    }
    if (meant.isEmpty()) {
      throw new SpecException(
          problem(text, cuts, known) + "; there are " + String.join(", ", known));
    }
    Pair pair = meant.get(0);
    if (pair.a.equals(pair.b)) {
      throw new SpecException(quoted(text) + " compares an estimator with itself; name two");
    }
    return pair;
  }

  /** {@code A:B}. */
  String text() {
    return a + ":" + b;
  }

  private static List<Pair> cuts(String text) {
    List<Pair> cuts = new ArrayList<>();
    for (int at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
      cuts.add(new Pair(text.substring(0, at), text.substring(at + 1)));
    }
    return cuts;
  }

  private static String problem(String text, List<Pair> cuts, Collection<String> known) {
    if (cuts.size() != 1 || cuts.get(0).a.isEmpty() || cuts.get(0).b.isEmpty()) {
      return quoted(text) + ": expected A:B, two estimators of this run";
    }
    Pair cut = cuts.get(0);
    return quoted(text)
        + ": this run has no estimator \""
        + (known.contains(cut.a) ? cut.b : cut.a)
        + "\"";
  }

  private static String quoted(String text) {
    return "pair \"" + text + "\"";
  }
}
