package org.tacheo.eval.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.tacheo.eval.result.MetricInfo;

/**
 * The eight metrics of surface normals: e is the angle between the predicted and the true normal,
 * in degrees, see {@link AngularErrors}, over n pixels of one sample or of a whole dataset. Shares
 * are in percent, every comparison is strict and made in float32.
 *
 * <ul>
 *   <li>No pixel, or an angle that is not a number: there is no value; the sample fails.
 *   <li>Arithmetic: e is a float32; sums are in double; the median is exact, of an even number of
 *       pixels the average of the two in the middle, in double. {@link MarigoldNormals} has the
 *       float32 sums and the roundings of the other protocol.
 * </ul>
 *
 * <p>Source: DSINE (Bae and Davison, CVPR 2024), utils/utils.py at ef0c2af. NormalsGoldenTest holds
 * every metric against values which the reference code gave.
 */
public enum NormalsMetric {
  /** Mean angular error. */
  MEAN(
      "mean",
      "mean°",
      "degrees",
      false,
      "mean of e",
      "mean",
      "mean_angular_error",
      s -> s.sum() / s.n()),
  /** Median angular error: over a dataset quite another number than the mean of medians. */
  MEDIAN(
      "median",
      "median°",
      "degrees",
      false,
      "median of e",
      "median",
      "median_angular_error",
      ErrorSummary::median),
  /** Root mean square angular error. */
  RMSE(
      "rmse",
      "RMSE°",
      "degrees",
      false,
      "sqrt(mean of e^2)",
      "rmse",
      "rmse_angular_error",
      s -> Math.sqrt(s.squares() / s.n())),
  /** Share of pixels below 5 degrees. */
  WITHIN_5(
      "within_5",
      "5°",
      "percent",
      true,
      "100 times the share of e < 5",
      "5",
      "sub5_error",
      s -> percent(s.below5(), s)),
  /** Share of pixels below 7.5 degrees. */
  WITHIN_7_5(
      "within_7_5",
      "7.5°",
      "percent",
      true,
      "100 times the share of e < 7.5",
      "7.5",
      "sub7_5_error",
      s -> percent(s.below7(), s)),
  /** Share of pixels below 11.25 degrees. */
  WITHIN_11_25(
      "within_11_25",
      "11.25°",
      "percent",
      true,
      "100 times the share of e < 11.25",
      "11.25",
      "sub11_25_error",
      s -> percent(s.below11(), s)),
  /** Share of pixels below 22.5 degrees. */
  WITHIN_22_5(
      "within_22_5",
      "22.5°",
      "percent",
      true,
      "100 times the share of e < 22.5",
      "22.5",
      "sub22_5_error",
      s -> percent(s.below22(), s)),
  /** Share of pixels below 30 degrees. */
  WITHIN_30(
      "within_30",
      "30°",
      "percent",
      true,
      "100 times the share of e < 30",
      "30",
      "sub30_error",
      s -> percent(s.below30(), s));

  private final MetricInfo info;
  private final String formula;
  private final String dsineName;
  private final String marigoldName;
  private final ToDoubleFunction<ErrorSummary> value;

  NormalsMetric(
      String id,
      String title,
      String unit,
      boolean higherIsBetter,
      String formula,
      String dsineName,
      String marigoldName,
      ToDoubleFunction<ErrorSummary> value) {
    this.info = new MetricInfo(id, title, unit, higherIsBetter);
    this.formula = formula;
    this.dsineName = dsineName;
    this.marigoldName = marigoldName;
    this.value = value;
  }

  /** Id, title, unit and direction. */
  public MetricInfo info() {
    return info;
  }

  /** The definition as plain text. */
  public String formula() {
    return formula;
  }

  /** The word in the header of DSINE's {@code metrics.txt}. */
  public String dsineName() {
    return dsineName;
  }

  /** The function of Marigold's evaluator, by which its {@code per_sample_metrics.csv} names it. */
  public String marigoldName() {
    return marigoldName;
  }

  /** The value over the pixels of a summary, of which there is at least one. */
  double of(ErrorSummary summary) {
    return value.applyAsDouble(summary);
  }

  /** All metrics as result files name them, in order. */
  public static List<MetricInfo> infos() {
    return Arrays.stream(values()).map(NormalsMetric::info).toList();
  }

  /** All metrics over the pixels of a summary, of which there is at least one, by id, in order. */
  public static Map<String, Double> all(ErrorSummary summary) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (NormalsMetric metric : values()) {
      metrics.put(metric.info.id(), metric.of(summary));
    }
    return metrics;
  }

  private static double percent(long count, ErrorSummary summary) {
    return 100 * ((double) count / summary.n());
  }
}
