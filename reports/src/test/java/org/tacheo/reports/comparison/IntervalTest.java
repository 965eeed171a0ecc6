package org.tacheo.reports.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
  /** One rounding of an interpolation between numbers below 8. */
  private static final double ROUNDING = 1e-15 * 8;

  /** {@code numpy.percentile([1, 2, 4, 8], 100 * fraction)}: position 3 * fraction. */
  @ParameterizedTest
  @CsvSource({"0, 1", "0.25, 1.75", "0.5, 3", "0.9, 6.8", "1, 8"})
  void interpolatesBetweenOrderStatistics(double fraction, double expected) {
    assertThat(Interval.percentile(new double[] {1, 2, 4, 8}, fraction))
        .isCloseTo(expected, within(ROUNDING));
  }

  @Test
  void takesTheMiddlePartWhateverTheOrder() {
    double[] values = new double[101];
    for (int i = 0; i <= 100; i++) {
      values[i] = (i * 37) % 101;
    }
    Interval interval = Interval.of(values, 90);
    // 0 to 100: the percentiles are the numbers themselves; positions carry one rounding each.
    assertThat(interval.low()).isCloseTo(5, within(1e-13));
    assertThat(interval.high()).isCloseTo(95, within(1e-13));
    assertThat(values[1]).isEqualTo(37);
  }

  @Test
  void ofOneValueIsThatValue() {
    assertThat(Interval.of(new double[] {0.25}, 95)).isEqualTo(new Interval(0.25, 0.25));
  }
}
