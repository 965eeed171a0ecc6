package org.tacheo.eval.metric;

/**
 * The natural logarithm of a positive, normal double: the same bits on every machine, and about
 * four times as fast as {@link Math#log}, which takes most of the time of scoring otherwise and may
 * differ by one ulp between machines.
 *
 * <p>x = 2^k m with m in [1, 2); m falls into one of 256 intervals with centre c; ln x = k ln 2 +
 * ln c + ln(m / c), the last term by its Taylor series to fifth order, whose remainder is below
 * 6e-16. The first interval takes c = 1, so that the error next to ln 1 = 0 is relative: below
 * 2e-13. Elsewhere it is below 1e-15 plus three ulps, see NaturalLogarithmTest.
 */
final class NaturalLogarithm {
  private static final int INTERVALS = 256;
  static final double LN_10 = StrictMath.log(10);

  private static final double LN_2 = StrictMath.log(2);
  private static final double[] INVERSE_CENTRE = new double[INTERVALS];
  private static final double[] LN_CENTRE = new double[INTERVALS];

  static {
    for (int i = 0; i < INTERVALS; i++) {
      double centre = i == 0 ? 1 : 1 + (i + 0.5) / INTERVALS;
      INVERSE_CENTRE[i] = 1 / centre;
      LN_CENTRE[i] = -StrictMath.log(INVERSE_CENTRE[i]);
    }
  }

  private NaturalLogarithm() {}

  static double of(double x) {
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >> 52) - 1023;
    int interval = (int) (bits >>> 44) & (INTERVALS - 1);
    double mantissa =
        Double.longBitsToDouble((bits & 0x000F_FFFF_FFFF_FFFFL) | 0x3FF0_0000_0000_0000L);
    double z = mantissa * INVERSE_CENTRE[interval] - 1;
    double square = z * z;
    double series = z - square * (1.0 / 2 - z * (1.0 / 3) + square * (1.0 / 4 - z * (1.0 / 5)));
    return exponent * LN_2 + LN_CENTRE[interval] + series;
  }
}
