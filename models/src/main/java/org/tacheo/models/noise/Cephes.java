package org.tacheo.models.noise;

/**
 * Single-precision functions after Moshier's Cephes library, in the order of operations and with
 * the fused multiply-adds of the vectorised form in PyTorch's AVX builds. Each operation rounds as
 * there; none may be reordered or simplified.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // the digits as published
final class Cephes {
  private static final float SQRT_HALF = 0.70710678f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float FOUR_OVER_PI = 1.27323954f;

  private Cephes() {}

  /** The natural logarithm of a normal positive number. */
  static float log(float value) {
    int bits = Float.floatToRawIntBits(value);
    float exponent = (bits >>> 23) - 126;
    float mantissa = Float.intBitsToFloat((bits & 0x007fffff) | 0x3f000000);
    float x = mantissa - 1;
    if (mantissa < SQRT_HALF) {
      exponent -= 1;
      x += mantissa;
    }
    float z = x * x;
    float y = 7.0376836292e-2f;
    y = Math.fma(y, x, -1.1514610310e-1f);
    y = Math.fma(y, x, 1.1676998740e-1f);
    y = Math.fma(y, x, -1.2420140846e-1f);
    y = Math.fma(y, x, 1.4249322787e-1f);
    y = Math.fma(y, x, -1.6668057665e-1f);
    y = Math.fma(y, x, 2.0000714765e-1f);
    y = Math.fma(y, x, -2.4999993993e-1f);
    y = Math.fma(y, x, 3.3333331174e-1f);
    y = Math.fma(y * x, z, exponent * LN2_LOW);
    y = Math.fma(-0.5f, z, y);
    return Math.fma(exponent, LN2_HIGH, x + y);
  }

  /** Of an angle that is not negative: the even number of eighth turns next to it. */
  static int octant(float angle) {
    return ((int) (angle * FOUR_OVER_PI) + 1) & ~1;
  }

  /** The angle less that many eighth turns, at most an eighth turn either way. */
  static float reduced(float angle, int octant) {
    float x = Math.fma(octant, -0.78515625f, angle);
    x = Math.fma(octant, -2.4187564849853515625e-4f, x);
    return Math.fma(octant, -3.77489497744594108e-8f, x);
  }

  /** The sine of an angle that was reduced by these eighth turns. */
  static float sine(float reduced, int octant) {
    float magnitude = (octant & 2) == 0 ? sinePolynomial(reduced) : cosinePolynomial(reduced);
    return negatedIf(octant & 4, magnitude);
  }

  /** The cosine of an angle that was reduced by these eighth turns. */
  static float cosine(float reduced, int octant) {
    float magnitude = (octant & 2) == 0 ? cosinePolynomial(reduced) : sinePolynomial(reduced);
    return negatedIf(~(octant - 2) & 4, magnitude);
  }

  private static float negatedIf(int four, float value) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ (four << 29));
  }

  private static float cosinePolynomial(float x) {
    float z = x * x;
    float p = 2.443315711809948e-5f;
    p = Math.fma(p, z, -1.388731625493765e-3f);
    p = Math.fma(p, z, 4.166664568298827e-2f);
    p *= z;
    return Math.fma(p, z, -(z * 0.5f)) + 1;
  }

  private static float sinePolynomial(float x) {
    float z = x * x;
    float q = -1.9515295891e-4f;
    q = Math.fma(q, z, 8.3321608736e-3f);
    q = Math.fma(q, z, -1.6666654611e-1f);
    q *= z;
    return Math.fma(q, x, x);
  }
}
