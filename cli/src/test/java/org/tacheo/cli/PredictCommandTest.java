package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;
import org.tacheo.datasets.image.Jpeg;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.Png;

/** Predictions from end to end: what is written scores as an evaluation does. */
class PredictCommandTest {
  private static final String SUITE =
      """
      suite: small
      protocols: [marigold-depth, marigold-normals]
      datasets: [rendered-scannet, rendered-kitti, rendered-nyuv2-normals-marigold]
      estimators:
        - {name: luminance, type: luminance}
        - {name: a ramp, type: vertical-ramp}
        - {name: bent, type: bent-normals}
      """;

  private static final String FROM_FILES =
      """
      suite: small
      protocols: [marigold-depth, marigold-normals]
      datasets: [rendered-scannet, rendered-kitti, rendered-nyuv2-normals-marigold]
      estimators:
        - {name: luminance, type: predictions, directory: "OUT/luminance/{dataset}"}
        - {name: a ramp, type: predictions, directory: "OUT/a ramp/{dataset}"}
        - name: bent
          type: predictions
          directory: "OUT/bent/{dataset}"
          kind: normals
          normals-convention: opengl
      """;

  private static final Path ROOT = Path.of(System.getProperty("tacheo.root", ".."));

  @TempDir private static Path data = Path.of("");

  @TempDir private Path temporary = Path.of("");

  @BeforeAll
  static void render() {
    render("48x64", 4, "scannet", "nyuv2-normals-marigold");
    render("360x1220", 1, "kitti");
  }

  private static void render(String size, int count, String... layouts) {
    List<Object> arguments = new ArrayList<>(List.of("datasets", "render"));
    arguments.addAll(List.of(layouts));
    arguments.addAll(
        List.of("--out", data, "--count", count, "--seed", 3, "--size", size, "--quiet"));
    Cli cli = Cli.run(arguments.toArray());
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
  }

  @Test
  void whatIsPredictedScoresAsWhatIsEvaluated() throws IOException {
    Cli predicted = predict("out");
    assertThat(predicted.exitCode()).as(predicted.err()).isEqualTo(0);
    assertThat(predicted.out())
        .isEqualTo("wrote " + temporary.resolve("out") + ": 14 of 14 predictions\n");
    String scored = samples("scored", FROM_FILES.replace("OUT", temporary + "/out"));
    assertThat(scored).isEqualTo(samples("evaluated", SUITE));
    assertThat(scored.lines()).hasSize(14).noneMatch(line -> line.contains("\"failed\""));
  }

  /** With noise and an ensemble, on several threads: nothing may depend on who came first. */
  @Test
  void whatADiffusionEstimatorPredictsScoresAsWhatIsEvaluated() throws IOException {
    String suite =
        """
        suite: tiny
        protocols: [marigold-depth]
        datasets: [rendered-scannet]
        estimators:
          - name: tiny
            type: diffusion
            checkpoint: marigold-depth-tiny
            task: depth
            profile: marigold-repo
            denoising-steps: 2
            ensemble-size: 3
            processing-resolution: 64
        """;
    String files =
        suite.substring(0, suite.indexOf("type:"))
            + "type: predictions\n    directory: \""
            + temporary
            + "/out/tiny/{dataset}\"\n";
    Path models = ROOT.resolve("models/src/test/resources/tiny");
    Object[] options = {"--models", models, "--device", "cpu"};
    Cli predicted = predict("out", suite, options);
    assertThat(predicted.exitCode()).as(predicted.err()).isEqualTo(0);
    String evaluated = samples("evaluated", suite, options);
    assertThat(samples("scored", files)).isEqualTo(evaluated);
    assertThat(evaluated.lines()).hasSize(4).noneMatch(line -> line.contains("\"failed\""));
    assertThat(Files.readString(temporary.resolve("evaluated/timing.json")))
        .contains("\"stage\" : \"predict.denoise\"", "\"predict.denoise\" : ");
  }

