package org.tacheo.models.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tacheo.core.SampleId;
import org.tacheo.core.SpecException;

/** Where the file of each sample lies. */
final class PredictionPlaces {
  private static final String REFERENCE = ".npy";

  /** What may stand in place of the reference's extension. */
  private static final List<String> OTHERS = List.of(".npz", ".png", ".exr", ".pfm", ".mat");

  private final PredictionPattern pattern;
  private final boolean byReference;

  /**
   * Places by a pattern.
   *
   * @param byReference whether another extension will do where the file of the reference is missing
   */
  PredictionPlaces(PredictionPattern pattern, boolean byReference) {
    this.pattern = pattern;
    this.byReference = byReference;
  }

  /**
   * The file of a sample, whether it exists or not.
   *
   * @throws SpecException if several could be it
   */
  Path of(SampleId id, String reference) {
    Path file = pattern.path(id, reference);
    String path = file.toString();
    if (!byReference || !path.endsWith(REFERENCE) || Files.exists(file)) {
      return file;
    }
    String stem = path.substring(0, path.length() - REFERENCE.length());
    List<Path> found =
        OTHERS.stream().map(extension -> Path.of(stem + extension)).filter(Files::exists).toList();
    if (found.size() > 1) {
      throw new SpecException(
          "predictions: "
              + found.get(0)
              + " and "
              + found.get(1)
              + " could both be the prediction of "
              + id.path()
              + "; remove one, or give a pattern");
    }
    return found.isEmpty() ? file : found.get(0);
  }
}
