package org.tacheo.eval.align;

import org.tacheo.core.FloatMap;
import org.tacheo.core.PixelSet;

/**
 * Ordinary least squares for scale and shift, equal to {@code numpy.linalg.lstsq} on float32 input
 * to the bit on every vector of LeastSquaresTest.
 *
 * <p>Minimises the sum over the pixels of (s * x + t - y)^2: all pixels with equal weight, no
 * constraint on the sign of s, no rejection of outliers. NumPy solves float32 systems in double and
 * casts the solution to float32; here the normal equations are solved in double on centred values,
 * means first, which loses nothing against its SVD, and cast likewise.
 *
 * <p>Where x is constant to within NumPy's rank tolerance (machine epsilon times the number of
 * pixels, on the ratio of the singular values of [x 1]) the solution is the one of least norm: s =
 * c * mean(y) / (c^2 + 1), t = mean(y) / (c^2 + 1) with c the mean of x.
 *
 * <p>Source: Marigold, src/util/alignment.py at b1dffaa; numpy.linalg.lstsq (LAPACK gelsd).
 */
public final class LeastSquares {
  private LeastSquares() {}

  /**
   * Fits x to y.
   *
   * @param x [H, W], what is to be aligned; finite on the pixels
   * @param y [H, W], what it is aligned to; finite on the pixels
   * @param pixels at least one
   */
  public static AffineFit fit(FloatMap x, FloatMap y, PixelSet pixels) {
    int n = pixels.count();
    if (n == 0) {
      throw new IllegalArgumentException("no pixel to fit");
    }
    double sumX = 0;
    double sumY = 0;
    for (int w = 0; w < pixels.words(); w++) {
      for (long bits = pixels.word(w); bits != 0; bits &= bits - 1) {
        int pixel = (w << 6) + Long.numberOfTrailingZeros(bits);
        sumX += x.at(pixel);
        sumY += y.at(pixel);
      }
    }
    double meanX = sumX / n;
    double meanY = sumY / n;
    double xx = 0;
    double xy = 0;
    for (int w = 0; w < pixels.words(); w++) {
      for (long bits = pixels.word(w); bits != 0; bits &= bits - 1) {
        int pixel = (w << 6) + Long.numberOfTrailingZeros(bits);
        double dx = x.at(pixel) - meanX;
        xx += dx * dx;
        xy += dx * (y.at(pixel) - meanY);
      }
    }
    if (isRankOne(meanX, xx, n)) {
      double norm = meanX * meanX + 1;
      return new AffineFit((float) (meanX * meanY / norm), (float) (meanY / norm));
    }
    double scale = xy / xx;
    return new AffineFit((float) scale, (float) (meanY - scale * meanX));
  }

  /** Whether the smaller singular value of the n x 2 matrix [x 1] vanishes against the larger. */
  private static boolean isRankOne(double meanX, double xx, int n) {
    double trace = xx + n * (meanX * meanX + 1);
    double determinant = n * xx;
    double larger = (trace + Math.sqrt(Math.max(0, trace * trace - 4 * determinant))) / 2;
    double smaller = determinant / larger;
    double tolerance = Math.ulp(1.0) * Math.max(n, 2);
    return smaller <= tolerance * tolerance * larger;
  }
}
