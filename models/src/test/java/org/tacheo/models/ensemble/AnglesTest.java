package org.tacheo.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnglesTest {
  // The handbook states 2e-8 for coefficients of ten digits.
  private static final double ERROR = 2.5e-8;

  @Test
  void inverseCosineIsWithinTheStatedError() {
    double worst = 0;
    for (int i = -100_000; i <= 100_000; i++) {
      double cosine = i / 1e5;
      worst = Math.max(worst, Math.abs(Angles.acos(cosine) - Math.acos(cosine)));
    }
    assertThat(worst).isLessThan(ERROR);
  }

  @Test
  void angleOfAPointIsWithinTheStatedErrorAllAround() {
    double worst = 0;
    for (int i = -100_000; i < 100_000; i++) {
      double angle = Math.PI * i / 1e5;
      double found = Angles.atan2(2 * Math.sin(angle), 2 * Math.cos(angle));
      double expected = Math.atan2(2 * Math.sin(angle), 2 * Math.cos(angle));
      worst = Math.max(worst, Math.abs(found - expected));
    }
    assertThat(worst).isLessThan(ERROR);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, -1", "1, 0", "-1, 0", "1e-200, 1e-200", "-3, -3"})
  void angleOfAPointIsRightOnAxesAndDiagonals(double y, double x) {
    assertThat(Angles.atan2(y, x)).isCloseTo(Math.atan2(y, x), within(ERROR));
  }
}
