package org.tacheo.models.files;

import java.util.Locale;
import java.util.Optional;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;

/**
 * Predictions that another tool wrote, one file for each sample.
 *
 * <p>Settings:
 *
 * <ul>
 *   <li>{@code directory}, the prediction folder, which may contain {@code {dataset}};
 *   <li>{@code pattern}, where below it the file of a sample lies; by default the file of the
 *       reference naming rules, or where that is not there, the one of the same name that ends in
 *       {@code .npz}, {@code .pfm} or {@code .mat} or, for depth, {@code .png} or {@code .exr};
 *   <li>{@code kind}, what the values are, see {@link PredictionKind}, by default {@code
 *       affine-invariant-depth};
 *   <li>{@code scale}, what the integers of a 16-bit PNG are divided by;
 *   <li>{@code key}, the name of the array in {@code .npz} and {@code .mat} files that hold
 *       several;
 *   <li>{@code normals-convention}, the frame of normals, see {@link NormalsConvention}; for
 *       normals it must be given, since a wrong one is easily overlooked.
 * </ul>
 */
public final class PredictionFilesType implements EstimatorType {
  private final PredictionReader reader;

  /**
   * The type.
   *
   * @param reader reads one file
   */
  public PredictionFilesType(PredictionReader reader) {
    this.reader = reader;
  }

  @Override
  public String typeName() {
    return "predictions";
  }

  @Override
  public String description() {
    return "files written by any tool, one for each sample";
  }

  @Override
  public Opener read(Settings settings) {
    String directory = settings.location("directory");
    String pattern = settings.location("pattern", "");
    PredictionKind kind = PredictionKind.of(settings.choice("kind", PredictionKind.ids()));
    double scale = settings.number("scale", 0, Double.MIN_VALUE, Double.MAX_VALUE);
    String key = settings.text("key", "");
    Optional<NormalsConvention> convention = convention(settings, kind);
    try {
      boolean byReference = pattern.isEmpty();
      PredictionPattern files =
          new PredictionPattern(directory + "/" + (byReference ? "{reference}" : pattern));
      FileContent content =
          new FileContent(
              kind,
              Optional.of(scale).filter(given -> given > 0),
              Optional.of(key).filter(given -> !given.isEmpty()),
              convention);
      requireScale(settings, content, pattern);
      PredictionPlaces places = new PredictionPlaces(files, byReference, kind.task());
      return Opener.of(
          kind, () -> new PredictionEstimator(places, reader, content), places::content);
    } catch (SpecException bad) {
      settings.problems().add(settings.where() + ": " + bad.getMessage());
      return Opener.of(
          kind,
          () -> {
            throw bad;
          });
    }
  }

  private static Optional<NormalsConvention> convention(Settings settings, PredictionKind kind) {
    String id = settings.text("normals-convention", "");
    boolean known = NormalsConvention.ids().contains(id);
    if (kind == PredictionKind.NORMALS && !known) {
      String ids = String.join(", ", NormalsConvention.ids());
      problem(settings, "normals-convention", "one of " + ids + ", the frame of the files", id);
    }
    if (kind != PredictionKind.NORMALS && !id.isEmpty()) {
      problem(settings, "normals-convention", "nothing for " + kind.id(), id);
    }
    return known ? Optional.of(NormalsConvention.of(id)) : Optional.empty();
  }

  /** Refuses before anything is read what every file of this pattern would be refused for. */
  private static void requireScale(Settings settings, FileContent content, String pattern) {
    String name = pattern.toLowerCase(Locale.ROOT);
    boolean png = name.endsWith(".png") && !content.isVectors();
    boolean other = content.isVectors() || name.matches(".*\\.(npy|npz|exr|pfm|mat)");
    if (png && content.scale().isEmpty()) {
      problem(settings, "scale", "what the integers of .png files are divided by", "");
    }
    if (other && content.scale().isPresent()) {
      problem(settings, "scale", "it for .png files of depth only", "" + content.scale().get());
    }
  }

  private static void problem(Settings settings, String key, String expected, String got) {
    String shown = got.isEmpty() ? "nothing" : "\"" + got + "\"";
    settings
        .problems()
        .add(settings.where() + "." + key + ": expected " + expected + ", got " + shown);
  }
}
