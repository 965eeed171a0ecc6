package org.tacheo.eval.align;

import org.tacheo.core.FloatMap;
import org.tacheo.core.PixelSet;

/**
 * Alignments by least squares between logarithms of depth, where the prediction is positive.
 *
 * <p>Natural logarithms by {@link StrictMath}, so that every machine gives the same bits; sums in
 * double.
 */
public final class LogLeastSquares {
  private LogLeastSquares() {}

  /**
   * A shift of the logarithm, that is a scale of depth: exp(mean of ln y - ln x). It is the scale
   * under which RMSE log equals SILog.
   *
   * <p>Source: Eigen et al. 2014 (arXiv 1406.2283), section 3.2.
   *
   * @param x [H, W], positive on the pixels
   * @param y [H, W], positive on the pixels
   * @param pixels at least one
   */
  public static AffineFit scale(FloatMap x, FloatMap y, PixelSet pixels) {
    if (pixels.count() == 0) {
      throw new IllegalArgumentException("no pixel to fit");
    }
    double sum = 0;
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      sum += StrictMath.log(y.at(pixel)) - StrictMath.log(x.at(pixel));
    }
    return new AffineFit((float) StrictMath.exp(sum / pixels.count()), 0);
  }

  /**
   * Scale and shift of the logarithm: s and t of ln y = s ln x + t, in float32 as {@link
   * LeastSquares} gives them; logarithms are rounded to float32 first.
   *
   * @param x [H, W], positive on the pixels
   * @param y [H, W], positive on the pixels
   * @param pixels at least one
   */
  public static AffineFit affine(FloatMap x, FloatMap y, PixelSet pixels) {
    return LeastSquares.fit(logarithm(x, pixels), logarithm(y, pixels), pixels);
  }

  /** The natural logarithm on the pixels, in float32; 0 elsewhere. */
  static FloatMap logarithm(FloatMap map, PixelSet pixels) {
    float[] values = new float[map.size().pixels()];
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      values[pixel] = (float) StrictMath.log(map.at(pixel));
    }
    return FloatMap.owning(map.size(), values);
  }
}
