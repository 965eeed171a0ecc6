package org.tacheo.reports.samples;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.tacheo.eval.result.Timing;

/** How long the estimators of a run took for an image. */
public final class TimingTable {
  private TimingTable() {}

  /**
   * The table as text: the machine, then for each dataset the estimators from fast to slow, with
   * wall-clock milliseconds of one prediction.
   */
  public static String of(Timing timing) {
    List<String> lines = new ArrayList<>();
    lines.add("Wall-clock time of one prediction, milliseconds");
    timing.environment().forEach((key, value) -> lines.add(key + ": " + value));
    lines.add(row("dataset", "estimator", "images", "median", "90 %"));
    timing.stages().stream()
        .map(Timing.Stage::dataset)
        .distinct()
        .forEach(dataset -> addRows(lines, timing, dataset));
    return String.join("\n", lines) + "\n";
  }

  private static void addRows(List<String> lines, Timing timing, String dataset) {
    timing.stages().stream()
        .filter(stage -> stage.dataset().equals(dataset) && stage.stage().equals("predict"))
        .sorted(Comparator.comparingDouble(Timing.Stage::medianMilliseconds))
        .map(TimingTable::row)
        .forEach(lines::add);
  }

  private static String row(Timing.Stage stage) {
    return row(
        stage.dataset(),
        stage.estimator(),
        stage.samples(),
        rounded(stage.medianMilliseconds()),
        rounded(stage.p90Milliseconds()));
  }

  /** BigDecimal is exact: the rounding of String.format differs between JDKs. */
  private static String rounded(double milliseconds) {
    return new BigDecimal(milliseconds).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-26s %-30s %7s %12s %12s", cells);
  }
}
