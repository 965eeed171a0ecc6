package org.tacheo.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfTest {
  private static final short INFINITY = 0x7C00;

  @Test
  void keepsEveryHalf() {
    for (int half = 0; half < 1 << 16; half++) {
      assertThat(Half.of(Half.toFloat((short) half))).as("half %x", half).isEqualTo((short) half);
    }
  }

  @Test
  void roundsToTheNearestHalfAndTiesToEven() {
    for (short half = 0; half < INFINITY; half++) {
      short next = (short) (half + 1);
      // Above the largest half, the number that a larger exponent would give.
      float upper = next == INFINITY ? 65536f : Half.toFloat(next);
      float middle = (Half.toFloat(half) + upper) / 2;
      short even = (half & 1) == 0 ? half : next;
      assertThat(Half.of(middle)).as("between %x and %x", half, next).isEqualTo(even);
      assertThat(Half.of(Math.nextDown(middle))).isEqualTo(half);
      assertThat(Half.of(Math.nextUp(middle))).isEqualTo(next);
      assertThat(Half.of(-middle)).isEqualTo((short) (even | 0x8000));
    }
  }

  @Test
  void keepsANanANan() {
    float nan = Float.intBitsToFloat(0x7F800001);
    assertThat(Half.toFloat(Half.of(nan))).isNaN();
    assertThat(Half.of(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xFC00);
    assertThat(Half.of(Float.MAX_VALUE)).isEqualTo(INFINITY);
    assertThat(Half.of(Float.MIN_VALUE)).isEqualTo((short) 0);
  }
}
