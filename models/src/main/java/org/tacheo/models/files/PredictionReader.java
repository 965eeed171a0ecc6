package org.tacheo.models.files;

import java.nio.file.Path;
import java.util.Optional;
import org.tacheo.core.FloatMap;
import org.tacheo.core.VectorMap;

/**
 * Reads the file of one prediction, whatever its format. Throws TacheoException if the file is
 * corrupt, or an option is missing or of no use for its format, and UnreadableException if it is
 * missing or the system cannot read it.
 */
public interface PredictionReader {
  /**
   * A map, [H, W].
   *
   * @param where how messages name the file
   * @param scale what integers are divided by
   * @param key the name of the array in a file of several
   */
  FloatMap map(Path file, String where, Optional<Double> scale, Optional<String> key);

  /**
   * Vectors, [H, W, 3], in the frame of the file.
   *
   * @param where how messages name the file
   * @param key the name of the array in a file of several
   */
  VectorMap vectors(Path file, String where, Optional<String> key);
}
