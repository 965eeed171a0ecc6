package org.tacheo.eval.align;

import java.util.Arrays;
import org.tacheo.core.FloatMap;
import org.tacheo.core.PixelSet;

/**
 * Alignments by a scale alone: aligned = prediction * scale, in one float32 rounding.
 *
 * <p>The scale is computed in double and rounded to float32. It may be negative or 0: nothing is
 * constrained.
 */
public final class Ratios {
  private Ratios() {}

  /**
   * The median of y over the median of x; the median of an even number of values is the mean of the
   * middle two (NumPy; torch.median takes the lower one instead).
   *
   * <p>Source: Zhou et al., CVPR 2017 (arXiv 1704.07813), and whoever evaluates depth from video
   * since.
   *
   * @param x [H, W], what is to be aligned; finite on the pixels
   * @param y [H, W], what it is aligned to; finite on the pixels
   * @param pixels at least one
   * @return not finite if the median of x is 0
   */
  public static AffineFit median(FloatMap x, FloatMap y, PixelSet pixels) {
    return scale(median(y, pixels) / median(x, pixels));
  }

  /**
   * Least squares: the sum of x y over the sum of x^2; 0 where x is 0 everywhere.
   *
   * @param x [H, W], what is to be aligned; finite on the pixels
   * @param y [H, W], what it is aligned to; finite on the pixels
   * @param pixels at least one
   */
  public static AffineFit leastSquares(FloatMap x, FloatMap y, PixelSet pixels) {
    requireAny(pixels);
    double xx = 0;
    double xy = 0;
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      double value = x.at(pixel);
      xx += value * value;
      xy += value * y.at(pixel);
    }
    return scale(xx > 0 ? xy / xx : 0);
  }

  private static AffineFit scale(double scale) {
    return new AffineFit((float) scale, 0);
  }

  private static double median(FloatMap map, PixelSet pixels) {
    requireAny(pixels);
    float[] values = new float[pixels.count()];
    int count = 0;
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      values[count++] = map.at(pixel);
    }
    Arrays.sort(values);
    return ((double) values[(count - 1) / 2] + values[count / 2]) / 2;
  }

  private static void requireAny(PixelSet pixels) {
    if (pixels.count() == 0) {
      throw new IllegalArgumentException("no pixel to fit");
    }
  }
}
