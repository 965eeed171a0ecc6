package org.tacheo.models.files;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.core.UnreadableException;
import org.tacheo.models.resample.Interpolation;

/**
 * The same map for every image, resized to it (bilinear, centres of pixels at one half): a floor
 * that knows the data but not the image, such as the mean depth of what a network was trained on.
 *
 * <p>Settings:
 *
 * <ul>
 *   <li>{@code file}, a {@code .npy} file of H x W numbers;
 *   <li>{@code kind}, what they are, by default {@code affine-invariant-depth}.
 * </ul>
 */
public final class MeanMapType implements EstimatorType {
  private static final String EXTENSION = ".npy";

  private static final List<String> KINDS =
      List.of(
          PredictionKind.AFFINE_INVARIANT_DEPTH.id(),
          PredictionKind.AFFINE_INVARIANT_DISPARITY.id(),
          PredictionKind.SCALE_INVARIANT_DEPTH.id(),
          PredictionKind.METRIC_DEPTH.id());

  private final PredictionReader reader;

  /**
   * The type.
   *
   * @param reader reads the file
   */
  public MeanMapType(PredictionReader reader) {
    this.reader = reader;
  }

  @Override
  public String typeName() {
    return "mean-map";
  }

  @Override
  public String description() {
    return "the same map from a file for every image";
  }

  @Override
  public Opener read(Settings settings) {
    String file = settings.location("file");
    PredictionKind kind = PredictionKind.of(settings.choice("kind", KINDS));
    return new MapOpener(reader, path(settings, file), kind);
  }

  private static Path path(Settings settings, String file) {
    try {
      if (!file.isEmpty() && !file.endsWith(EXTENSION)) {
        problem(settings, file);
      }
      return Path.of(file);
    } catch (InvalidPathException none) {
      problem(settings, file);
      return Path.of("");
    }
  }

  private static void problem(Settings settings, String got) {
    settings
        .problems()
        .add(settings.where() + ".file: expected a " + EXTENSION + " file, got \"" + got + "\"");
  }

  private record MapOpener(PredictionReader reader, Path file, PredictionKind kind)
      implements Opener {
    @Override
    public Optional<String> missing() {
      return Files.exists(file)
          ? Optional.empty()
          : Optional.of(
              file.toAbsolutePath()
                  + ": no such file, expected a map of H x W numbers; a relative path starts at the"
                  + " folder the command runs in");
    }

    @Override
    public Content content(Map<SampleId, String> samples) {
      return new Content(List.of(FileParts.of("mean-map", file)));
    }

    /**
     * Opens it.
     *
     * @throws UnreadableException if the file cannot be read
     * @throws DataException if it holds no map, a number that is not finite, or one number alone
     */
    @Override
    public Estimator open() {
      FloatMap map = reader.map(file, file.toString(), Optional.empty(), Optional.empty());
      requireUsable(map);
      return view -> new Prediction.Depth(kind, resized(map, view.image().size()));
    }

    private void requireUsable(FloatMap map) {
      boolean varies = false;
      for (int pixel = 0; pixel < map.size().pixels(); pixel++) {
        if (!Float.isFinite(map.at(pixel))) {
          throw new DataException(
              file
                  + ": "
                  + map.at(pixel)
                  + " at row "
                  + pixel / map.size().width()
                  + ", column "
                  + pixel % map.size().width()
                  + ", expected finite numbers; mend the file");
        }
        varies |= map.at(pixel) != map.at(0);
      }
      if (!varies) {
        throw new DataException(
            file
                + ": "
                + map.at(0)
                + " everywhere, expected a map that varies; of one number there is type constant");
      }
    }

    private static FloatMap resized(FloatMap map, ImageSize size) {
      return FloatMap.owning(
          size, Interpolation.BILINEAR.resize(map.toArray(), 1, map.size(), size));
    }
  }
}
