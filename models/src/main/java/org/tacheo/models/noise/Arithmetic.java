package org.tacheo.models.noise;

/**
 * How PyTorch's CPU build computes the logarithm, sine and cosine behind normal random numbers. The
 * two differ by up to 2.4e-6 in about 38 % of the numbers.
 */
public enum Arithmetic {
  /** Its builds for AVX2 and AVX-512, thus every x86 processor of the last decade. */
  AVX {
    @Override
    void transform(float[] values, int from) {
      for (int i = from; i < from + HALF; i++) {
        float radius = (float) Math.sqrt(-2 * Cephes.log(1 - values[i]));
        float angle = TWO_PI * values[i + HALF];
        int octant = Cephes.octant(angle);
        float reduced = Cephes.reduced(angle, octant);
        float cosine = Cephes.cosine(reduced, octant);
        float sine = Cephes.sine(reduced, octant);
        // The mean is added there, too: it turns -0 into 0.
        values[i] = radius * cosine + 0f;
        values[i + HALF] = radius * sine + 0f;
      }
    }
  },

  /**
   * All others, for example ARM: the C library's functions, here those of the GNU C library 2.28 to
   * 2.40. Other libraries differ by units in the last place.
   */
  DEFAULT {
    @Override
    void transform(float[] values, int from) {
      for (int i = from; i < from + HALF; i++) {
        float radius = (float) Math.sqrt(-2 * Libm.log(1 - values[i]));
        float angle = (float) (2 * Math.PI * values[i + HALF]);
        int quarters = Libm.quarters(angle);
        values[i] = radius * Libm.cosine(angle, quarters) + 0f;
        values[i + HALF] = radius * Libm.sine(angle, quarters) + 0f;
      }
    }
  };

  /** How many numbers are transformed at a time. */
  static final int BLOCK = 16;

  private static final int HALF = BLOCK / 2;
  private static final float TWO_PI = (float) (2 * Math.PI);

  /**
   * Turns {@link #BLOCK} uniform numbers in [0, 1) into normal ones, by Box and Muller's transform
   * of each of the first half together with its counterpart in the second half.
   */
  abstract void transform(float[] values, int from);
}
