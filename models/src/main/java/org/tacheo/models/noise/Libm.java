package org.tacheo.models.noise;

/**
 * Single-precision functions as the GNU C library has them from version 2.28 on: computed in double
 * precision with short polynomials and rounded once, about one result in a hundred to the second
 * nearest.
 *
 * <p>Source: Arm's "optimized routines" (logf with a table of 16 intervals, sinf and cosf with a
 * reduction by quarter turns), whose constants these are.
 */
final class Libm {
  private static final double LN2 = 0x1.62e42fefa39efp-1;
  private static final double[] INVERSE = {
    0x1.661ec79f8f3bep+0, 0x1.571ed4aaf883dp+0, 0x1.49539f0f010bp+0, 0x1.3c995b0b80385p+0,
    0x1.30d190c8864a5p+0, 0x1.25e227b0b8eap+0, 0x1.1bb4a4a1a343fp+0, 0x1.12358f08ae5bap+0,
    0x1.0953f419900a7p+0, 0x1p+0, 0x1.e608cfd9a47acp-1, 0x1.ca4b31f026aap-1,
    0x1.b2036576afce6p-1, 0x1.9c2d163a1aa2dp-1, 0x1.886e6037841edp-1, 0x1.767dcf5534862p-1
  };
  private static final double[] LOGARITHM = {
    -0x1.57bf7808caadep-2, -0x1.2bef0a7c06ddbp-2, -0x1.01eae7f513a67p-2, -0x1.b31d8a68224e9p-3,
    -0x1.6574f0ac07758p-3, -0x1.1aa2bc79c81p-3, -0x1.a4e76ce8c0e5ep-4, -0x1.1973c5a611cccp-4,
    -0x1.252f438e10c1ep-5, 0x0p+0, 0x1.aa5aa5df25984p-5, 0x1.c5e53aa362eb4p-4,
    0x1.526e57720db08p-3, 0x1.bc2860d22477p-3, 0x1.1058bc8a07ee1p-2, 0x1.4043057b6ee09p-2
  };

  private static final double QUARTERS = 0x1.45f306dc9c883p-1;
  private static final double QUARTER = 0x1.921fb54442d18p0;

  private Libm() {}

  /** The natural logarithm of a normal positive number. */
  static float log(float value) {
    int bits = Float.floatToRawIntBits(value);
    int offset = bits - 0x3f330000;
    int interval = (offset >>> 19) & 15;
    int exponent = offset >> 23;
    double z = Float.intBitsToFloat(bits - (exponent << 23));
    double r = z * INVERSE[interval] - 1;
    double r2 = r * r;
    double y = 0x1.5575b0be00b6ap-2 * r - 0x1.ffffef20a4123p-2;
    y = -0x1.00ea348b88334p-2 * r2 + y;
    return (float) (y * r2 + (LOGARITHM[interval] + exponent * LN2 + r));
  }

  /** The nearest number of quarter turns of an angle that is not negative. */
  static int quarters(float angle) {
    return (int) (angle * QUARTERS + 0.5);
  }

  /** The sine of an angle that is so many quarter turns and a rest. */
  static float sine(float angle, int quarters) {
    return sine(angle - quarters * QUARTER, quarters);
  }

  /** The cosine of an angle that is so many quarter turns and a rest. */
  static float cosine(float angle, int quarters) {
    return sine(angle - quarters * QUARTER, quarters + 1);
  }

  private static float sine(double rest, int quarters) {
    double magnitude = (quarters & 1) == 0 ? sinePolynomial(rest) : cosinePolynomial(rest);
    return (float) ((quarters & 2) == 0 ? magnitude : -magnitude);
  }

  private static double sinePolynomial(double x) {
    double x2 = x * x;
    double x3 = x * x2;
    double high = 0x1.1107605230bc4p-7 + x2 * -0x1.994eb3774cf24p-13;
    return x + x3 * -0x1.555545995a603p-3 + x3 * x2 * high;
  }

  private static double cosinePolynomial(double x) {
    double x2 = x * x;
    double x4 = x2 * x2;
    double high = -0x1.6c087e89a359dp-10 + x2 * 0x1.99343027bf8c3p-16;
    double low = 1 + x2 * -0x1.ffffffd0c621cp-2 + x4 * 0x1.55553e1068f19p-5;
    return low + x4 * x2 * high;
  }
}
