package org.tacheo.eval.metric;

import org.tacheo.core.FloatMap;
import org.tacheo.eval.align.AffineFit;
import org.tacheo.eval.align.Alignment;

/**
 * A prediction seen through its alignment and clipped: depth in metres, computed pixel by pixel in
 * float32 as the reference does.
 *
 * <p>Order: prediction * scale + shift (two roundings); for disparity at least a floor of the
 * protocol's, then inverted; for the logarithm of depth exp(scale * ln prediction + shift), in
 * double and rounded once, or 0 where the prediction is not positive; then clipped to the
 * protocol's range, if it has one, and then to at least 1e-6 m.
 *
 * <p>Source: Marigold, script/depth/eval.py at b1dffaa.
 */
public final class AlignedDepth {
  private static final float MARIGOLD_LEAST_DISPARITY = 1e-3f;
  private static final float LEAST_DEPTH = 1e-6f;

  private final FloatMap prediction;
  private final AffineFit fit;
  private final boolean disparity;
  private final boolean logarithmic;
  private final float leastDisparity;
  private final float min;
  private final float max;

  /**
   * A view of a prediction, aligned disparity being at least 1e-3 per metre as in Marigold's
   * evaluation.
   *
   * @param prediction [H, W], in the space of the alignment: disparity, or depth
   * @param min least depth, metres
   * @param max greatest depth, metres; may be infinite
   */
  public AlignedDepth(
      FloatMap prediction, AffineFit fit, Alignment alignment, float min, float max) {
    this(prediction, fit, alignment, MARIGOLD_LEAST_DISPARITY, min, max);
  }

  /**
   * A view of a prediction.
   *
   * @param prediction [H, W], in the space of the alignment: disparity, or depth
   * @param leastDisparity per metre, positive; aligned disparity is raised to it
   * @param min least depth, metres; if negative infinity, depth has no lower bound
   * @param max greatest depth, metres; may be infinite
   */
  public AlignedDepth(
      FloatMap prediction,
      AffineFit fit,
      Alignment alignment,
      float leastDisparity,
      float min,
      float max) {
    this.prediction = prediction;
    this.fit = fit;
    this.disparity = alignment.space() == Alignment.Space.DISPARITY;
    this.logarithmic = alignment.space() == Alignment.Space.LOG_DEPTH;
    this.leastDisparity = leastDisparity;
    this.min = min == Float.NEGATIVE_INFINITY ? min : Math.max(min, LEAST_DEPTH);
    this.max = max;
  }

  /** The aligned and clipped depth of every pixel, [H, W], as a new map. */
  public FloatMap map() {
    float[] values = prediction.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = depth(values[i]);
    }
    return FloatMap.owning(prediction.size(), values);
  }

  float raw(int pixel) {
    return prediction.at(pixel);
  }

  float depth(float raw) {
    float depth = logarithmic ? power(raw) : fit.apply(raw);
    if (disparity) {
      depth = 1 / (depth < leastDisparity ? leastDisparity : depth);
    }
    float floored =
        depth < min ? min : depth; // plain comparisons are faster than Math.max and Math.min
    return floored > max ? max : floored;
  }

  private float power(float raw) {
    return raw > 0
        ? (float) StrictMath.exp(fit.scale() * StrictMath.log(raw) + fit.shift())
        : 0 * raw; // NaN stays NaN
  }
}
