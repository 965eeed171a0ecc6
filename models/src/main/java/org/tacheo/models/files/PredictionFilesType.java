package org.tacheo.models.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.FloatMap;
import org.tacheo.core.Prediction;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.core.View;

/**
 * Predictions that another tool wrote, one file for each sample.
 *
 * <p>Settings: {@code directory}, the prediction folder, which may contain {@code {dataset}};
 * {@code pattern}, where below it the file of a sample lies, by default the reference naming rules
 * ({@code {reference}}); {@code kind}, what the values are: {@code affine-invariant-depth}
 * (default) or {@code affine-invariant-disparity}.
 */
public final class PredictionFilesType implements EstimatorType {
  private static final String DEPTH = "affine-invariant-depth";
  private static final String DISPARITY = "affine-invariant-disparity";

  private final Function<Path, FloatMap> reader;

  /**
   * The type.
   *
   * @param reader reads one raster, [H, W]; throws TacheoException if it is missing or corrupt
   */
  public PredictionFilesType(Function<Path, FloatMap> reader) {
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
    String directory = settings.text("directory");
    String pattern = settings.text("pattern", "{reference}");
    String kind = settings.choice("kind", List.of(DEPTH, DISPARITY));
    try {
      PredictionPattern files = new PredictionPattern(directory + "/" + pattern);
      return () -> new Files(files, reader, kind.equals(DISPARITY));
    } catch (SpecException bad) {
      settings.problems().add(settings.where() + ": " + bad.getMessage());
      return () -> {
        throw bad;
      };
    }
  }

  private record Files(
      PredictionPattern pattern, Function<Path, FloatMap> reader, boolean disparity)
      implements Estimator {
    @Override
    public Prediction predict(View view) {
      FloatMap values = reader.apply(pattern.path(view.id(), view.predictionPath()));
      return disparity
          ? new Prediction.AffineInvariantDisparity(values)
          : new Prediction.AffineInvariantDepth(values);
    }

    @Override
    public Optional<String> source(SampleId id, String predictionPath) {
      return Optional.of(pattern.path(id, predictionPath).toString());
    }

    @Override
    public boolean readsImage() {
      return false;
    }
  }
}
