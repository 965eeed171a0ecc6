package org.tacheo.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.core.Estimator;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Problems;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.core.View;

class PredictionFilesTypeTest {
  private static final FloatMap MAP = FloatMap.of(new ImageSize(1, 1), 3);
  private static final View VIEW =
      new View(
          new SampleId("nyuv2", "kitchen_0004", "test/kitchen_0004/rgb_0001.png"),
          "test/kitchen_0004/pred_0001.npy",
          () -> {
            throw new AssertionError("predictions in files need no image");
          },
          Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "out, , out/test/kitchen_0004/pred_0001.npy",
    "out/{dataset}, {reference}, out/nyuv2/test/kitchen_0004/pred_0001.npy",
    "out, {dir}/{stem}_depth.npy, out/test/kitchen_0004/rgb_0001_depth.npy",
    "/abs, {name}.npy, /abs/rgb_0001.png.npy",
  })
  void findsTheFileOfASample(String directory, String pattern, String path) {
    AtomicReference<Path> read = new AtomicReference<>(Path.of(""));
    PredictionFilesType type =
        new PredictionFilesType(
            file -> {
              read.set(file);
              return MAP;
            });
    Map<String, Object> settings =
        pattern == null
            ? Map.of("directory", directory)
            : Map.of("directory", directory, "pattern", pattern);
    Estimator estimator = open(type, settings);
    assertThat(estimator.predict(VIEW))
        .isEqualTo(new Prediction.Depth(PredictionKind.AFFINE_INVARIANT_DEPTH, MAP));
    assertThat(read.get()).isEqualTo(Path.of(path));
    assertThat(estimator.readsImage()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "affine-invariant-depth",
        "affine-invariant-disparity",
        "scale-invariant-depth",
        "metric-depth"
      })
  void predictsTheKindThatTheSettingsName(String kind) {
    Estimator estimator =
        open(new PredictionFilesType(file -> MAP), Map.of("directory", "d", "kind", kind));
    assertThat(estimator.predict(VIEW))
        .isEqualTo(new Prediction.Depth(PredictionKind.of(kind), MAP));
  }

  @Test
  void passesOnWhatTheReaderRefuses() {
    Estimator estimator =
        open(
            new PredictionFilesType(
                file -> {
                  throw new DataException(file + ": no such file");
                }),
            Map.of("directory", "d"));
    assertThatThrownBy(() -> estimator.predict(VIEW))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("pred_0001.npy: no such file");
  }

  @Test
  void refusesOneFileForTwoSamples() {
    Estimator estimator =
        open(
            new PredictionFilesType(file -> MAP),
            Map.of("directory", "d", "pattern", "{stem}.npy"));
    Map<SampleId, String> samples = new TreeMap<>(Map.of(VIEW.id(), VIEW.predictionPath()));
    estimator.announce(samples);
    samples.put(
        new SampleId("nyuv2", "office_0001", "test/office_0001/rgb_0001.png"),
        "test/office_0001/pred_0001.npy");
    assertThatThrownBy(() -> estimator.announce(samples))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll("d/rgb_0001.npy", "kitchen_0004", "office_0001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{stam}.npy", "same.npy", "{dir}/x.npy", "{}.npy"})
  void refusesPatternsThatCannotTellSamplesApart(String pattern) {
    Problems problems = new Problems();
    new PredictionFilesType(file -> MAP)
        .read(
            new Settings("estimators[0]", Map.of("directory", "d", "pattern", pattern), problems));
    assertThat(problems.found()).singleElement().asString().startsWith("estimators[0]: pattern ");
  }

  @Test
  void reportsWhatIsMissingOrWrong() {
    Problems problems = new Problems();
    new PredictionFilesType(file -> MAP)
        .read(new Settings("estimators[0]", Map.of("kind", "metric"), problems));
    assertThat(problems.found())
        .hasSize(2)
        .anyMatch(problem -> problem.contains(".directory"))
        .anyMatch(problem -> problem.contains(".kind"));
  }

  private static Estimator open(PredictionFilesType type, Map<String, Object> settings) {
    Problems problems = new Problems();
    var opener = type.read(new Settings("estimators[0]", settings, problems));
    assertThat(problems.found()).isEmpty();
    return opener.open();
  }
}
