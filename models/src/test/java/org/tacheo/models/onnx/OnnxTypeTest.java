package org.tacheo.models.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType.Opener;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Problems;
import org.tacheo.core.RgbImage;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.core.StageClock;
import org.tacheo.core.TacheoException;
import org.tacheo.core.UnreadableException;
import org.tacheo.core.VectorMap;
import org.tacheo.core.View;
import org.tacheo.models.GoldenArrays;
import org.tacheo.models.resample.Pillow;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.EngineOptions;
import org.tacheo.models.runtime.TinyModel;

/** From a suite's entry to a prediction, against src/test/resources/onnx/make_onnx.py. */
class OnnxTypeTest {
  private static final GoldenArrays GOLDEN = GoldenArrays.read("/onnx/golden.npz");

  /** A few roundings of single precision on values up to 3, enlarged by 1 / std = 4.5. */
  private static final float ROUNDING = 1e-5f;

  private static final String PLAIN =
      """
      input: {name: x, divide-by: 1}
      output: {name: y, is: relative-depth}
      """;

  private static Engine engine;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    engine = Engine.open(new EngineOptions(Device.CPU, 1, 0));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private List<Path> places(String name) {
    return List.of(folder.resolve("models").resolve(name), folder.resolve(name));
  }

  private Opener read(Map<String, Object> values, Problems problems) {
    Settings settings = new Settings("estimators[0]", values, problems);
    Opener opener = new OnnxType(() -> engine, this::places).read(settings);
    settings.finish();
    return opener;
  }

  private Opener opener(String description) throws IOException {
    Files.writeString(folder.resolve("net.yaml"), description);
    Problems problems = new Problems();
    Opener opener = read(Map.of("model", "net.onnx"), problems);
    assertThat(problems.found()).isEmpty();
    return opener;
  }

  private void use(String resource) throws IOException {
    try (InputStream model = getClass().getResourceAsStream("/onnx/" + resource)) {
      Files.write(folder.resolve("net.onnx"), Objects.requireNonNull(model).readAllBytes());
    }
  }

  private void use(TinyModel model) throws IOException {
    Files.write(folder.resolve("net.onnx"), model.bytes());
  }

  private static TinyModel identity(long... shape) {
    return new TinyModel()
        .input("x", TinyModel.FLOAT, 1, 3, -1, -1)
        .output("y", TinyModel.FLOAT, shape)
        .node("Identity", List.of("x"), "y");
  }

  /** The mean of the channels, [1, 1, H, W]. */
  private static TinyModel mean() {
    return new TinyModel()
        .input("x", TinyModel.FLOAT, 1, 3, -1, -1)
        .output("y", TinyModel.FLOAT, 1, 1, -1, -1)
        .node("Conv", List.of("x", "w"), "y", TinyModel.integer("group", 1))
        .initializer(TinyModel.tensor("w", List.of(1L, 3L, 1L, 1L), 1 / 3f, 1 / 3f, 1 / 3f));
  }

