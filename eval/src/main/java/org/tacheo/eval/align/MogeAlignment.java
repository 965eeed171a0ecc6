package org.tacheo.eval.align;

import org.tacheo.core.FloatMap;
import org.tacheo.core.VectorMap;

/**
 * The solvers of MoGe's evaluation, by weighted least absolute deviations in float32 on the pixels
 * of {@link MaskedNearest}. Weights are 1 / g for depth and 1 / |g| for points.
 *
 * <p>Sums are taken in double where the reference sums float32 in an order of its own; a sum
 * decides only which pair of pixels supports the solution, whose value is then computed in float32
 * as the reference does.
 *
 * <p>Where what is aligned is constant on the pixels, the reference divides by 1e-7 and returns
 * noise. Here the scale is 0 and the shift the one of least loss.
 *
 * <p>Source: MoGe (Wang et al., CVPR 2025, arXiv 2410.19115), moge/utils/alignment.py at 0744441.
 */
public final class MogeAlignment {
  private static final float EPSILON = 1e-7f;

  private MogeAlignment() {}

  /**
   * The scale of depth: minimises the sum of |a p - g| / g.
   *
   * @param prediction [H, W]
   * @param groundTruth [H, W], metres, positive on the pixels
   * @param pixels row-major indices, at least one
   */
  public static float depthScale(FloatMap prediction, FloatMap groundTruth, int[] pixels) {
    requireAny(pixels);
    double[] values = new double[pixels.length];
    double[] weights = new double[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      float g = groundTruth.at(pixels[i]);
      put(prediction.at(pixels[i]), g, 1 / g, values, weights, i);
    }
    return (float) WeightedMedian.of(values, weights, pixels.length);
  }

  /**
   * Scale and shift of depth: about the minimum of the sum of |a p + b - g| / g; where predictions
   * repeat, not quite (see AnchoredFit).
   *
   * @param prediction [H, W]
   * @param groundTruth [H, W], metres, positive on the pixels
   * @param pixels row-major indices, at least one
   */
  public static AffineFit depthAffine(FloatMap prediction, FloatMap groundTruth, int[] pixels) {
    requireAny(pixels);
    float[] x = new float[pixels.length];
    float[] y = new float[pixels.length];
    float[] w = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      x[i] = prediction.at(pixels[i]);
      y[i] = groundTruth.at(pixels[i]);
      w[i] = 1 / y[i];
    }
    AnchoredFit.Support support = new AnchoredFit(new float[][] {x}, new float[][] {y}, w).solve();
    if (support.anchor() == support.partner()) {
      return new AffineFit(0, median(y, w));
    }
    float x1 = x[support.anchor()];
    float y1 = y[support.anchor()];
    float scale = (y[support.partner()] - y1) / (x[support.partner()] - x1);
    return new AffineFit(scale, y1 - scale * x1);
  }

  /**
   * The scale of points: minimises the sum of |a p - g|_1 / |g|_2.
   *
   * @param prediction [H, W, 3]
   * @param groundTruth [H, W, 3], metres, none 0 on the pixels
   * @param pixels row-major indices, at least one
   */
  public static PointFit pointScale(VectorMap prediction, VectorMap groundTruth, int[] pixels) {
    requireAny(pixels);
    double[] values = new double[3 * pixels.length];
    double[] weights = new double[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      float weight = 1 / norm(groundTruth, pixels[i]);
      for (int c = 0; c < 3; c++) {
        float p = prediction.at(pixels[i], c);
        put(p, groundTruth.at(pixels[i], c), weight, values, weights, 3 * i + c);
      }
    }
    return new PointFit((float) WeightedMedian.of(values, weights, values.length), 0, 0, 0);
  }

  /**
   * A common scale and a shift along each axis, the aligned cloud passing through the ground truth
   * of one pixel: the least sum of |a p + b - g|_1 / |g|_2 over those pixels and all scales.
   *
   * @param prediction [H, W, 3]
   * @param groundTruth [H, W, 3], metres, none 0 on the pixels
   * @param pixels row-major indices, at least one
   */
  public static PointFit pointAffine(VectorMap prediction, VectorMap groundTruth, int[] pixels) {
    requireAny(pixels);
    float[] w = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      w[i] = 1 / norm(groundTruth, pixels[i]);
    }
    float[][] x = coordinates(prediction, pixels);
    float[][] y = coordinates(groundTruth, pixels);
    AnchoredFit.Support support = new AnchoredFit(x, y, w).solve();
    int k = support.anchor();
    if (k == support.partner()) {
      return new PointFit(0, median(y[0], w), median(y[1], w), median(y[2], w));
    }
    int c = support.coordinate();
    float scale = (y[c][support.partner()] - y[c][k]) / (x[c][support.partner()] - x[c][k]);
    return new PointFit(
        scale, y[0][k] - scale * x[0][k], y[1][k] - scale * x[1][k], y[2][k] - scale * x[2][k]);
  }

  /**
   * A shift along each axis, the scale left as it is: minimises the sum of |p + b - g|_1 / |g|_2.
   *
   * @param prediction [H, W, 3], metres
   * @param groundTruth [H, W, 3], metres, none 0 on the pixels
   * @param pixels row-major indices, at least one
   */
  public static PointFit pointShift(VectorMap prediction, VectorMap groundTruth, int[] pixels) {
    requireAny(pixels);
    float[] w = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      w[i] = 1 / norm(groundTruth, pixels[i]);
    }
    float[][] x = coordinates(prediction, pixels);
    float[][] y = coordinates(groundTruth, pixels);
    float[] shift = new float[3];
    for (int c = 0; c < 3; c++) {
      float[] difference = new float[pixels.length];
      for (int i = 0; i < pixels.length; i++) {
        difference[i] = y[c][i] - x[c][i];
      }
      shift[c] = median(difference, w);
    }
    return new PointFit(1, shift[0], shift[1], shift[2]);
  }

  private static void put(float x, float y, float w, double[] values, double[] weights, int index) {
    float sign = Math.signum(x);
    float positive = x * sign;
    values[index] = y * sign / Math.max(positive, EPSILON);
    weights[index] = positive * w;
  }

  private static float median(float[] values, float[] weights) {
    double[] v = new double[values.length];
    double[] w = new double[values.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = values[i];
      w[i] = weights[i];
    }
    return (float) WeightedMedian.of(v, w, v.length);
  }

  private static float[][] coordinates(VectorMap points, int[] pixels) {
    float[][] coordinates = new float[3][pixels.length];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < pixels.length; i++) {
        coordinates[c][i] = points.at(pixels[i], c);
      }
    }
    return coordinates;
  }

  private static float norm(VectorMap points, int pixel) {
    float x = points.at(pixel, 0);
    float y = points.at(pixel, 1);
    float z = points.at(pixel, 2);
    return (float) Math.sqrt(x * x + y * y + z * z);
  }

  private static void requireAny(int[] pixels) {
    if (pixels.length == 0) {
      throw new IllegalArgumentException("no pixel to fit");
    }
  }
}