  @Test
  void theCommandScoreReadsThem() {
    assertThat(predict("out").exitCode()).isEqualTo(0);
    Cli score =
        Cli.run(
            "score",
            "--dataset",
            "rendered-kitti",
            "--predictions",
            temporary.resolve("out/luminance/rendered-kitti"),
            "--data",
            data,
            "--quiet");
    assertThat(score.exitCode()).as(score.err()).isEqualTo(0);
    assertThat(score.out()).contains("1/1 samples");
  }

  @Test
  void namesFilesAsTheReferenceScriptsDoAndSaysWhatTheyAre() throws IOException {
    assertThat(predict("out").exitCode()).isEqualTo(0);
    assertThat(files("out"))
        .hasSize(14 + 2)
        .contains("predictions.json", "lock")
        .anyMatch(name -> name.matches("a ramp/rendered-kitti/.*/pred_[0-9]+\\.npy"))
        .anyMatch(name -> name.matches("bent/rendered-nyuv2-normals-marigold/.*\\.npy"));
    Path kitti = temporary.resolve("out").resolve(first(files("out"), "luminance/rendered-kitti/"));
    assertThat(Npy.read(kitti).toMap().size())
        .as("the crop of the benchmark, as the protocol shows it")
        .isEqualTo(new ImageSize(352, 1216));
  }

  @Test
  void goesOnWhereItEndedAndRefusesOthers() throws IOException {
    assertThat(predict("out").exitCode()).isEqualTo(0);
    Path lost = temporary.resolve("out").resolve(first(files("out"), "bent/"));
    byte[] before = Files.readAllBytes(lost);
    Files.delete(lost);
    assertThat(predict("out").out())
        .endsWith(": 1 of 14 predictions, 13 were there before\n")
        .startsWith("wrote " + temporary.resolve("out") + ": ");
    assertThat(lost).hasBinaryContent(before);
    assertThat(predict("out").out())
        .startsWith("wrote nothing to " + temporary.resolve("out") + ": 0 of 14 predictions, 14 ");
    Cli other = predict("out", SUITE, "--limit", 1);
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("holds other predictions: dataset rendered-scannet: samples");
  }

