package org.tacheo.datasets.image;

/** IEEE binary16 from and to float32. */
final class Half {
  /** The least magnitude that rounds to infinity: halfway from 65504 to the number that is none. */
  private static final int OVERFLOW = 0x477FF000;

  /** The least normal number, 2^-14. */
  private static final int LEAST_NORMAL = 0x38800000;

  private Half() {}

  /** The value of a half, exactly; a NaN keeps its sign and payload. */
  static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >> 10 & 0x1F;
    int fraction = half & 0x3FF;
    if (exponent == 0) {
      // Zero and subnormals: fraction * 2^-24, exact in binary32.
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int rebiased = exponent == 0x1F ? 0xFF : exponent + (127 - 15);
    return Float.intBitsToFloat(sign | rebiased << 23 | fraction << 13);
  }

  /**
   * The half nearest to a value, ties to even; beyond the largest, infinity. A NaN keeps its sign
   * and the upper bits of its payload, and stays one.
   */
  static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & 0x7FFFFFFF;
    if (magnitude > 0x7F800000) {
      int payload = magnitude >> 13 & 0x3FF;
      return (short) (sign | 0x7C00 | (payload == 0 ? 0x200 : payload));
    }
    if (magnitude >= OVERFLOW) {
      return (short) (sign | 0x7C00);
    }
    if (magnitude < LEAST_NORMAL) {
      // A multiple of 2^-24, which rint rounds as wanted; 1024 of them are the least normal number.
      return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24));
    }
    // Adding just under half a step, or half a step to an odd number, rounds ties to even.
    int odd = magnitude >> 13 & 1;
    return (short) (sign | ((magnitude + 0xFFF + odd - ((127 - 15) << 23)) >> 13));
  }
}
