package org.tacheo.eval.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.Score;

/** How far the scores moved that two runs share, a line for each cell that did. */
public final class Moves {
  private Moves() {}

  /** The moves from one run to another, in the order of the first, and how many did not move. */
  public static List<String> of(Results one, Results other) {
    List<String> lines = new ArrayList<>();
    int unmoved = 0;
    for (Score score : one.scores()) {
      Optional<List<String>> moves = twin(score, other).map(twin -> moves(score, twin));
      if (moves.isPresent() && moves.get().isEmpty()) {
        unmoved++;
      } else {
        moves.ifPresent(some -> lines.add(name(score) + ": " + String.join(", ", some)));
      }
    }
    if (unmoved > 0) {
      lines.add("did not move: " + unmoved + " of " + (unmoved + lines.size()) + " shared scores");
    }
    return List.copyOf(lines);
  }

  private static String name(Score score) {
    return score.protocol() + ", " + score.estimator() + ", " + score.dataset();
  }

  private static Optional<Score> twin(Score score, Results other) {
    return other.scores().stream()
        .filter(twin -> twin.protocol().equals(score.protocol()))
        .filter(twin -> twin.estimator().equals(score.estimator()))
        .filter(twin -> twin.dataset().equals(score.dataset()))
        .findFirst();
  }

  private static List<String> moves(Score one, Score other) {
    List<String> moves = new ArrayList<>();
    if (one.n() != other.n()) {
      moves.add("n " + one.n() + " -> " + other.n());
    }
    if (!one.alignment().equals(other.alignment())) {
      moves.add("alignment " + one.alignment() + " -> " + other.alignment());
    }
    for (Map.Entry<String, Double> metric : one.metrics().entrySet()) {
      Double after = other.metrics().get(metric.getKey());
      if (after != null && !after.equals(metric.getValue())) {
        moves.add(
            String.format(
                Locale.ROOT,
                "%s %.6g -> %.6g (%+.2g)",
                metric.getKey(),
                metric.getValue(),
                after,
                after - metric.getValue()));
      }
    }
    return moves;
  }
}
