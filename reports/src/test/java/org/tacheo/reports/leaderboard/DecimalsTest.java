package org.tacheo.reports.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "0.055, ratio, 5.5",
    "1, fraction, 100.0",
    "0, ratio, 0.0",
    "-0.0, ratio, 0.0",
    // Ties that a double holds exactly go to the even digit: 6.25 %, 3.125 %, 9.375 %.
    "0.0625, ratio, 6.2",
    "0.09375, ratio, 9.4",
    "0.6875, fraction, 68.8",
    // Rounding the short decimal would give 5.4, 0.4 and 1.4; the double nearest 0.0145 lies above
    // it.
    "0.0545, ratio, 5.4",
    "0.0035, ratio, 0.4",
    "0.0145, ratio, 1.5",
    // The product 100 * 0.0015 is 0.15 in double, which prints as 0.1; the double itself lies
    // above.
    "0.0015, ratio, 0.2",
    "38.124240875, x100, 38.1",
    "0.5636281371116638, m, 0.564",
    "0.0005, m, 0.001",
    "6156.958984375, 1/m, 6156.959",
    "1E300, ratio, 1.000E+302",
    "12345678, ratio, 1.235E+9",
  })
  void roundsTheExactValueHalfEven(double value, String unit, String expected) {
    assertThat(Decimals.printed(value, unit).map(Decimals::text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void printsNothingThatIsNotFinite(double value) {
    assertThat(Decimals.printed(value, "ratio")).isEmpty();
  }

  @Test
  void printsMeanPlacesWithTwoDecimals() {
    assertThat(Decimals.mean(5, 4)).isEqualTo("1.25");
    assertThat(Decimals.mean(4, 3)).isEqualTo("1.33");
  }
}
