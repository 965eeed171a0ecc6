package org.tacheo.reports.comparison;

import java.util.Arrays;

/**
 * A percentile interval.
 *
 * @param low its lower bound
 * @param high its upper bound, at least as large
 */
record Interval(double low, double high) {
  /**
   * The middle part of values: from the percentile (100 - confidence) / 2 to the one as far from
   * the other end.
   *
   * @param values at least one, none NaN; not changed
   * @param confidence percent, above 0 and below 100
   */
  static Interval of(double[] values, double confidence) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double tail = (100 - confidence) / 200;
    return new Interval(percentile(sorted, tail), percentile(sorted, 1 - tail));
  }

  /**
   * The percentile by linear interpolation between order statistics: type 7 of Hyndman and Fan
   * (1996), which is the default of {@code numpy.percentile}.
   *
   * @param sorted at least one, ascending
   * @param fraction from 0 to 1
   */
  static double percentile(double[] sorted, double fraction) {
    double position = fraction * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
  }
}