  @Test
  void saysAllThatASuiteMissesAndWhereItCanBeHad() throws IOException {
    String estimators =
        """
          - {name: one, type: diffusion, checkpoint: a/b, task: depth, profile: diffusers}
          - {name: two, type: diffusion, checkpoint: a/b, task: depth, profile: diffusers}
          - {name: luminance, type: luminance}
        """;
    Path suite =
        Files.writeString(
            temporary.resolve("suite.yaml"),
            """
            suite: partly
            protocols: [marigold-depth]
            datasets: [rendered-scannet, diode]
            estimators:
            """
                + estimators);
    Path out = temporary.resolve("out");
    Cli refused = Cli.run("predict", suite, "--data", data, "--out", out, "--quiet");
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err())
        .containsOnlyOnce("missing: one, two: a/b: no such checkpoint; looked for ")
        .contains("get https://huggingface.co/a/b; nothing is downloaded by itself, ")
        .contains("; --models was not given: name the folder that holds checkpoints with it\n")
        .contains("missing: diode: " + data)
        .endsWith(
            "tacheo: 2 of 3 estimators miss what they need; get it, or leave them out with --skip-missing\n");
    Cli skipped =
        Cli.run("predict", suite, "--data", data, "--out", out, "--quiet", "--skip-missing");
    assertThat(skipped.exitCode()).as(skipped.err()).isEqualTo(0);
    assertThat(skipped.err()).contains("missing: one, two: a/b").contains("left out: diode");
    assertThat(skipped.out()).contains("4 of 4 predictions");
  }

  @Test
  void saysOnceWhatIsAlikeOfAllThatIsMissing() throws IOException {
    String suite =
        """
        suite: nothing
        protocols: [marigold-depth]
        datasets: [nyuv2, diode]
        estimators:
          - {name: one, type: diffusion, checkpoint: a/b, task: depth, profile: diffusers}
          - {name: two, type: diffusion, checkpoint: a/c, task: depth, profile: diffusers}
        """;
    Cli refused = predict("out", suite);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err().lines())
        .satisfiesExactly(
            one -> assertThat(one).startsWith("missing: one: a/b: ").endsWith("huggingface.co/a/b"),
            two -> assertThat(two).startsWith("missing: two: a/c: ").endsWith("huggingface.co/a/c"),
            get -> assertThat(get).startsWith("nothing is downloaded by itself, "),
            models -> assertThat(models).startsWith("--models was not given: "),
            nyuv2 -> assertThat(nyuv2).startsWith("missing: nyuv2: ").endsWith("extracted.tar"),
            diode -> assertThat(diode).startsWith("missing: diode: ").endsWith("diode_val.tar"),
            how -> assertThat(how).startsWith("\"tacheo datasets describe\" and the name "),
            end -> assertThat(end).startsWith("tacheo: 2 of 2 estimators miss what they need"));
  }

  @Test
  void leavesOutANetworkWhoseModelIsMissing() throws IOException {
    Path models = Files.createDirectories(temporary.resolve("models"));
    Files.writeString(
        models.resolve("net.yaml"), "{input: {name: x}, output: {name: y, is: relative-depth}}");
    String suite =
        """
        suite: partly
        protocols: [marigold-depth]
        datasets: [rendered-scannet]
        estimators:
          - {name: net, type: onnx, model: net.onnx, description: net.yaml}
          - {name: luminance, type: luminance}
        """;
    Cli refused = predict("out", suite, "--models", models, "--device", "cpu");
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
    assertThat(refused.err())
        .contains("missing: net: net.onnx: no such ONNX file; looked for " + models);
    Cli skipped = predict("out", suite, "--models", models, "--device", "cpu", "--skip-missing");
    assertThat(skipped.exitCode()).as(skipped.err()).isEqualTo(0);
    assertThat(skipped.err()).contains("missing: net: net.onnx");
    assertThat(skipped.out()).contains("4 of 4 predictions");
  }

  @Test
  void predictsForPhotographs() throws IOException {
    Path images = photographs();
    Cli cli = photographs(images, "type: luminance");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(cli.out()).isEqualTo("wrote " + temporary.resolve("out") + ": 2 of 2 predictions\n");
    assertThat(files("out"))
        .containsExactly(
            "b c.npy",
            "b c.png",
            "b c_colored.png",
            "lock",
            "photo.npy",
            "photo.png",
            "photo_colored.png",
            "predictions.json");
    assertThat(Npy.read(temporary.resolve("out/photo.npy")).toMap().size())
        .isEqualTo(new ImageSize(20, 30));
    assertThat(Png.readRgb(Files.readAllBytes(temporary.resolve("out/photo_colored.png")), "p"))
        .extracting(RgbImage::size)
        .isEqualTo(new ImageSize(20, 30));
  }

  @Test
  void normalsOfPhotographsHaveNoDepthPicture() throws IOException {
    Cli cli = photographs(photographs(), "{name: mine, type: bent-normals}");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(files("out")).contains("photo.npy", "photo_colored.png").doesNotContain("photo.png");
  }

  // The mean of three bytes over 255, in float32: a rounding for each sum and quotient.
  @Test
  void aNetworkFromTheModelsFolderPredicts() throws IOException {
    Path models = Files.createDirectories(temporary.resolve("models"));
    try (InputStream network = getClass().getResourceAsStream("brightness.onnx")) {
      Files.copy(Objects.requireNonNull(network), models.resolve("brightness.onnx"));
    }
    Files.writeString(
        models.resolve("brightness.yaml"),
        """
        input: {name: image}
        resize: {to: native}
        output: {name: depth, is: relative-depth}
        """);
    Path images = photographs();
    Cli cli =
        photographs(
            images, "{type: onnx, model: brightness.onnx}", "--models", models, "--device", "cpu");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(cli.err()).as("asked to be quiet").isEmpty();
    RgbImage image = image(new ImageSize(9, 7));
    float[] depth = Npy.read(temporary.resolve("out/b c.npy")).toMap().toArray();
    for (int i = 0; i < depth.length; i++) {
      double mean = (image.at(i, 0) + image.at(i, 1) + image.at(i, 2)) / 3.0 / 255;
      assertThat((double) depth[i]).isCloseTo(mean, within(3e-7));
    }
    assertThat(Files.readString(temporary.resolve("out/predictions.json")))
        .contains("\"engine.device\" : \"cpu\"", "\"engine.onnxruntime\" : \"1.");
  }

  @Test
  void aPhotographThatCannotBeReadStopsNoOther() throws IOException {
    Path images = photographs();
    Files.writeString(images.resolve("bad.jpg"), "no photograph");
    Files.write(images.resolve("cut.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    Files.writeString(images.resolve("li\nnes.png"), "no photograph");
    Files.createSymbolicLink(images.resolve("gone.jpg"), images.resolve("elsewhere.jpg"));
    Cli cli = photographs(images, "type: luminance");
    assertThat(cli.exitCode()).isEqualTo(4);
    assertThat(cli.out()).contains("2 of 6 predictions");
    assertThat(cli.err().lines().filter(line -> line.startsWith("tacheo: bad.jpg: "))).hasSize(1);
    assertThat(cli.err().lines().filter(line -> line.startsWith("tacheo: cut.png: "))).hasSize(1);
    assertThat(cli.err())
        .contains("tacheo: bad.jpg: its first bytes are neither those of a JPEG nor of a PNG")
        .containsOnlyOnce("nes.png: its first bytes")
        .containsOnlyOnce("nes.png")
        .contains("tacheo: gone.jpg: cannot be read");
    assertThat(files("out")).hasSize(3 * 2 + 2);
  }

  @Test
  void saysThatNothingWasWrittenAndLeavesNoFolder() throws IOException {
    Path images = Files.createDirectories(temporary.resolve("images"));
    Files.writeString(images.resolve("bad.jpg"), "no photograph");
    Path out = temporary.resolve("out");
    Cli failed = photographs(images, "type: luminance");
    assertThat(failed.exitCode()).isEqualTo(4);
    assertThat(failed.out())
        .isEqualTo("wrote nothing to " + out + ": 0 of 1 predictions, 1 failed\n");
    assertThat(out).doesNotExist();
  }

  /** What a checkpoint is for is found out only when it is opened. */
  @Test
  void leavesNoFolderWhenItIsRefused() throws IOException {
    Cli refused =
        photographs(
            photographs(),
            "{type: diffusion, checkpoint: marigold-depth-tiny, task: normals, profile: diffusers}",
            "--models",
            ROOT.resolve("models/src/test/resources/tiny"),
            "--device",
            "cpu");
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err()).contains("was trained to predict depth");
    assertThat(temporary.resolve("out")).doesNotExist();
  }

  @Test
  void goesOnWithPhotographsAndRefusesOthers() throws IOException {
    Path images = photographs();
    assertThat(photographs(images, "type: luminance").exitCode()).isEqualTo(0);
    Files.delete(temporary.resolve("out/photo.npy"));
    assertThat(photographs(images, "type: luminance").exitCode()).isEqualTo(0);
    assertThat(files("out")).hasSize(3 * 2 + 2);
    assertThat(photographs(images, "type: vertical-ramp").err())
        .contains("holds other predictions: estimator estimator: type: luminance -> vertical-ramp");
    Files.copy(images.resolve("photo.jpg"), images.resolve("more.jpg"));
    assertThat(photographs(images, "type: luminance").err())
        .contains("holds other predictions: dataset photographs: samples: 2 -> 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"photo.png", "photo.JPEG", "photo_colored.jpg"})
  void refusesPhotographsWhoseFilesWouldHaveOneName(String name) throws IOException {
    Path images = photographs();
    Files.copy(images.resolve("photo.jpg"), images.resolve(name));
    Cli cli = photographs(images, "type: luminance");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("would both become photo").contains(name);
    assertThat(temporary.resolve("out")).doesNotExist();
  }

  @Test
  void refusesWhatDoesNotGoTogether() throws IOException {
    Path suite = Files.writeString(temporary.resolve("suite.yaml"), SUITE);
    Path out = temporary.resolve("out");
    Path one = Files.writeString(temporary.resolve("one.yaml"), "type: luminance");
    Path images = photographs();
    for (Object[] arguments :
        new Object[][] {
          {"predict", "--out", out},
          {"predict", suite, "--out", out},
          {"predict", suite, "--data", data},
          {"predict", suite, "--data", data, "--images", images, "--out", out},
          {"predict", suite, "--estimator", suite, "--images", images, "--out", out},
          {"predict", "--estimator", suite, "--out", out},
          {"predict", "--images", images, "--out", out},
          {"predict", "--estimator", suite, "--images", images, "--data", data, "--out", out},
          {"predict", "--estimator", suite, "--images", images, "--limit", 1, "--out", out},
          {"predict", suite, "--data", data, "--out", out, "--precision", "fp8"},
          {"predict", suite, "--data", data, "--out", out, "--device", "gpu"},
          {"predict", suite, "--data", data, "--out", out, "--threads", -1},
          {"predict", suite, "--data", data, "--out", out, "--network-threads", 0},
          {"evaluate", suite, "--data", data, "--out", out, "--threads", 2000},
          {"predict", "--estimator", one, "--images", images, "--out", out, "--threads", 0},
          {"predict", "--estimator", one, "--images", images, "--out", out, "--threads", 1025},
          {"predict", suite, "--data", data, "--out", out, "--model-memory", "0g"},
          {"predict", suite, "--data", data, "--out", images},
        }) {
      Cli cli = Cli.run(arguments);
      assertThat(cli.exitCode()).as(List.of(arguments) + ": " + cli.err()).isEqualTo(2);
      assertThat(cli.err().lines()).as(cli.err()).hasSize(1);
      assertThat(out).doesNotExist();
    }
    assertThat(Cli.run("predict", suite, "--data", data, "--out", out, "--models", "no").exitCode())
        .isEqualTo(3);
  }

  private Cli predict(String out) {
    return predict(out, SUITE);
  }

  private Cli predict(String out, String text, Object... further) {
    try {
      Path suite = Files.writeString(temporary.resolve("suite.yaml"), text);
      List<Object> arguments =
          new ArrayList<>(
              List.of(
                  "predict", suite, "--data", data, "--out", temporary.resolve(out), "--quiet"));
      arguments.addAll(List.of(further));
      return Cli.run(arguments.toArray());
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private Cli photographs(Path images, String estimator, Object... further) throws IOException {
    Path file = Files.writeString(temporary.resolve("estimator.yaml"), estimator);
    Path out = temporary.resolve("out");
    List<Object> arguments =
        new ArrayList<>(
            List.of("predict", "--estimator", file, "--images", images, "--out", out, "--quiet"));
    arguments.addAll(List.of(further));
    return Cli.run(arguments.toArray());
  }

  private Path photographs() throws IOException {
    Path images = Files.createDirectories(temporary.resolve("images"));
    Files.write(images.resolve("photo.jpg"), Jpeg.write(image(new ImageSize(20, 30)), 90));
    Files.write(images.resolve("b c.PNG"), Png.write(image(new ImageSize(9, 7))));
    Files.writeString(images.resolve("notes.txt"), "no photograph");
    Files.createDirectories(images.resolve("folder.jpg"));
    return images;
  }

  private static RgbImage image(ImageSize size) {
    byte[] values = new byte[3 * size.pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i / 7);
    }
    return RgbImage.owning(size, values);
  }

  private String samples(String name, String suite, Object... further) throws IOException {
    Path file = Files.writeString(temporary.resolve(name + ".yaml"), suite);
    Path run = temporary.resolve(name);
    List<Object> arguments =
        new ArrayList<>(List.of("evaluate", file, "--data", data, "--out", run, "--quiet"));
    arguments.addAll(List.of(further));
    Cli cli = Cli.run(arguments.toArray());
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    return Files.readString(run.resolve("samples.jsonl"));
  }

  private List<String> files(String folder) throws IOException {
    Path root = temporary.resolve(folder);
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static String first(List<String> names, String prefix) {
    return names.stream().filter(name -> name.startsWith(prefix)).findFirst().orElseThrow();
  }
}