  private static RgbImage image(String name) {
    GoldenArrays.GoldenArray array = GOLDEN.get(name);
    byte[] bytes = new byte[array.values().length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) array.values()[i];
    }
    return RgbImage.owning(new ImageSize(array.shape()[0], array.shape()[1]), bytes);
  }

  private static RgbImage grey(int height, int width, int... values) {
    byte[] bytes = new byte[3 * values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i / 3];
    }
    return RgbImage.owning(new ImageSize(height, width), bytes);
  }

  private static View view(RgbImage image, Optional<Intrinsics> camera) {
    return new View(new SampleId("d", "s", "a.png"), "a.npy", () -> image, camera);
  }

  private Prediction predict(String description, RgbImage image, Optional<Intrinsics> camera)
      throws IOException {
    try (Estimator estimator = opener(description).open()) {
      Prediction prediction = estimator.predict(view(image, camera));
      assertThat(prediction.size()).isEqualTo(image.size());
      return prediction;
    }
  }

  private static float[] depth(Prediction prediction) {
    return ((Prediction.Depth) prediction).values().toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wide", "tall", "tiny"})
  void predictsAsDepthAnythingDoes(String name) throws IOException {
    use("depth-anything.onnx");
    String description =
        """
        input: {name: pixel_values, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}
        resize: {to: lower-bound, height: 28, width: 28, multiple: 14, interpolation: bicubic}
        output:
          name: predicted_depth
          is: relative-inverse-depth
          interpolation: bilinear-align-corners
        """;
    Prediction prediction = predict(description, image("anything_" + name + "_image"), none());
    assertThat(prediction.kind()).isEqualTo(PredictionKind.AFFINE_INVARIANT_DISPARITY);
    assertThat(depth(prediction))
        .containsExactly(GOLDEN.get("anything_" + name + "_depth").floats(), within(ROUNDING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wide", "tall"})
  void predictsAsMetric3dDoes(String name) throws IOException {
    use("metric3d.onnx");
    String description =
        """
        input: {name: image, divide-by: 1}
        resize:
          to: upper-bound
          height: 56
          width: 96
          rounding: down
          arithmetic: torchvision
        pad: {to: size, colour: [124, 116, 104]}
        output:
          name: pred_depth
          is: canonical-depth
          canonical-focal: 1000
          clamp: [0, 3]
        """;
    RgbImage image = image("metric_" + name + "_image");
    double fx = GOLDEN.get("metric_" + name + "_fx").values()[0];
    Prediction prediction =
        predict(description, image, Optional.of(new Intrinsics(fx, fx, 10, 10)));
    assertThat(prediction.kind()).isEqualTo(PredictionKind.METRIC_DEPTH);
    assertThat(depth(prediction))
        .containsExactly(GOLDEN.get("metric_" + name + "_depth").floats(), within(ROUNDING));
  }

  @ParameterizedTest
  @CsvSource({"assumed, false", "known, true"})
  void predictsAsDsineDoes(String name, boolean known) throws IOException {
    use("dsine.onnx");
    String description =
        """
        input: {name: image, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}
        pad: {to: multiple, multiple: 32}
        extra-inputs: {intrins: camera-matrix}
        camera: {assumed-field-of-view: 60, origin: centre}
        output: {name: normal, is: normals, normals-convention: dsine}
        """;
    Optional<Intrinsics> camera = Optional.of(new Intrinsics(70, 71, 24, 17)).filter(c -> known);
    Prediction prediction = predict(description, image("dsine_image"), camera);
    VectorMap vectors = ((Prediction.Normals) prediction).vectors();
    assertThat(vectors.toArray())
        .containsExactly(GOLDEN.get("dsine_" + name).floats(), within(ROUNDING));
  }

  private static final String MOGE =
      """
      input: {name: image}
      extra-inputs: {num_tokens: 3600}
      output:
        name: points
        is: points
        layout: nhwc
        recover: focal-and-shift
        mask: mask
        metric-scale: metric_scale
      """;

  @Test
  void predictsPointsAsMogeDoes() throws IOException {
    use("moge.onnx");
    RgbImage image = image("moge_image");
    float[] expected = GOLDEN.get("moge_points").floats();
    Prediction points = predict(MOGE, image, none());
    assertThat(((Prediction.Points) points).points().toArray())
        .containsExactly(expected, within(10 * ROUNDING));
    Prediction depth = predict(MOGE.replace("is: points", "is: metric-points"), image, none());
    assertThat(depth.kind()).isEqualTo(PredictionKind.METRIC_DEPTH);
    for (int pixel = 0; pixel < image.size().pixels(); pixel++) {
      assertThat(depth(depth)[pixel]).isEqualTo(expected[3 * pixel + 2], within(10 * ROUNDING));
    }
  }

  @Test
  void leavesNothingOutsideTheMaskIfTold() throws IOException {
    use("moge.onnx");
    RgbImage image = image("moge_image");
    double[] kept = GOLDEN.get("moge_kept").values();
    String voided = MOGE.replace("mask: mask", "mask: mask\n  outside-mask: void");
    Prediction points = predict(voided, image, none());
    Prediction depth = predict(voided.replace("is: points", "is: metric-points"), image, none());
    for (int pixel = 0; pixel < kept.length; pixel++) {
      float z = ((Prediction.Points) points).points().at(pixel, 2);
      assertThat(Float.isFinite(z)).as("pixel %d", pixel).isEqualTo(kept[pixel] == 1);
      assertThat(depth(depth)[pixel]).isEqualTo(z);
    }
  }

  @Test
  void predictsNormalsAsMogeDoes() throws IOException {
    use("moge.onnx");
    String description =
        """
        input: {name: image}
        extra-inputs: {num_tokens: 3600}
        output: {name: normal, is: normals, layout: nhwc, normals-convention: opencv}
        """;
    Prediction prediction = predict(description, image("moge_image"), none());
    assertThat(((Prediction.Normals) prediction).vectors().toArray())
        .containsExactly(GOLDEN.get("moge_normal").floats());
  }

  private static Optional<Intrinsics> none() {
    return Optional.empty();
  }

  /** Grey 10, 20, 40, 200 through a network that passes it on, with each meaning. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relative-depth         |                    | affine-invariant-depth     | 10 20 40 200",
        "relative-inverse-depth |                    | affine-invariant-disparity | 10 20 40 200",
        "scale-invariant-depth  | , multiply-by: 0.5 | scale-invariant-depth      | 5 10 20 100",
        "metric-depth           | , clamp: [15, 100] | metric-depth               | 15 20 40 100",
        "disparity              | , clamp: [20, 100] | scale-invariant-depth      | .05 .05 .025 .01",
        "metric-inverse-depth   | , clamp: [20, 100] | metric-depth               | .05 .05 .025 .01",
        // The focal length is 50 pixels, the canonical one 100, then the width of 2.
        "canonical-depth        | , canonical-focal: 100 | metric-depth           | 5 10 20 100",
        "canonical-depth        |                    | metric-depth               | 250 500 1e3 5e3",
        "canonical-inverse-depth| , clamp: [0.8, 10000] | metric-depth      | 1.25 1.25 .625 .125",
      })
  void turnsEachMeaningIntoItsKind(String meaning, String more, String kind, String expected)
      throws IOException {
    use(mean());
    String description =
        "input: {name: x, divide-by: 1}\noutput: {name: y, is: "
            + meaning
            + (more == null ? "" : more)
            + "}\n";
    Intrinsics camera = new Intrinsics(50, 60, 1, 1);
    Prediction prediction = predict(description, grey(2, 2, 10, 20, 40, 200), Optional.of(camera));
    assertThat(prediction.kind().id()).isEqualTo(kind);
    String[] values = expected.split(" ", -1);
    for (int i = 0; i < values.length; i++) {
      float value = Float.parseFloat(values[i]);
      // The mean of three thirds is rounded three times.
      assertThat(depth(prediction)[i]).isEqualTo(value, within(1e-6f * value));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "none, 0.5, 0.5",
    "relu, -0.5, 0",
    "sigmoid, 0, 0.5",
    "sigmoid, -1.5, 0.182425524",
    "exp, 1, 2.71828183",
    "softplus, 1, 1.31326169",
    "softplus, -40, 4.2483543e-18",
    "softplus, 90, 90"
  })
  void appliesWhatTheNetworkLeftOut(String activation, float value, float expected) {
    Output.Activation function =
        Output.Activation.valueOf(activation.toUpperCase(java.util.Locale.ROOT));
    // One rounding to single precision, 2^-24 of the value.
    assertThat(function.of(value)).isEqualTo(expected, within(1.2e-7f * Math.abs(expected)));
  }

  @Test
  void givesChannelsInTheOrderAskedFor() throws IOException {
    use(identity(1, 3, -1, -1));
    RgbImage image = RgbImage.owning(new ImageSize(1, 1), new byte[] {10, 20, 30});
    String description =
        """
        input: {name: x, divide-by: 1, colours: bgr, mean: [1, 2, 3], std: [1, 2, 3]}
        output: {name: y, is: normals, normals-convention: opengl}
        """;
    Prediction prediction = predict(description, image, none());
    assertThat(((Prediction.Normals) prediction).vectors().toArray()).containsExactly(9, 9, 9);
    String plain = description.replace(", mean: [1, 2, 3], std: [1, 2, 3]", "");
    assertThat(((Prediction.Normals) predict(plain, image, none())).vectors().toArray())
        .containsExactly(30, 20, 10);
  }

  @ParameterizedTest
  @CsvSource({
    "'colour: [9, 9, 9]', before-normalisation, 4.5",
    "'colour: [9, 9, 9]', after-normalisation, 9",
    "'fill: edge', after-normalisation, 2",
    "'fill: edge', before-normalisation, 2"
  })
  void surroundsAnImageAsTold(String fill, String when, float corner) throws IOException {
    ImageInput input =
        new ImageInput(
            "x",
            Layout.NHWC,
            ImageInput.Colours.RGB,
            1,
            List.of(0.0, 0.0, 0.0),
            List.of(2.0, 2.0, 2.0));
    String text =
        "input: {name: x}\npad: {to: multiple, multiple: 4, "
            + fill
            + ", when: "
            + when
            + "}\noutput: {name: y, is: relative-depth}\n";
    Problems problems = new Problems();
    Description read =
        new DescriptionReader("d", Yaml.scalars(text, "d", problems), problems).read();
    assertThat(problems.found()).isEmpty();
    Description description =
        new Description(
            input, read.sizing(), read.padding(), read.extras(), read.lens(), read.output());
    RgbImage image = grey(1, 2, 4, 6);
    Frame frame = Frame.of(image.size(), read.sizing(), read.padding());
    assertThat(frame.picture()).isEqualTo(new ImageSize(4, 4));
    assertThat(frame.region().top()).isEqualTo(1);
    float[] picture = new Preparation(description).picture(image, frame).toArray();
    assertThat(picture[0]).as("top left").isEqualTo(corner);
    assertThat(picture[3 * (4 + 1)]).as("first pixel").isEqualTo(2);
    assertThat(picture[3 * (4 + 2)]).as("second pixel").isEqualTo(3);
  }

  @Test
  void resizesBytesAsPillowIfTold() {
    String description =
        """
        input: {name: x, divide-by: 1}
        resize: {to: stretch, height: 3, width: 2, interpolation: bicubic, arithmetic: pillow}
        output: {name: y, is: points}
        """;
    RgbImage image = image("moge_image");
    Problems problems = new Problems();
    Description read =
        new DescriptionReader("d", Yaml.scalars(description, "d", problems), problems).read();
    assertThat(problems.found()).isEmpty();
    Frame frame = Frame.of(image.size(), read.sizing(), read.padding());
    float[] picture = new Preparation(read).picture(image, frame).toArray();
    RgbImage resized = Pillow.resize(image, new ImageSize(3, 2), Pillow.Filter.BICUBIC);
    for (int i = 0; i < picture.length; i++) {
      assertThat(picture[i]).isEqualTo(resized.at(i % 6, i / 6));
    }
    String area = description.replace("bicubic", "area");
    new DescriptionReader("d", Yaml.scalars(area, "d", problems), problems).read();
    assertThat(problems.found())
        .containsExactly(
            "d.resize.interpolation: expected nearest, bilinear or bicubic, which are those of"
                + " Pillow");
  }

  @Test
  void saysThatTheModelIsMissing() throws IOException {
    assertThat(opener(PLAIN).missing())
        .get()
        .asString()
        .startsWith(
            folder.resolve("net.onnx")
                + ": no such ONNX file; looked for "
                + folder.resolve("models/net.onnx")
                + " and "
                + folder.resolve("net.onnx")
                + "; put it there, or name the folder that holds it with --models; ")
        .contains("can be had");
    use(mean());
    assertThat(opener(PLAIN).missing()).isEmpty();
  }

  @Test
  void saysThatTheModelIsMissingRatherThanWhatLiesBesideIt() throws IOException {
    assertThat(problems(Map.of("model", "net.onnx")))
        .singleElement()
        .asString()
        .startsWith("estimators[0].model: " + folder.resolve("net.onnx") + ": no such ONNX file; ");
    assertThat(problems(Map.of("model", "net.onnx", "description", "mine.yaml")))
        .singleElement()
        .asString()
        .startsWith("estimators[0].description: " + folder.resolve("mine.yaml") + " cannot be");
    use(mean());
    assertThat(problems(Map.of("model", "net.onnx")))
        .singleElement()
        .asString()
        .startsWith("estimators[0].description: " + folder.resolve("net.yaml") + " cannot be read")
        .endsWith("write one, see docs/onnx-estimators.md");
  }

  private List<String> problems(Map<String, Object> values) {
    Problems problems = new Problems();
    read(values, problems);
    return problems.found();
  }

  @Test
  void tellsTheStages() throws IOException {
    use(mean());
    StageClock clock = new StageClock();
    try (Estimator estimator = opener(PLAIN).open()) {
      assertThat(estimator.predict(view(grey(1, 2, 1, 2), none()), clock)).isNotNull();
    }
    assertThat(clock.nanos()).containsOnlyKeys("resize", "network", "resize-back");
  }

  @Test
  void failsASampleWhoseOutputIsNotFinite() throws IOException {
    use(
        new TinyModel()
            .input("x", TinyModel.FLOAT, 1, 3, -1, -1)
            .output("y", TinyModel.FLOAT, 1, 3, -1, -1)
            .node("Log", List.of("x"), "y"));
    String normals =
        """
        input: {name: x}
        output: {name: y, is: normals, normals-convention: opengl}
        """;
    assertThatThrownBy(() -> predict(normals, grey(1, 2, 0, 255), none()))
        .isExactlyInstanceOf(TacheoException.class)
        .hasMessage(
            "the network gives -Infinity at index 0 of output \"y\" [1, 3, 1, 2], expected finite"
                + " numbers");
  }

  @Test
  void failsASampleWhoseCameraIsUnknown() throws IOException {
    use(mean());
    String canonical = PLAIN.replace("relative-depth", "canonical-depth");
    assertThatThrownBy(() -> predict(canonical, grey(1, 1, 1), none()))
        .isExactlyInstanceOf(TacheoException.class)
        .hasMessageContaining("camera.assumed-field-of-view");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relative-depth | nchw | output \"y\" is [1, 3, 1, 2], expected one picture of 1 channels",
        "points | nhwc | output \"y\" is [1, 3, 1, 2], expected one picture of 3 channels, nhwc"
      })
  void refusesAnOutputOfAnotherShape(String meaning, String layout, String message)
      throws IOException {
    use(identity(1, 3, -1, -1));
    String description =
        "input: {name: x}\noutput: {name: y, is: " + meaning + ", layout: " + layout + "}\n";
    assertThatThrownBy(() -> predict(description, grey(1, 2, 1, 2), none()))
        .isExactlyInstanceOf(TacheoException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAPictureThatIsAbsurdlyLarge() throws IOException {
    use(mean());
    String description = PLAIN + "resize: {to: lower-bound, height: 16384, width: 16384}\n";
    assertThatThrownBy(() -> predict(description, grey(1, 2, 1, 2), none()))
        .isExactlyInstanceOf(TacheoException.class)
        .hasMessageContaining("[16384, 32768], expected at most 2^26 pixels");
  }

  @Test
  void namesInputsAndOutputsThatTheDescriptionMisses() throws IOException {
    use("moge.onnx");
    String description =
        """
        input: {name: image}
        output: {name: points, is: points, layout: nhwc}
        """;
    assertThatThrownBy(() -> opener(description).open())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "net.onnx: also takes the input \"num_tokens\"; say under extra-inputs in its"
                + " description what goes there");
    String tokens = description + "extra-inputs: {num_tokens: 1}\n";
    assertThatThrownBy(() -> opener(tokens.replace("name: image", "name: picture")).open())
        .hasMessageContaining("also takes the input \"image\"");
    assertThatThrownBy(() -> opener(tokens.replace("name: points", "name: pointz")).open())
        .hasMessage(
            "net.onnx: has no output \"pointz\", expected one of mask, metric_scale, normal,"
                + " points; mend its description");
    assertThatThrownBy(() -> opener(tokens.replace("{num", "{more: 2, num")).open())
        .hasMessageContaining("has no input \"more\", expected one of image, num_tokens");
  }

  @Test
  void refusesAnInputThatTakesNoPicture() throws IOException {
    String description = PLAIN.replace("name: x", "name: x, layout: nhwc");
    use(
        new TinyModel()
            .input("x", TinyModel.FLOAT, 1, 3, 8, 8)
            .output("y", TinyModel.FLOAT, 1, 3, 8, 8)
            .node("Identity", List.of("x"), "y"));
    assertThatThrownBy(() -> opener(description).open())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "net.onnx: input \"x\" is [1, 3, 8, 8], expected 4 axes with 3 channels, nhwc; see"
                + " input in its description");
  }

  @Test
  void saysWhichSizeANetworkTakesThatTakesOne() throws IOException {
    use(
        new TinyModel()
            .input("x", TinyModel.FLOAT, 1, 3, 7, 8)
            .output("y", TinyModel.FLOAT, 1, 3, 7, 8)
            .node("Identity", List.of("x"), "y"));
    assertThatThrownBy(() -> predict(PLAIN, grey(1, 2, 1, 2), none()))
        .isInstanceOf(TacheoException.class)
        .hasMessage(
            "net.onnx: input \"x\" takes [1, 3, 7, 8], got [1, 3, 1, 2]; see resize and pad in its"
                + " description");
  }

  @Test
  void tellsTheSizeOfAPictureForWhichMemoryDoesNotSuffice() throws IOException {
    use(
        new TinyModel()
            .input("x", TinyModel.FLOAT, 1, 3, -1, -1)
            .output("y", TinyModel.FLOAT, 1, 3, -1, -1)
            .initializer(TinyModel.tensor("size", List.of(4L), 1, 3, 1 << 20, 1 << 20))
            .node("Cast", List.of("size"), "whole", TinyModel.integer("to", TinyModel.INT64))
            .node("Expand", List.of("x", "whole"), "y"));
    assertThatThrownBy(() -> predict(PLAIN, grey(1, 1, 1), none()))
        .isInstanceOf(TacheoException.class)
        .hasMessageStartingWith("net.onnx cannot be run: ")
        .hasMessageEndingWith(
            "; it was given a picture of [1, 1], choose a smaller one under resize in its"
                + " description, or fewer --threads");
  }

  @Test
  void reportsEveryProblemOfADescription() throws IOException {
    Files.writeString(
        folder.resolve("net.yaml"),
        """
        input: {name: x, mean: [1, 2], colour: rgb}
        resize: {to: lower-bound, height: 0, interpolation: cubic}
        pad: {to: size, colour: [0, 0, none]}
        output: {is: disparity, clamp: [0, 1]}
        """);
    Problems problems = new Problems();
    read(Map.of("model", "net.onnx"), problems);
    String where = "estimators[0].description.";
    assertThat(problems.found())
        .anyMatch(
            problem ->
                problem.equals(where + "input.mean: expected three numbers: red, green, blue"))
        .anyMatch(
            problem ->
                problem.startsWith("estimators[0].description: unknown key \"input.colour\""))
        .anyMatch(problem -> problem.startsWith(where + "resize.height: expected a whole number"))
        .anyMatch(problem -> problem.startsWith(where + "resize.width: expected a whole number"))
        .anyMatch(problem -> problem.startsWith(where + "resize.interpolation: expected one of"))
        .anyMatch(problem -> problem.startsWith(where + "pad.to: expected size only with"))
        .anyMatch(problem -> problem.startsWith(where + "pad.colour[2]: expected a number"))
        .anyMatch(
            problem -> problem.startsWith(where + "output.name: expected a text, got nothing"))
        .anyMatch(
            problem -> problem.startsWith(where + "output.clamp: expected two numbers above 0"))
        .hasSize(9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1]            | expected a YAML mapping",
        "a: &x 1        | output.is: expected what the values are",
        "'a: &x 1\nb: *x' | alias *x",
        "'a: 1\na: 2'   | not YAML",
        "'a: {'         | not YAML",
        "'input: {name: true}' | input.name: expected one text or number, got true",
        "'input: {name: []}' | input.name: expected one text or number, got []",
        "'a: [[[[[[[[[1]]]]]]]]]' | not YAML",
      })
  void refusesWhatIsNoDescription(String yaml, String expected) throws IOException {
    Files.writeString(folder.resolve("net.yaml"), yaml);
    Problems problems = new Problems();
    Opener opener = read(Map.of("model", "net.onnx"), problems);
    assertThat(String.join("\n", problems.found())).contains(expected);
    assertThatThrownBy(opener::open).isInstanceOf(SpecException.class);
  }

  @Test
  void saysThatADescriptionIsMissing() {
    Problems problems = new Problems();
    read(new TreeMap<>(Map.of("model", "net.onnx", "description", "other.yaml")), problems);
    assertThat(problems.found()).hasSize(1);
    assertThat(problems.found().get(0))
        .startsWith("estimators[0].description: " + folder.resolve("other.yaml"))
        .endsWith("write one, see docs/onnx-estimators.md");
  }

  @Test
  void saysThatAModelIsMissing() throws IOException {
    Opener opener = opener(PLAIN);
    assertThatThrownBy(opener::open)
        .isInstanceOfSatisfying(
            UnreadableException.class, missing -> assertThat(missing.missing()).isTrue())
        .hasMessageEndingWith("net.onnx: no such file; expected an ONNX model");
  }

  @Test
  void writesAllOfADescriptionIntoTheSettings() throws IOException {
    Files.writeString(folder.resolve("net.yaml"), PLAIN);
    Settings settings = new Settings("estimators[0]", Map.of("model", "net.onnx"), new Problems());
    new OnnxType(() -> engine, this::places).read(settings);
    assertThat(settings.resolved())
        .containsEntry("description.input.name", "x")
        .containsEntry("description.input.divide-by", 1.0)
        .containsEntry("description.input.std[2]", 1.0)
        .containsEntry("description.resize.to", "native")
        .doesNotContainKey("model");
  }

  @Test
  void restsOnTheModelItsWeightsAndItsDescription() throws IOException {
    use(mean().initializer(TinyModel.external("u", List.of(1L), "weights/u.bin", 2, 4)));
    Files.createDirectories(folder.resolve("weights"));
    Files.write(folder.resolve("weights/u.bin"), new byte[6]);
    Content content = opener(PLAIN).content(Map.of());
    assertThat(content.parts())
        .extracting(Content.Part::name)
        .containsExactly("description", "model", "model/weights/u.bin");
    assertThat(content.parts().get(0).size()).isEqualTo(PLAIN.getBytes(UTF_8).length);
    long[] read = {0};
    content.parts().get(2).source().read((buffer, length) -> read[0] += length);
    assertThat(read[0]).isEqualTo(6);
  }

  @Test
  void readsWeightsBesideTheModel() throws IOException {
    use(
        new TinyModel()
            .input("x", TinyModel.FLOAT, 1, 3, -1, -1)
            .output("y", TinyModel.FLOAT, 1, 3, -1, -1)
            .initializer(TinyModel.external("w", List.of(1L), "w.bin", 4, 4))
            .node("Add", List.of("x", "w"), "y"));
    Files.write(folder.resolve("w.bin"), new byte[] {9, 9, 9, 9, 0, 0, (byte) 0x80, 0x3F});
    String points =
        """
        input: {name: x, divide-by: 1}
        output: {name: y, is: points}
        """;
    Prediction prediction = predict(points, grey(1, 2, 3, 4), none());
    assertThat(((Prediction.Points) prediction).depth().toArray()).containsExactly(4, 5);
  }
}
