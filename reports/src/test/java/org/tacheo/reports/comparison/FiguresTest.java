package org.tacheo.reports.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1.25; 1.1231; 1.3; 1.250 [1.123, 1.300]",
        "1.25; 1.1239; 1.3001; 1.250 [1.123, 1.301]",
        "0.5; 0.25; 0.75; 0.500 [0.250, 0.750]",
        "123456.78; 100051.5; 200049.1; 1.235E+5 [1.000E+5, 2.001E+5]"
      })
  void roundsBoundsAwayFromTheValue(double value, double low, double high, String text) {
    assertThat(Figures.ofRatio().text(ranged(value, low, high))).isEqualTo(text);
  }

  /** Three digits would print 1.000, beside a verdict that says otherwise. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1.01; 1.00046; 1.02; 1.0100 [1.0004, 1.020]",
        "0.99; 0.98; 0.99996; 0.99000 [0.980, 0.99996]",
        "1.00000001; 1.000000004; 1.01; 1.000000010 [1.000000004, 1.010]",
        "1; 0.9996; 1.0004; 1.000 [0.999, 1.001]",
        "1; 1; 1; 1.000 [1.000, 1.000]"
      })
  void noBoundThatIsNotOnePrintsAsOne(double value, double low, double high, String text) {
    assertThat(Figures.ofRatio().text(ranged(value, low, high))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "abs; 0.5; 0.00001; 0.61; +0.50000 [+0.00001, +0.6100]",
        "ratio; -0.02; -0.031; -0.0000042; -2.0000 [-3.10, -0.0004]",
        "degrees; 1.25; -0.5; 3; +1.25 [-0.50, +3.00]",
        "degrees; 0; 0; 0; 0.00 [0.00, 0.00]"
      })
  void noBoundOfADifferenceThatIsNotZeroPrintsAsZero(
      String unit, double value, double low, double high, String text) {
    assertThat(Figures.ofDifference(unit).text(ranged(value, low, high))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.0000000000000002, 1E-300"})
  void keepsTheTextShortHoweverSmallABoundIs(double value, double low) {
    assertThat(Figures.ofDifference("m").text(ranged(value, low, 1))).hasSizeLessThan(40);
  }

  private static Estimate.Ranged ranged(double value, double low, double high) {
    return new Estimate.Ranged(value, Optional.of(new Interval(low, high)));
  }
}
