package org.tacheo.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.tacheo.core.FloatMap;
import org.tacheo.core.VectorMap;
import org.tacheo.datasets.image.PredictionFiles;
import org.tacheo.datasets.image.PredictionFormat;
import org.tacheo.models.files.PredictionReader;

/** Lends the readers of {@code datasets} to the estimators of {@code models}. */
final class PredictionFileReader implements PredictionReader {
  @Override
  public FloatMap map(Path file, String where, Optional<Double> scale, Optional<String> key) {
    return PredictionFiles.readMap(file, where, new PredictionFormat(scale, key));
  }

  @Override
  public VectorMap vectors(Path file, String where, Optional<String> key) {
    return PredictionFiles.readVectors(file, where, new PredictionFormat(Optional.empty(), key));
  }
}
