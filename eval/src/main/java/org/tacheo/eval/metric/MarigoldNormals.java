package org.tacheo.eval.metric;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The metrics of {@link NormalsMetric} for one sample as Marigold's evaluator computes them: mean,
 * median and root mean square in float32 and rounded there to four decimals, shares rounded in
 * double.
 *
 * <p>Rounding is NumPy's: times 10000, half to even, divided by 10000, each step in the type of the
 * value; a float32 is then widened. Sums are taken as NumPy takes them, see {@link PairwiseSum}.
 *
 * <p>Source: Marigold, script/normals/eval.py and src/util/metric.py at b1dffaa, with NumPy 2.
 */
public final class MarigoldNormals {
  private static final double DECIMALS = 1e4;

  private MarigoldNormals() {}

  /**
   * All metrics of one sample, by id, in order.
   *
   * @param errors at least one, each a number
   */
  public static Map<String, Double> all(AngularErrors errors) {
    return all(errors, errors.sorted().summary());
  }

  /** The same where the summary of the errors is there already. */
  static Map<String, Double> all(AngularErrors errors, ErrorSummary summary) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (NormalsMetric metric : NormalsMetric.values()) {
      double value =
          switch (metric) {
            case MEAN -> rounded((float) ((double) errors.pairwiseSum() / errors.count()));
            // The float32 sum of the two in the middle halves without rounding.
            case MEDIAN -> rounded((float) summary.median());
            case RMSE -> rounded((float) Math.sqrt(errors.pairwiseSumOfSquares() / errors.count()));
            default -> rounded(metric.of(summary));
          };
      metrics.put(metric.info().id(), value);
    }
    return metrics;
  }

  private static double rounded(float value) {
    return (float) Math.rint(value * (float) DECIMALS) / (float) DECIMALS;
  }

  private static double rounded(double value) {
    return Math.rint(value * DECIMALS) / DECIMALS;
  }
}
