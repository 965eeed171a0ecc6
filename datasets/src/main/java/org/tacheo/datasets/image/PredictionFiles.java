package org.tacheo.datasets.image;

import java.nio.file.Path;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;

/** Predictions that another tool left behind, one {@code .npy} file each. */
public final class PredictionFiles {
  private PredictionFiles() {}

  /**
   * Reads a prediction: float16, float32 or float64 of a shape HxW, 1xHxW, 1x1xHxW or HxWx1.
   *
   * @return [H, W], as stored; values that are not finite are left to the caller
   * @throws DataException if the file does not exist or holds anything else
   */
  public static FloatMap read(Path file) {
    return Npy.read(file).toMap();
  }
}
