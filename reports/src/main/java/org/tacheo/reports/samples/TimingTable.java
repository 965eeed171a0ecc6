package org.tacheo.reports.samples;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tacheo.eval.result.Timing;

/** How long the estimators of a run took for an image. */
public final class TimingTable {
  private TimingTable() {}

  /** A row: one estimator on one dataset. */
  private record Row(String dataset, String estimator, List<Double> sorted) {
    /** The value that a share of all does not exceed. */
    double quantile(double share) {
      return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
  }

  /**
   * The table as text: the machine, then for each dataset the estimators from fast to slow, with
   * wall-clock milliseconds of one prediction without the time in which it waited for others.
   */
  public static String of(Timing timing) {
    List<String> lines = new ArrayList<>();
    lines.add("Wall-clock time of one prediction without waiting for others, milliseconds");
    timing.environment().forEach((key, value) -> lines.add(key + ": " + value));
    lines.add(row("dataset", "estimator", "images", "median", "90 %"));
    rows(timing).stream()
        .sorted(
            Comparator.comparing(Row::dataset)
                .thenComparingDouble(row -> row.quantile(0.5))
                .thenComparing(Row::estimator))
        .map(TimingTable::line)
        .forEach(lines::add);
    return String.join("\n", lines) + "\n";
  }

  private static List<Row> rows(Timing timing) {
    Map<List<String>, List<Timing.Sample>> groups =
        timing.samples().stream()
            .filter(sample -> sample.milliseconds().containsKey("predict"))
            .collect(
                Collectors.groupingBy(
                    sample -> List.of(sample.dataset(), sample.estimator()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return groups.entrySet().stream()
        .map(
            group ->
                new Row(
                    group.getKey().get(0),
                    group.getKey().get(1),
                    group.getValue().stream().map(TimingTable::working).sorted().toList()))
        .toList();
  }

  private static Double working(Timing.Sample sample) {
    Map<String, Double> stages = sample.milliseconds();
    return stages.getOrDefault("predict", 0.0) - stages.getOrDefault("predict.wait", 0.0);
  }

  private static String line(Row row) {
    return row(
        row.dataset(),
        row.estimator(),
        row.sorted().size(),
        rounded(row.quantile(0.5)),
        rounded(row.quantile(0.9)));
  }

  /** BigDecimal is exact: the rounding of String.format differs between JDKs. */
  private static String rounded(double milliseconds) {
    return new BigDecimal(milliseconds).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-26s %-30s %7s %12s %12s", cells);
  }
}
