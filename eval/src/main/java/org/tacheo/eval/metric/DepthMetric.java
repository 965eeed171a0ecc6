package org.tacheo.eval.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.tacheo.core.FloatMap;
import org.tacheo.core.PixelSet;
import org.tacheo.eval.result.MetricInfo;

/**
 * Depth metrics of one sample: q aligned and clipped prediction, g ground truth, both in metres,
 * over the n valid pixels. No epsilon anywhere; logarithms are natural unless said otherwise; every
 * comparison is strict.
 *
 * <ul>
 *   <li>No valid pixel, or a prediction that is not finite on one: the sample fails, there is no
 *       value.
 *   <li>g = 0 cannot occur: the valid mask excludes it.
 *   <li>Arithmetic: see DepthErrorSums.
 * </ul>
 *
 * <p>Source of the ten of {@link #MARIGOLD}: Marigold, src/util/metric.py at b1dffaa, after Eigen
 * et al. 2014 (arXiv 1406.2283). DepthMetricTest holds each of them against values which that code
 * gave.
 */
public enum DepthMetric {
  /** Absolute relative error ("AbsRel"). */
  ABS_REL(
      "abs_rel",
      "AbsRel",
      "ratio",
      false,
      "mean of |q - g| / g",
      "abs_relative_difference",
      s -> s.absoluteRelative() / s.n()),
  /** Squared relative error, divided by g once (Eigen), not twice (KITTI devkit). */
  SQ_REL(
      "sq_rel",
      "SqRel",
      "m",
      false,
      "mean of (q - g)^2 / g",
      "squared_relative_difference",
      s -> s.squaredRelative() / s.n()),
  /** Root mean square error. */
  RMSE(
      "rmse",
      "RMSE",
      "m",
      false,
      "sqrt(mean of (q - g)^2)",
      "rmse_linear",
      s -> Math.sqrt(s.squared() / s.n())),
  /** Root mean square error of the natural logarithm. */
  RMSE_LOG(
      "rmse_log",
      "RMSE log",
      "log",
      false,
      "sqrt(mean of (ln q - ln g)^2)",
      "rmse_log",
      s -> Math.sqrt(s.squaredLog() / s.n())),
  /** Mean absolute error of the decimal logarithm. */
  LOG10(
      "log10",
      "log10",
      "log10",
      false,
      "mean of |log10 q - log10 g|",
      "log10",
      s -> s.absoluteLog() / s.n() / NaturalLogarithm.LN_10),
  /** Share of pixels whose ratio is below 1.25. */
  DELTA1(
      "delta1",
      "δ1",
      "fraction",
      true,
      "share of max(q/g, g/q) < 1.25, in float32",
      "delta1_acc",
      s -> (double) s.within1() / s.n()),
  /** Share of pixels whose ratio is below 1.25 squared. */
  DELTA2(
      "delta2",
      "δ2",
      "fraction",
      true,
      "share of max(q/g, g/q) < 1.5625, in float32",
      "delta2_acc",
      s -> (double) s.within2() / s.n()),
  /** Share of pixels whose ratio is below 1.25 cubed. */
  DELTA3(
      "delta3",
      "δ3",
      "fraction",
      true,
      "share of max(q/g, g/q) < 1.953125, in float32",
      "delta3_acc",
      s -> (double) s.within3() / s.n()),
  /** Root mean square error of inverse depth, per metre (the KITTI devkit prints per kilometre). */
  I_RMSE(
      "i_rmse",
      "iRMSE",
      "1/m",
      false,
      "sqrt(mean of (1/q - 1/g)^2)",
      "i_rmse",
      s -> Math.sqrt(s.squaredInverse() / s.n())),
  /** Scale-invariant logarithmic error, full variance weight, times 100. */
  SILOG(
      "silog",
      "SILog",
      "x100",
      false,
      "100 sqrt(mean of e^2 - (mean of e)^2), e = ln q - ln g; a radicand below 0 by rounding counts as 0",
      "silog_rmse",
      DepthMetric::silog),
  /** Mean absolute error. */
  MAE("mae", "MAE", "m", false, "mean of |q - g|", (s, n) -> s.absolute() / n),
  /** Share of bad pixels, as MiDaS counts them; a ratio of 1.25 is neither bad nor in delta1. */
  BAD_1_25(
      "bad_1_25",
      "bad > 1.25",
      "%",
      false,
      "100 times the share of max(q/g, g/q) > 1.25, in float32",
      (s, n) -> 100.0 * s.above1() / n),
  /** Absolute relative error in percent, as the KITTI devkit prints it ("absErrorRel"). */
  ABS_REL_PERCENT(
      "abs_rel_percent",
      "absErrorRel",
      "%",
      false,
      "100 times the mean of |q - g| / g",
      "",
      s -> 100 * s.absoluteRelative() / s.n()),
  /** Squared relative error of the KITTI devkit ("sqErrorRel"): divided by g twice. */
  SQ_REL_PERCENT(
      "sq_rel_percent",
      "sqErrorRel",
      "%",
      false,
      "100 times the mean of ((q - g) / g)^2",
      (s, n) -> 100 * s.relativeSquared() / n),
  /** Root mean square error of inverse depth, per kilometre, as the KITTI devkit prints it. */
  I_RMSE_KM(
      "i_rmse_km",
      "iRMSE",
      "1/km",
      false,
      "1000 sqrt(mean of (1/q - 1/g)^2)",
      "",
      s -> 1000 * Math.sqrt(s.squaredInverse() / s.n()));

