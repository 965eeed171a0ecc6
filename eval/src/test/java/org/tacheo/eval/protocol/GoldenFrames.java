package org.tacheo.eval.protocol;

import java.util.Optional;
import java.util.function.IntBinaryOperator;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;

/**
 * Frames made by integer formulas, so that any language can make the same ones; x is the column, y
 * the row.
 */
final class GoldenFrames {
  private GoldenFrames() {}

  /** Deterministic noise from -1000 to 1000. */
  static int noise(int x, int y) {
    return (7919 * x + 104729 * y) % 2001 - 1000;
  }

  static FloatMap map(ImageSize size, IntBinaryOperator integer, double denominator) {
    float[] values = new float[size.pixels()];
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        values[y * size.width() + x] = (float) (integer.applyAsInt(x, y) / denominator);
      }
    }
    return FloatMap.owning(size, values);
  }

  static GroundTruth.Depth depth(FloatMap metres) {
    return new GroundTruth.Depth(metres, Optional.empty());
  }

  static GroundTruth.Depth depth(FloatMap metres, IntBinaryOperator maskIfNotZero) {
    boolean[] valid = new boolean[metres.size().pixels()];
    for (int y = 0; y < metres.size().height(); y++) {
      for (int x = 0; x < metres.size().width(); x++) {
        valid[y * metres.size().width() + x] = maskIfNotZero.applyAsInt(x, y) != 0;
      }
    }
    return new GroundTruth.Depth(metres, Optional.of(Mask.owning(metres.size(), valid)));
  }
}
