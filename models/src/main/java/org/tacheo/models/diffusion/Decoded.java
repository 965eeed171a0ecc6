package org.tacheo.models.diffusion;

import java.util.Optional;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.TacheoException;
import org.tacheo.core.VectorMap;

/**
 * What networks say of an image, at its size.
 *
 * @param planes [1, H, W] of depth, [3, H, W] of normals
 * @param uncertainty [1, H, W], where it was asked for
 */
record Decoded(Planes planes, Optional<Planes> uncertainty) {
  /**
   * The prediction.
   *
   * @param convention the frame of normals
   * @throws TacheoException if a number is not finite
   */
  Prediction prediction(PredictionKind kind, NormalsConvention convention) {
    requireFinite();
    ImageSize size = planes.size();
    Optional<FloatMap> doubt = uncertainty.map(map -> FloatMap.owning(map.size(), map.values()));
    if (kind != PredictionKind.NORMALS) {
      return new Prediction.Depth(kind, FloatMap.owning(size, planes.values()), doubt);
    }
    int pixels = size.pixels();
    float[] vectors = new float[3 * pixels];
    for (int pixel = 0; pixel < pixels; pixel++) {
      vectors[3 * pixel] = planes.values()[pixel];
      vectors[3 * pixel + 1] = planes.values()[pixels + pixel];
      vectors[3 * pixel + 2] = planes.values()[2 * pixels + pixel];
    }
    return new Prediction.Normals(convention.flip(VectorMap.owning(size, vectors)), doubt);
  }

  /**
   * Refuses what is no prediction.
   *
   * @throws TacheoException if a number is not finite
   */
  void requireFinite() {
    float[] values = planes.values();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        int pixel = i % planes.size().pixels();
        throw new TacheoException(
            "predicted "
                + values[i]
                + " at row "
                + pixel / planes.size().width()
                + ", column "
                + pixel % planes.size().width()
                + ", expected finite numbers; most likely they overflow on the way: in half precision"
                + " try --precision fp32, else a weight may be damaged: run \"tacheo models verify\""
                + " on the checkpoint, and if it is sound compare the SHA-256 of its files with the"
                + " published ones");
      }
    }
  }
}
