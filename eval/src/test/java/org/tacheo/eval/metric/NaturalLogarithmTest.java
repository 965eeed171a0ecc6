package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NaturalLogarithmTest {
  // Three roundings of the size of the result, and 6e-16 of the series' remainder.
  @Test
  void agreesWithTheExactLogarithm() {
    for (double x = 1e-12; x < 1e12; x *= 1.0003) {
      double exact = StrictMath.log(x);
      assertThat(NaturalLogarithm.of(x)).isEqualTo(exact, within(1e-15 + 3 * Math.ulp(exact)));
    }
  }

  // The remainder z^6 / 6 is at most z * (1/256)^5 / 6 = 1.5e-13 z.
  @Test
  void keepsRelativeAccuracyNextToOne() {
    for (double distance = 1e-12; distance < 0.003; distance *= 1.01) {
      assertThat(NaturalLogarithm.of(1 + distance))
          .isEqualTo(StrictMath.log(1 + distance), within(2e-13 * distance));
    }
    assertThat(NaturalLogarithm.of(1)).isZero();
  }
}
