package org.tacheo.eval.metric;

import java.util.Arrays;
import java.util.Optional;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.NearestPixels;
import org.tacheo.core.PixelSet;

/**
 * The depth boundary errors of iBims-1: how far predicted depth edges lie from annotated ones, in
 * pixels.
 *
 * <p>The prediction, 0 off the pixels that count, is brought to 0 ... 1 by its least and greatest
 * value, zeros becoming NaN, and Canny (sigma root 2, thresholds 0.15 and 0.3) finds its edges.
 * Distances above 10 pixels count as 10.
 *
 * <ul>
 *   <li>accuracy: mean distance to the nearest annotated edge of those predicted edge pixels that
 *       lie within 10 pixels of one; 10 if there are none, and then completeness is 10 as well.
 *   <li>completeness: mean over predicted edge pixels of the distance to the nearest annotated one
 *       and over annotated edge pixels of the distance to the nearest predicted one.
 * </ul>
 *
 * <p>Without an annotated edge there is no value.
 *
 * <p>The third digit depends on the variant of Canny's detector: the one here is scikit-image's, in
 * double, where the published numbers came from another. Do not compare beyond the second digit.
 *
 * <p>Source: Koch et al. 2018 (arXiv 1805.01328), section 3.3, and its evaluation scripts.
 *
 * @param accuracy pixels, 0 to 10
 * @param completeness pixels, 0 to 10
 */
public record DepthBoundaryError(double accuracy, double completeness) {
  private static final double SIGMA = Math.sqrt(2);
  private static final double LOW = 0.15;
  private static final double HIGH = 0.3;
  private static final double FARTHEST = 10;

  /**
   * Measures a prediction.
   *
   * @param prediction [H, W], depth in any unit
   * @param edges [H, W], annotated depth edges
   * @param pixels that count; those where the prediction is 0 do not
   * @return nothing without an annotated edge
   * @throws IllegalArgumentException if the sizes differ
   */
  public static Optional<DepthBoundaryError> of(FloatMap prediction, Mask edges, PixelSet pixels) {
    ImageSize size = prediction.size();
    if (!size.equals(edges.size())) {
      throw new IllegalArgumentException(
          "the prediction is " + size + ", the edges are " + edges.size());
    }
    NearestPixels annotated = NearestPixels.of(edges);
    if (annotated.at(0) < 0) {
      return Optional.empty();
    }
    boolean[] predicted = CannyEdges.of(normalised(prediction, pixels), SIGMA, LOW, HIGH);
    return Optional.of(between(Mask.owning(size, predicted), edges, annotated));
  }

  private static DepthBoundaryError between(Mask predicted, Mask annotated, NearestPixels edges) {
    NearestPixels predictions = NearestPixels.of(predicted);
    double near = 0;
    int nearCount = 0;
    double all = 0;
    int allCount = 0;
    for (int pixel = 0; pixel < predicted.size().pixels(); pixel++) {
      if (predicted.at(pixel)) {
        double distance = edges.distance(pixel);
        all += Math.min(FARTHEST, distance);
        allCount++;
        if (distance < FARTHEST) {
          near += distance;
          nearCount++;
        }
      }
      if (annotated.at(pixel)) {
        all += Math.min(FARTHEST, predictions.distance(pixel));
        allCount++;
      }
    }
    return nearCount == 0
        ? new DepthBoundaryError(FARTHEST, FARTHEST)
        : new DepthBoundaryError(near / nearCount, all / allCount);
  }

  /** In float32, as the scripts do. */
  private static FloatMap normalised(FloatMap prediction, PixelSet pixels) {
    float[] values = new float[prediction.size().pixels()];
    Arrays.fill(values, Float.NaN);
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      float value = prediction.at(pixel);
      if (value != 0) {
        values[pixel] = value;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    float range = max - min;
    for (int pixel = 0; pixel < values.length; pixel++) {
      values[pixel] = (values[pixel] - min) / range;
    }
    return FloatMap.owning(prediction.size(), values);
  }
}
