package org.tacheo.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import org.tacheo.core.Task;
import org.tacheo.core.VectorMap;
import org.tacheo.core.View;

class PredictionFilesTypeTest {
  private static final FloatMap MAP = FloatMap.of(new ImageSize(1, 1), 3);
  private static final VectorMap VECTORS =
      VectorMap.owning(new ImageSize(1, 1), new float[] {1, 2, 3});
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
        maps(
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
    Estimator estimator = open(maps(file -> MAP), Map.of("directory", "d", "kind", kind));
    assertThat(estimator.predict(VIEW))
        .isEqualTo(new Prediction.Depth(PredictionKind.of(kind), MAP));
  }

  @Test
  void passesOnWhatTheReaderRefuses() {
    Estimator estimator =
        open(
            maps(
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
        open(maps(file -> MAP), Map.of("directory", "d", "pattern", "{stem}.npy"));
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
    maps(file -> MAP)
        .read(
            new Settings("estimators[0]", Map.of("directory", "d", "pattern", pattern), problems));
    assertThat(problems.found()).singleElement().asString().startsWith("estimators[0]: pattern ");
  }

  @Test
  void reportsWhatIsMissingOrWrong() {
    Problems problems = new Problems();
    maps(file -> MAP).read(new Settings("estimators[0]", Map.of("kind", "metric"), problems));
    assertThat(problems.found())
        .hasSize(2)
        .anyMatch(problem -> problem.contains(".directory"))
        .anyMatch(problem -> problem.contains(".kind"));
  }

  @Test
  void readsPointsAsTheyAre() {
    Estimator estimator = open(vectors(VECTORS), Map.of("directory", "d", "kind", "points"));
    assertThat(estimator.predict(VIEW)).isEqualTo(new Prediction.Points(VECTORS));
  }

  @ParameterizedTest
  @CsvSource({"opengl, 1, 2, 3", "dsine, -1, 2, 3", "opencv, 1, -2, -3"})
  void turnsNormalsIntoTheFrameOfTheHouse(String convention, float x, float y, float z) {
    Estimator estimator =
        open(
            vectors(VECTORS),
            Map.of("directory", "d", "kind", "normals", "normals-convention", convention));
    VectorMap turned = VectorMap.owning(new ImageSize(1, 1), new float[] {x, y, z});
    assertThat(estimator.predict(VIEW)).isEqualTo(new Prediction.Normals(turned));
  }

  @Test
  void readersNameAFileByItsReferenceWhereverItLies() {
    List<String> names = new ArrayList<>();
    PredictionReader reader =
        new PredictionReader() {
          @Override
          public FloatMap map(
              Path file, String where, Optional<Double> scale, Optional<String> key) {
            names.add(where);
            return MAP;
          }

          @Override
          public VectorMap vectors(Path file, String where, Optional<String> key) {
            names.add(where);
            return VECTORS;
          }
        };
    PredictionFilesType type = new PredictionFilesType(reader);
    for (String directory : List.of("here", "there/deep")) {
      open(type, Map.of("directory", directory)).predict(VIEW);
      open(type, Map.of("directory", directory, "kind", "points")).predict(VIEW);
    }
    assertThat(names).hasSize(4).containsOnly(VIEW.predictionPath());
  }

  @Test
  void handsScaleAndKeyToTheReader() {
    List<Object> seen = new ArrayList<>();
    PredictionReader reader =
        new PredictionReader() {
          @Override
          public FloatMap map(
              Path file, String where, Optional<Double> scale, Optional<String> key) {
            seen.addAll(List.of(scale, key));
            return MAP;
          }

          @Override
          public VectorMap vectors(Path file, String where, Optional<String> key) {
            seen.add(key);
            return VECTORS;
          }
        };
    PredictionFilesType type = new PredictionFilesType(reader);
    open(type, Map.of("directory", "d")).predict(VIEW);
    open(type, Map.of("directory", "d", "scale", 256, "key", "depth")).predict(VIEW);
    open(type, Map.of("directory", "d", "kind", "points", "key", "xyz")).predict(VIEW);
    assertThat(seen)
        .containsExactly(
            Optional.empty(),
            Optional.empty(),
            Optional.of(256.0),
            Optional.of("depth"),
            Optional.of("xyz"));
  }

  @ParameterizedTest
  @ValueSource(strings = {".npz", ".png", ".exr", ".pfm", ".mat"})
  void takesAnotherExtensionWhereTheFileOfTheReferenceIsMissing(
      String extension, @TempDir Path folder) throws IOException {
    Path reference = folder.resolve(VIEW.predictionPath());
    Path other = folder.resolve("test/kitchen_0004/pred_0001" + extension);
    Files.createDirectories(reference.getParent());
    List<Path> read = new ArrayList<>();
    PredictionFilesType type =
        maps(
            file -> {
              read.add(file);
              return MAP;
            });
    Estimator estimator = open(type, Map.of("directory", folder.toString()));
    estimator.predict(VIEW);
    Files.createFile(other);
    estimator.predict(VIEW);
    open(type, Map.of("directory", folder.toString(), "pattern", "{reference}")).predict(VIEW);
    assertThat(read).containsExactly(reference, other, reference);
    Files.createFile(reference);
    assertThatThrownBy(() -> estimator.predict(VIEW))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll(reference.toString(), other.toString());
  }

  @Test
  void namesBothFilesThatCouldBeAPrediction(@TempDir Path folder) throws IOException {
    Path parent = Files.createDirectories(folder.resolve("test/kitchen_0004"));
    Path exr = Files.createFile(parent.resolve("pred_0001.exr"));
    Path npz = Files.createFile(parent.resolve("pred_0001.npz"));
    Estimator estimator = open(maps(file -> MAP), Map.of("directory", folder.toString()));
    Map<SampleId, String> samples = Map.of(VIEW.id(), VIEW.predictionPath());
    assertThatThrownBy(() -> estimator.announce(samples))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll(exr.toString(), npz.toString(), VIEW.id().path());
    assertThatThrownBy(() -> estimator.predict(VIEW)).isInstanceOf(SpecException.class);
  }

  /** The images and the ground truth of a dataset end so, and may have the prediction's name. */
  @ParameterizedTest
  @ValueSource(strings = {".png", ".exr"})
  void takesNoPictureForNormalsThatAreMissing(String extension, @TempDir Path folder)
      throws IOException {
    Path parent = Files.createDirectories(folder.resolve("test/kitchen_0004"));
    Files.createFile(parent.resolve("pred_0001" + extension));
    PredictionPlaces places =
        new PredictionPlaces(new PredictionPattern(folder + "/{reference}"), true, Task.NORMALS);
    assertThat(places.of(VIEW.id(), VIEW.predictionPath()))
        .isEqualTo(parent.resolve("pred_0001.npy"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "normals | normals-convention | | {stem}.npy"
            + " | .normals-convention: expected one of opengl, dsine, opencv, the frame of the files,"
            + " got nothing",
        "normals | normals-convention | OpenGL | {stem}.npy | of the files, got \"OpenGL\"",
        "points | normals-convention | opencv | {stem}.npy"
            + " | .normals-convention: expected nothing for points, got \"opencv\"",
        "metric-depth | scale | | {stem}.PNG"
            + " | .scale: expected what the integers of .png files are divided by, got nothing",
        "metric-depth | scale | 1000 | {stem}.npy"
            + " | .scale: expected it for .png files of depth only, got \"1000.0\"",
        "points | scale | 1000 | {stem}.png | .scale: expected it for .png files of depth only",
        "metric-depth | scale | 0 | {stem}.png | .scale: expected a number from",
        "metric-depth | key | 7 | {stem}.npz | .key: expected a text",
      })
  void refusesSettingsThatDoNotFit(
      String kind, String key, String value, String pattern, String message) {
    Map<String, Object> written =
        new TreeMap<>(Map.of("directory", "d", "kind", kind, "pattern", pattern));
    if (value != null) {
      boolean number = value.matches("[0-9]+");
      written.put(key, number ? Integer.valueOf(value) : value);
    }
    Problems problems = new Problems();
    maps(file -> MAP).read(new Settings("estimators[0]", written, problems));
    assertThat(problems.found())
        .anyMatch(problem -> problem.startsWith("estimators[0].") && problem.contains(message));
  }

  /** A type whose files hold maps. */
  private static PredictionFilesType maps(Function<Path, FloatMap> maps) {
    return new PredictionFilesType(
        new PredictionReader() {
          @Override
          public FloatMap map(
              Path file, String where, Optional<Double> scale, Optional<String> key) {
            return maps.apply(file);
          }

          @Override
          public VectorMap vectors(Path file, String where, Optional<String> key) {
            throw new AssertionError("no vectors are wanted");
          }
        });
  }

  /** A type whose files hold these vectors. */
  private static PredictionFilesType vectors(VectorMap vectors) {
    return new PredictionFilesType(
        new PredictionReader() {
          @Override
          public FloatMap map(
              Path file, String where, Optional<Double> scale, Optional<String> key) {
            throw new AssertionError("no map is wanted");
          }

          @Override
          public VectorMap vectors(Path file, String where, Optional<String> key) {
            return vectors;
          }
        });
  }

  private static Estimator open(PredictionFilesType type, Map<String, Object> settings) {
    Problems problems = new Problems();
    var opener = type.read(new Settings("estimators[0]", settings, problems));
    assertThat(problems.found()).isEmpty();
    return opener.open();
  }
}
