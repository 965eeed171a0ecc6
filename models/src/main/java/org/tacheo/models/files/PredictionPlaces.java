package org.tacheo.models.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tacheo.core.Content;
import org.tacheo.core.SampleId;
import org.tacheo.core.SpecException;
import org.tacheo.core.Task;

/** Where the file of each sample lies. */
final class PredictionPlaces {
  private static final String REFERENCE = ".npy";

  /**
   * What may stand in place of the reference's extension. Pictures are not among them for normals:
   * the datasets' own images and ground truth end so, and may have the very name that is looked
   * for.
   */
  private static final List<String> OTHERS = List.of(".npz", ".pfm", ".mat");

  private static final List<String> OTHERS_OF_DEPTH =
      List.of(".npz", ".png", ".exr", ".pfm", ".mat");

  private final PredictionPattern pattern;
  private final boolean byReference;
  private final List<String> extensions;

  /**
   * Places by a pattern.
   *
   * @param byReference whether another extension than the reference's will do
   * @param task what the files hold
   */
  PredictionPlaces(PredictionPattern pattern, boolean byReference, Task task) {
    this.pattern = pattern;
    this.byReference = byReference;
    this.extensions = task == Task.NORMALS ? OTHERS : OTHERS_OF_DEPTH;
  }

  /**
   * The files of these samples, each under the name of its sample, wherever it lies.
   *
   * @throws SpecException if several could be that of a sample
   */
  Content content(Map<SampleId, String> samples) {
    List<Content.Part> parts = new ArrayList<>();
    samples.forEach((id, reference) -> parts.add(FileParts.of(id.toString(), of(id, reference))));
    return new Content(parts);
  }

  /**
   * The file of a sample, whether it exists or not.
   *
   * @throws SpecException if several could be it
   */
  Path of(SampleId id, String reference) {
    Path file = pattern.path(id, reference);
    String path = file.toString();
    if (!byReference || !path.endsWith(REFERENCE)) {
      return file;
    }
    String stem = path.substring(0, path.length() - REFERENCE.length());
    List<Path> found =
        Stream.concat(Stream.of(REFERENCE), extensions.stream())
            .map(extension -> Path.of(stem + extension))
            .filter(Files::exists)
            .toList();
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
