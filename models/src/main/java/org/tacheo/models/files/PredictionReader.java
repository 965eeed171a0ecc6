package org.tacheo.models.files;

import java.nio.file.Path;
import java.util.Optional;
import org.tacheo.core.FloatMap;
import org.tacheo.core.VectorMap;

/**
 * Reads the file of one prediction, whatever its format. Throws TacheoException if the file is
 * missing or corrupt, or an option is missing or of no use for its format.
 */
public interface PredictionReader {
  /**
   * A map, [H, W].
   *
   * @param scale what integers are divided by
   * @param key the name of the array in a file of several
   */
  FloatMap map(Path file, Optional<Double> scale, Optional<String> key);

  /**
   * Vectors, [H, W, 3], in the frame of the file.
   *
   * @param key the name of the array in a file of several
   */
  VectorMap vectors(Path file, Optional<String> key);
}
