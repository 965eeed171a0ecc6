package org.tacheo.models.files;

import java.nio.file.Path;
import java.util.Optional;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;

/**
 * What the files of one estimator hold, as its settings say.
 *
 * @param convention the frame of the files, for normals only
 */
record FileContent(
    PredictionKind kind,
    Optional<Double> scale,
    Optional<String> key,
    Optional<NormalsConvention> convention) {
  boolean isVectors() {
    return kind == PredictionKind.NORMALS || kind == PredictionKind.POINTS;
  }

  /**
   * The prediction that a file holds, which messages name as given; normals are turned into the
   * frame that all normals have.
   */
  Prediction read(PredictionReader reader, Path file, String where) {
    if (!isVectors()) {
      return new Prediction.Depth(kind, reader.map(file, where, scale, key));
    }
    if (kind == PredictionKind.POINTS) {
      return new Prediction.Points(reader.vectors(file, where, key));
    }
    NormalsConvention frame = convention.orElse(NormalsConvention.OPENGL);
    return new Prediction.Normals(frame.flip(reader.vectors(file, where, key)));
  }
}
