package org.tacheo.models.files;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.FloatMap;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.core.View;

/**
 * Predictions that another tool wrote, one file for each sample.
 *
 * <p>Settings: {@code directory}, the prediction folder, which may contain {@code {dataset}};
 * {@code pattern}, where below it the file of a sample lies, by default the reference naming rules
 * ({@code {reference}}); {@code kind}, what the values are, see {@link PredictionKind}, by default
 * {@code affine-invariant-depth}.
 */
public final class PredictionFilesType implements EstimatorType {
  private static final List<String> KINDS =
      PredictionKind.ids().stream()
          .filter(
              id ->
                  PredictionKind.of(id) != PredictionKind.POINTS
                      && PredictionKind.of(id) != PredictionKind.NORMALS)
          .toList();

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
    String directory = settings.location("directory");
    String pattern = settings.location("pattern", "{reference}");
    PredictionKind kind = PredictionKind.of(settings.choice("kind", KINDS));
    try {
      PredictionPattern files = new PredictionPattern(directory + "/" + pattern);
      return Opener.of(kind, () -> new Files(files, reader, kind), files::content);
    } catch (SpecException bad) {
      settings.problems().add(settings.where() + ": " + bad.getMessage());
      return Opener.of(
          kind,
          () -> {
            throw bad;
          });
    }
  }

  private record Files(
      PredictionPattern pattern, Function<Path, FloatMap> reader, PredictionKind kind)
      implements Estimator {
    @Override
    public Prediction predict(View view) {
      FloatMap values = reader.apply(pattern.path(view.id(), view.predictionPath()));
      return new Prediction.Depth(kind, values);
    }

    @Override
    public void announce(Map<SampleId, String> samples) {
      Map<Path, SampleId> owners = new HashMap<>();
      samples.forEach(
          (id, reference) -> {
            Path file = pattern.path(id, reference);
            SampleId other = owners.put(file, id);
            if (other != null) {
              throw new SpecException(
                  "predictions: "
                      + file
                      + " would serve two samples, "
                      + other.path()
                      + " and "
                      + id.path()
                      + "; use {dir} or {reference} in the pattern");
            }
          });
    }

    @Override
    public boolean readsImage() {
      return false;
    }
  }
}
