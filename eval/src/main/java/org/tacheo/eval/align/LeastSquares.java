package org.tacheo.eval.align;

import org.tacheo.core.FloatMap;
import org.tacheo.core.PixelSet;

/**
 * Ordinary least squares for scale and shift, equal to {@code numpy.linalg.lstsq} on float32 input
 * to the bit on every vector of LeastSquaresTest.
 *
 * <p>Minimises the sum over the pixels of (s * x + t - y)^2: all pixels with equal weight, no
 * constraint on the sign of s, no rejection of outliers. NumPy solves float32 systems in double and
 * casts the solution to float32; here the normal equations are solved in double on values shifted
 * to about their mean, which loses nothing against its SVD, and cast likewise.
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
    double originX = coarseMean(x, pixels);
    double originY = coarseMean(y, pixels);
    double sumX = 0;
    double sumY = 0;
    double sumXx = 0;
    double sumXy = 0;
    for (int w = 0; w < pixels.words(); w++) {
      for (long bits = pixels.word(w); bits != 0; bits &= bits - 1) {
        int pixel = (w << 6) + Long.numberOfTrailingZeros(bits);
        double dx = x.at(pixel) - originX;
        double dy = y.at(pixel) - originY;
        sumX += dx;
        sumY += dy;
        sumXx += dx * dx;
        sumXy += dx * dy;
      }
    }
    double meanX = originX + sumX / n;
    double meanY = originY + sumY / n;
    double xx = sumXx - sumX * (sumX / n);
    double xy = sumXy - sumX * (sumY / n);
    if (isRankOne(meanX, xx, n)) {
      double norm = meanX * meanX + 1;
      return new AffineFit((float) (meanX * meanY / norm), (float) (meanY / norm));
    }
    double scale = xy / xx;
    return new AffineFit((float) scale, (float) (meanY - scale * meanX));
  }

  /**
   * The mean over the first pixel of each word: exact for a constant, and near enough to the mean
   * of all for sums of squares about it to lose nothing. Of n pixels at least n / 64 are taken, so
   * that whatever the values it lies within 8 standard deviations of their mean, and the sum of
   * squares about it is at most 65 times the one about the mean.
   */
  private static double coarseMean(FloatMap map, PixelSet pixels) {
    double sum = 0;
    int count = 0;
    for (int w = 0; w < pixels.words(); w++) {
      long bits = pixels.word(w);
      if (bits != 0) {
        sum += map.at((w << 6) + Long.numberOfTrailingZeros(bits));
        count++;
      }
    }
    return sum / count;
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
