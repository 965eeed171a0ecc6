package org.tacheo.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.EstimatorType.Opener;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Problems;
import org.tacheo.core.Settings;
import org.tacheo.models.resample.Interpolation;

/** The descriptions that the documentation gives, and what it says of them. */
class ExamplesTest {
  private static final Path DOCS = Path.of(System.getProperty("tacheo.root", "..")).resolve("docs");
  private static final Path EXAMPLES = DOCS.resolve("examples/onnx");

  private static Description read(String name) throws IOException {
    Problems problems = new Problems();
    String text = Files.readString(EXAMPLES.resolve(name + ".yaml"));
    Description description =
        new DescriptionReader(name, Yaml.scalars(text, name, problems), problems).read();
    assertThat(problems.found()).isEmpty();
    return description;
  }

  @ParameterizedTest
  @CsvSource({
    "depth-anything-v2, affine-invariant-disparity, 518, 686, 518, 686",
    "moge-2, points, 480, 640, 480, 640",
    "moge-2-normals, normals, 480, 640, 480, 640",
    "metric3d-v2, metric-depth, 616, 821, 616, 1064",
    "dsine, normals, 480, 640, 480, 640",
    "midas, affine-invariant-disparity, 384, 384, 384, 384",
    "depth-pro, metric-depth, 1536, 1536, 1536, 1536"
  })
  void describesTheNetwork(
      String name, String kind, int high, int wide, int pictureHigh, int pictureWide)
      throws IOException {
    Description description = read(name);
    assertThat(description.output().meaning().kind().id()).isEqualTo(kind);
    Frame frame = Frame.of(new ImageSize(480, 640), description.sizing(), description.padding());
    assertThat(frame.resized()).isEqualTo(new ImageSize(high, wide));
    assertThat(frame.picture()).isEqualTo(new ImageSize(pictureHigh, pictureWide));
  }

  @Test
  void testsEveryExample() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "depth-anything-v2.yaml",
              "moge-2.yaml",
              "moge-2-normals.yaml",
              "metric3d-v2.yaml",
              "dsine.yaml",
              "midas.yaml",
              "depth-pro.yaml");
    }
  }

  @Test
  void opensAnExampleByItsPath() {
    Settings settings =
        new Settings(
            "e", Map.of("model", "midas.onnx", "description", "midas.yaml"), new Problems());
    Opener opener =
        new OnnxType(
                () -> {
                  throw new AssertionError("opened while reading");
                },
                name -> List.of(EXAMPLES.resolve(name)))
            .read(settings);
    settings.finish();
    assertThat(settings.problems().found()).isEmpty();
    assertThat(opener.kind().id()).isEqualTo("affine-invariant-disparity");
  }

  @Test
  void documentsEveryWord() throws IOException {
    String docs = Files.readString(DOCS.resolve("onnx-estimators.md"));
    Set<String> words = new TreeSet<>();
    Stream.<Enum<?>[]>of(
            Meaning.values(),
            Layout.values(),
            ImageInput.Colours.values(),
            Sizing.Policy.values(),
            Sizing.Rounding.values(),
            Sizing.Arithmetic.values(),
            Interpolation.values(),
            Padding.To.values(),
            Padding.Place.values(),
            Padding.Fill.values(),
            Padding.When.values(),
            Lens.Origin.values(),
            Output.Activation.values(),
            Output.Outside.values(),
            Output.Recovery.values())
        .flatMap(Arrays::stream)
        .map(Words::of)
        .forEach(words::add);
    assertThat(words).allSatisfy(word -> assertThat(docs).contains("`" + word + "`"));
  }
}
