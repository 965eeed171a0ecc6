package org.tacheo.reports.samples;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.result.Score;

/** The same predictions under several protocols, one line for each metric of each. */
public final class ProtocolTable {
  private ProtocolTable() {}

  /**
   * The table as text, a warning above it where a score is not over the whole split.
   *
   * @param manifest of a run over one dataset
   * @param scores of one estimator, one for each protocol
   */
  public static String of(Manifest manifest, List<Score> scores) {
    DatasetInfo dataset = manifest.datasets().get(0);
    List<String> lines = new ArrayList<>();
    lines.add(dataset.title() + ", the same predictions under every protocol that takes them");
    lines.add("Numbers of different protocols must not be compared.");
    if (!dataset.comparable()) {
      lines.add("NOT COMPARABLE: this is not the whole split");
    }
    lines.add(row("protocol", "alignment", "samples", "metric", "value", "unit", "better"));
    for (ProtocolInfo protocol : manifest.protocols()) {
      scores.stream()
          .filter(score -> score.protocol().equals(protocol.id()))
          .forEach(score -> addRows(lines, protocol, score));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void addRows(List<String> lines, ProtocolInfo protocol, Score score) {
    String name = protocol.id() + " v" + protocol.version();
    String samples = score.n() + "/" + score.expected();
    if (score.incomplete()) {
      lines.add(name + ": INCOMPLETE, failed samples: " + score.failed());
    }
    for (MetricInfo metric : protocol.metrics()) {
      Double value = score.metrics().get(metric.id());
      if (value != null) {
        lines.add(
            row(
                name,
                score.alignment(),
                samples,
                metric.id(),
                // BigDecimal is exact: the rounding of String.format differs between JDKs.
                new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString(),
                metric.unit(),
                metric.higherIsBetter() ? "higher" : "lower"));
      }
    }
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-20s %-24s %9s  %-35s %14s  %-9s %s", cells)
        .stripTrailing();
  }
}
