package org.tacheo.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType.Opener;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Problems;
import org.tacheo.core.RgbImage;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.core.VectorMap;
import org.tacheo.core.View;

class MeanMapTypeTest {
  @TempDir private Path folder;

  private Path file = Path.of("mean.npy");
  private FloatMap map = FloatMap.of(new ImageSize(2, 2), 1, 2, 3, 4);

  @BeforeEach
  void writeAFile() throws IOException {
    file = folder.resolve("mean.npy");
    Files.writeString(file, "read by the reader of the test");
  }

  private final PredictionReader reader =
      new PredictionReader() {
        @Override
        public FloatMap map(Path path, String where, Optional<Double> scale, Optional<String> key) {
          assertThat(path).isEqualTo(file);
          return map;
        }

        @Override
        public VectorMap vectors(Path path, String where, Optional<String> key) {
          throw new AssertionError("no vectors");
        }
      };

  /** Centres at one half: between the centres of the map linear, beyond them constant. */
  @Test
  void resizesTheMapToTheImage() {
    assertThat(predict(new ImageSize(2, 4)))
        .containsExactly(
            new float[] {1, 1.25f, 1.75f, 2, 3, 3.25f, 3.75f, 4}, within(1e-6f)); // some ulps of 4
  }

  @Test
  void isTheMapItselfAtItsOwnSize() {
    assertThat(predict(new ImageSize(2, 2))).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "affine-invariant-depth",
        "affine-invariant-disparity",
        "scale-invariant-depth",
        "metric-depth"
      })
  void isOfTheKindThatTheSuiteNames(String kind) {
    Opener opener = opener(Map.of("kind", kind));

    assertThat(opener.kind()).isEqualTo(PredictionKind.of(kind));
    try (Estimator estimator = opener.open()) {
      assertThat(estimator.predict(view(new ImageSize(1, 1))).kind()).isEqualTo(opener.kind());
    }
  }

  @Test
  void isOfAffineInvariantDepthUnlessTheSuiteSaysSo() {
    assertThat(opener(Map.of()).kind()).isEqualTo(PredictionKind.AFFINE_INVARIANT_DEPTH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"normals", "points", "depth"})
  void refusesOtherKinds(String kind) {
    assertThat(problems(Map.of("kind", kind, "file", "m.npy")))
        .contains("e.kind: expected one of affine-invariant-depth, ");
  }

  @Test
  void refusesOtherFiles() {
    assertThat(problems(Map.of("file", "mean.png")))
        .isEqualTo("e.file: expected a .npy file, got \"mean.png\"");
    assertThat(problems(Map.of())).isEqualTo("e.file: expected a text, got nothing");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesANumberThatIsNotFinite(float bad) {
    map = FloatMap.of(new ImageSize(2, 2), 1, 2, bad, 4);

    assertThatThrownBy(() -> opener(Map.of()).open())
        .isInstanceOf(DataException.class)
        .hasMessage(
            file + ": " + bad + " at row 1, column 0, expected finite numbers; mend the file");
  }

  @Test
  void refusesAMapThatSaysNothing() {
    map = FloatMap.of(new ImageSize(1, 3), 7, 7, 7);

    assertThatThrownBy(() -> opener(Map.of()).open())
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": 7.0 everywhere, expected a map that varies")
        .hasMessageNotContaining("\n");
  }

  @Test
  void saysWhereTheFileShouldBe() throws IOException {
    assertThat(opener(Map.of()).missing()).isEmpty();
    Files.delete(file);

    assertThat(opener(Map.of()).missing())
        .hasValueSatisfying(missing -> assertThat(missing).startsWith(file + ": no such file"));
  }

  @Test
  void isKnownByTheBytesOfTheFileNotByItsPlace() {
    Content content = opener(Map.of()).content(Map.of());

    assertThat(content.parts())
        .singleElement()
        .extracting(Content.Part::name)
        .isEqualTo("mean-map");
    assertThat(content.parts().get(0).size()).isEqualTo(30);
    Settings settings = settings(Map.of("file", file.toString()), new Problems());
    new MeanMapType(reader).read(settings);
    assertThat(settings.resolved()).containsOnlyKeys("kind");
  }

  private float[] predict(ImageSize size) {
    try (Estimator estimator = opener(Map.of()).open()) {
      return ((Prediction.Depth) estimator.predict(view(size))).values().toArray();
    }
  }

  private static View view(ImageSize size) {
    return new View(
        new SampleId("d", "s", "s/1.png"),
        "s/1.npy",
        () -> RgbImage.owning(size, new byte[3 * size.pixels()]),
        Optional.empty());
  }

  private Opener opener(Map<String, Object> extra) {
    Problems problems = new Problems();
    Map<String, Object> values = new TreeMap<>(extra);
    values.put("file", file.toString());
    Settings settings = settings(values, problems);
    Opener opener = new MeanMapType(reader).read(settings);
    settings.finish();
    problems.throwIfAny("test");
    return opener;
  }

  private String problems(Map<String, Object> values) {
    Problems problems = new Problems();
    new MeanMapType(reader).read(settings(values, problems));
    return String.join("\n", problems.found());
  }

  private static Settings settings(Map<String, Object> values, Problems problems) {
    return new Settings("e", values, problems);
  }
}
