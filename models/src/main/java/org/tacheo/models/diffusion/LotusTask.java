package org.tacheo.models.diffusion;

import org.tacheo.core.DataException;
import org.tacheo.models.runtime.Tensor;

/**
 * What tells a Lotus network that it is to predict, and not to reconstruct the image.
 *
 * <p>Source: EnVision-Research/Lotus {@code infer.py}: sine and cosine of (1, 0).
 */
final class LotusTask {
  /** How many labels there are. */
  static final int LABELS = 4;

  private LotusTask() {}

  /**
   * The labels, [1, 4].
   *
   * @throws DataException if the network wants another number of them
   */
  static Tensor labels(int count) {
    if (count != LABELS) {
      throw new DataException(
          "the UNet wants "
              + count
              + " class labels, expected the 4 of Lotus; this kind of checkpoint is not supported");
    }
    return Tensor.of(
        new float[] {(float) Math.sin(1), (float) Math.sin(0), (float) Math.cos(1), 1f}, 1, LABELS);
  }
}