  /** The ten of Marigold's evaluator, in its order. */
  public static final List<DepthMetric> MARIGOLD =
      Arrays.stream(values()).filter(metric -> !metric.referenceName.isEmpty()).toList();

  private final MetricInfo info;
  private final String formula;
  private final String referenceName;
  private final ToDoubleFunction<DepthErrorSums> value;
  private final Optional<ToDoubleBiFunction<FurtherErrorSums, Integer>> furtherValue;

  DepthMetric(
      String id,
      String title,
      String unit,
      boolean higherIsBetter,
      String formula,
      String referenceName,
      ToDoubleFunction<DepthErrorSums> value) {
    this.info = new MetricInfo(id, title, unit, higherIsBetter);
    this.formula = formula;
    this.referenceName = referenceName;
    this.value = value;
    this.furtherValue = Optional.empty();
  }

  DepthMetric(
      String id,
      String title,
      String unit,
      boolean higherIsBetter,
      String formula,
      ToDoubleBiFunction<FurtherErrorSums, Integer> value) {
    this.info = new MetricInfo(id, title, unit, higherIsBetter);
    this.formula = formula;
    this.referenceName = "";
    this.value = sums -> Double.NaN;
    this.furtherValue = Optional.of(value);
  }

  /** Id, title, unit and direction. */
  public MetricInfo info() {
    return info;
  }

  /** The definition as plain text. */
  public String formula() {
    return formula;
  }

  /**
   * The column of the reference evaluator's {@code per_sample_metrics.csv}; empty for a metric that
   * it does not have.
   */
  public String referenceName() {
    return referenceName;
  }

  /** Metrics as result files name them. */
  public static List<MetricInfo> infos(List<DepthMetric> metrics) {
    return metrics.stream().map(DepthMetric::info).toList();
  }

  /**
   * Metrics of one sample, by id, in order; nothing if a prediction on one of the pixels is not
   * finite.
   *
   * @param wanted which
   * @param prediction [H, W], metres, aligned and clipped
   * @param groundTruth [H, W], metres, positive and finite on the pixels
   * @param pixels the valid pixels, at least one
   */
  public static Map<String, Double> all(
      List<DepthMetric> wanted, AlignedDepth prediction, FloatMap groundTruth, PixelSet pixels) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    DepthErrorSums sums = DepthErrorSums.of(prediction, groundTruth, pixels);
    if (!sums.finite()) {
      return metrics;
    }
    Optional<FurtherErrorSums> further =
        wanted.stream().anyMatch(metric -> metric.furtherValue.isPresent())
            ? Optional.of(FurtherErrorSums.of(prediction, groundTruth, pixels))
            : Optional.empty();
    for (DepthMetric metric : wanted) {
      metrics.put(metric.info.id(), metric.of(sums, further));
    }
    return metrics;
  }

  private double of(DepthErrorSums sums, Optional<FurtherErrorSums> further) {
    return furtherValue.isPresent()
        ? furtherValue.get().applyAsDouble(further.orElseThrow(), sums.n())
        : value.applyAsDouble(sums);
  }

  private static double silog(DepthErrorSums sums) {
    double mean = sums.log() / sums.n();
    return 100 * Math.sqrt(Math.max(0, sums.squaredLog() / sums.n() - mean * mean));
  }
}
