package org.tacheo.eval.metric;

import org.tacheo.core.FloatMap;
import org.tacheo.core.PixelSet;
import org.tacheo.core.VectorMap;

/**
 * The two errors that MoGe's evaluation takes of depth and of points: p aligned prediction, g
 * ground truth.
 *
 * <p>Depth: rel = mean of |p - g| / (g + 1e-6); delta1 = share of max(p/g, g/p) &lt; 1.25. Nothing
 * is clipped, and so a negative p has two negative ratios and counts as within: so the reference
 * counts it.
 *
 * <p>Points: rel = mean of |p - g| / (|g| + 1e-6); delta1 = share of |p - g| &lt; 0.25 min(|p|,
 * |g|), with Euclidean norms.
 *
 * <p>Arithmetic: comparisons in float32 as in the reference, errors formed and summed in double in
 * row-major order.
 *
 * <p>Source: MoGe, moge/test/metrics.py at 0744441.
 *
 * @param rel mean relative error
 * @param delta1 share of pixels within the bound
 */
public record MogeMetrics(double rel, double delta1) {
  private static final double EPSILON = 1e-6;

  /**
   * Of depth.
   *
   * @param prediction [H, W], aligned
   * @param groundTruth [H, W], positive on the pixels
   * @param pixels at least one
   */
  public static MogeMetrics ofDepth(FloatMap prediction, FloatMap groundTruth, PixelSet pixels) {
    double rel = 0;
    int within = 0;
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      float p = prediction.at(pixel);
      float g = groundTruth.at(pixel);
      rel += Math.abs((double) p - g) / (g + EPSILON);
      within += Math.max(p / g, g / p) < 1.25f ? 1 : 0;
    }
    return new MogeMetrics(rel / pixels.count(), (double) within / pixels.count());
  }

  /**
   * Of points.
   *
   * @param prediction [H, W, 3], aligned
   * @param groundTruth [H, W, 3]
   * @param pixels at least one
   */
  public static MogeMetrics ofPoints(VectorMap prediction, VectorMap groundTruth, PixelSet pixels) {
    double rel = 0;
    int within = 0;
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      float px = prediction.at(pixel, 0);
      float py = prediction.at(pixel, 1);
      float pz = prediction.at(pixel, 2);
      float gx = groundTruth.at(pixel, 0);
      float gy = groundTruth.at(pixel, 1);
      float gz = groundTruth.at(pixel, 2);
      float error = norm(px - gx, py - gy, pz - gz);
      float distance = norm(gx, gy, gz);
      rel += error / (distance + EPSILON);
      within += error < 0.25f * Math.min(norm(px, py, pz), distance) ? 1 : 0;
    }
    return new MogeMetrics(rel / pixels.count(), (double) within / pixels.count());
  }

  private static float norm(float x, float y, float z) {
    return (float) Math.sqrt(x * x + y * y + z * z);
  }
}
