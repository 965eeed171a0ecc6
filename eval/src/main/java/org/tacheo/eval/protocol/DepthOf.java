package org.tacheo.eval.protocol;

import java.util.Optional;
import org.tacheo.core.FloatMap;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Prediction;

/** What the protocols of depth ask of a prediction before they look at its values. */
final class DepthOf {
  private DepthOf() {}

  /**
   * The map of depth or disparity; of points their z.
   *
   * @throws IllegalArgumentException if the prediction is not of depth
   */
  static FloatMap prediction(Prediction prediction) {
    if (prediction instanceof Prediction.Depth depth) {
      return depth.values();
    }
    if (prediction instanceof Prediction.Points points) {
      return points.depth();
    }
    throw new IllegalArgumentException(prediction.kind().id() + " are not depth");
  }

  /** Where the first of the pixels lies on which a prediction is not finite, as a sentence. */
  static Optional<String> firstNotFinite(FloatMap prediction, PixelSet pixels) {
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      float value = prediction.at(pixel);
      if (!Float.isFinite(value)) {
        return Optional.of(
            "prediction is "
                + value
                + place(prediction, pixel)
                + ", a valid pixel; expected a finite number");
      }
    }
    return Optional.empty();
  }

  /** In words. */
  static String place(FloatMap map, int pixel) {
    int width = map.size().width();
    return " at row " + pixel / width + ", column " + pixel % width;
  }
}
