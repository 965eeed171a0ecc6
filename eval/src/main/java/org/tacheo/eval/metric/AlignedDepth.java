package org.tacheo.eval.metric;

import org.tacheo.core.FloatMap;
import org.tacheo.eval.align.AffineFit;
import org.tacheo.eval.align.Alignment;

/**
 * A prediction seen through its alignment and clipped: depth in metres, computed pixel by pixel in
 * float32 as the reference does.
 *
 * <p>Order: prediction * scale + shift (two roundings); for disparity at least 1e-3 per metre, then
 * inverted; then clipped to the protocol's range; then to at least 1e-6 m.
 *
 * <p>Source: Marigold, script/depth/eval.py at b1dffaa.
 */
public final class AlignedDepth {
  private static final float LEAST_DISPARITY = 1e-3f;
  private static final float LEAST_DEPTH = 1e-6f;

  private final FloatMap prediction;
  private final AffineFit fit;
  private final boolean disparity;
  private final float min;
  private final float max;

  /**
   * A view of a prediction.
   *
   * @param prediction [H, W], as predicted
   * @param min least depth, metres
   * @param max greatest depth, metres; may be infinite
   */
  public AlignedDepth(
      FloatMap prediction, AffineFit fit, Alignment alignment, float min, float max) {
    this.prediction = prediction;
    this.fit = fit;
    this.disparity = alignment == Alignment.LEAST_SQUARES_DISPARITY;
    this.min = Math.max(min, LEAST_DEPTH);
    this.max = max;
  }

  float raw(int pixel) {
    return prediction.at(pixel);
  }

  float depth(float raw) {
    float aligned = fit.apply(raw);
    float depth = disparity ? 1 / (aligned < LEAST_DISPARITY ? LEAST_DISPARITY : aligned) : aligned;
    float floored =
        depth < min ? min : depth; // plain comparisons are faster than Math.max and Math.min
    return floored > max ? max : floored;
  }
}
