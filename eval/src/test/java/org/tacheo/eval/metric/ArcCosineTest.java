package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArcCosineTest {
  // 3.7e-15 of the polynomial times at most 1/8 = s^3, doubled above 1/2, and a few roundings of
  // pi.
  @Test
  void agreesWithTheExactArcCosine() {
    for (int i = -1_000_000; i <= 1_000_000; i++) {
      float cosine = i / 1e6f;
      assertThat(ArcCosine.of(cosine)).isEqualTo(StrictMath.acos(cosine), within(2e-15));
    }
  }

  // The angle of cosines next to 1 is small: there the error must be relative.
  @Test
  void keepsRelativeAccuracyNextToOne() {
    for (float cosine = 1; cosine > 0.99f; cosine = Math.nextDown(cosine)) {
      double exact = StrictMath.acos(cosine);
      assertThat(ArcCosine.of(cosine)).isEqualTo(exact, within(1e-14 * exact));
    }
  }

  @Test
  void isTheCorrectlyRoundedFloatForNearlyEveryArgument() {
    int differing = 0;
    for (int i = -1_000_000; i <= 1_000_000; i++) {
      float cosine = i / 1e6f;
      differing += (float) ArcCosine.of(cosine) == (float) StrictMath.acos(cosine) ? 0 : 1;
    }
    assertThat(differing).isLessThanOrEqualTo(1);
  }

  @Test
  void hitsTheEndsAndTheMiddle() {
    assertThat(ArcCosine.of(1)).isZero();
    assertThat(ArcCosine.of(-1)).isEqualTo(Math.PI);
    assertThat(ArcCosine.of(0)).isEqualTo(Math.PI / 2);
    assertThat(ArcCosine.of(Float.NaN)).isNaN();
  }
}
