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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.ImageSize;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.Png;

/** What ensembles tell beside their predictions, from end to end on the miniature checkpoint. */
class EnsembleCommandTest {
  private static final Path TINY =
      Path.of(System.getProperty("tacheo.root", ".."), "models/src/test/resources/tiny");

  /** Members whose noise is all that they show, at 16 pixels: some contradict each other. */
  private static final String CONTRADICTORY =
      "{name: noisy, type: diffusion, checkpoint: marigold-depth-tiny, task: depth,"
          + " profile: diffusers, denoising-steps: 1, spacing: leading, ensemble-size: 3,"
          + " ensemble: METHOD, seed: 1, processing-resolution: 16}";

  @TempDir private Path temporary = Path.of("");

  /**
   * Against make_uncertainty.py. Four networks in single precision, one after the other; the result
   * is divided by a range of about 1.
   */
  @ParameterizedTest
  @CsvSource({"depth, reference", "normals, closest"})
  void writesTheUncertaintyThatDiffusersReturns(String task, String ensemble) throws IOException {
    Path models = checkpointFor(task);
    Cli cli =
        predict(
            "{type: diffusion, checkpoint: tiny, task: %s, profile: diffusers, denoising-steps: 2,"
                    .formatted(task)
                + " ensemble-size: 3, ensemble: %s, seed: 2024, processing-resolution: 48}"
                    .formatted(ensemble),
            models,
            "--uncertainty");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    float[] expected =
        Npy.read(resource("uncertainty_" + task + ".npy"), "expected").toMap().toArray();
    var written = Npy.read(temporary.resolve("out/photo_uncertainty.npy")).toMap();
    assertThat(written.size()).isEqualTo(new ImageSize(40, 56));
    assertThat(written.toArray()).containsExactly(expected, within(1e-4f));
    byte[] picture = Files.readAllBytes(temporary.resolve("out/photo_uncertainty.png"));
    assertThat(Png.readRgb(picture, "picture")).isEqualTo(Pictures.uncertainty(written));
    assertThat(Files.readString(temporary.resolve("out/predictions.json")))
        .contains("\"uncertainty\" : \"computed\"");
  }

  @Test
  void uncertaintyMovesNoPredictionAndIsNoPrediction() throws IOException {
    Path data = rendered();
    String suite = suite(CONTRADICTORY.replace("METHOD", "reference"));
    assertThat(suite(suite, "predict", data, "plain").exitCode()).isEqualTo(0);
    Cli cli = suite(suite, "predict", data, "told", "--uncertainty");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    List<String> plain = files("plain");
    assertThat(files("told"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    plain.stream(),
                    plain.stream().map(name -> name.replace(".npy", "_uncertainty.npy")))
                .toList());
    for (String name : plain) {
      assertThat(temporary.resolve("told").resolve(name))
          .hasSameBinaryContentAs(temporary.resolve("plain").resolve(name));
    }
    assertThat(score("told", data)).isEqualTo(score("plain", data));
    assertThat(suite(suite, "predict", data, "plain", "--uncertainty").err())
        .contains("holds other predictions: estimator noisy: uncertainty: nothing -> computed; ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: luminance | estimators of this type tell none, expected type: diffusion",
        "ensemble-size: 1 | ensemble-size is 1, expected at least 2",
        "geowizard | ensemble: geowizard has none, expected closest or mean",
      })
  void refusesToWriteTheUncertaintyOfWhatHasNone(String what, String message) throws IOException {
    String estimator =
        switch (what) {
          case "type: luminance" -> "{type: luminance}";
          case "geowizard" ->
              "{type: diffusion, checkpoint: tiny, task: normals, profile: e2e-ft-repo,"
                  + " ensemble-size: 2, noise: gaussian}";
          default -> "{type: diffusion, checkpoint: tiny, task: depth, profile: diffusers}";
        };
    Cli cli = predict(estimator, checkpointFor("normals"), "--uncertainty");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err().lines()).as(cli.err()).hasSize(1);
    assertThat(cli.err()).contains("uncertainty: estimator: " + message);
    assertThat(temporary.resolve("out")).doesNotExist();
  }

  @Test
  void refusesAPhotographWithTheNameOfAnUncertainty() throws IOException {
    Path images = photograph();
    Files.copy(images.resolve("photo.png"), images.resolve("photo_uncertainty.png"));
    String estimator = CONTRADICTORY.replace("METHOD", "reference");
    Cli cli = predict(estimator, TINY, "--uncertainty");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("would both become photo_uncertainty.npy");
    assertThat(predict(estimator, TINY).exitCode()).isEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"predict", "evaluate"})
  void countsForWhichSamplesTheClosedFormHadNoSolution(String command) throws IOException {
    Path data = rendered();
    Cli cli = suite(suite(CONTRADICTORY.replace("METHOD", "closed-form")), command, data, "closed");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(cli.err().lines().filter(line -> line.startsWith("warning: ")))
        .singleElement()
        .asString()
        .matches(
            "warning: noisy: closed-form ensembling fell back to the members' own extremes for"
                + " [1-4] of 4 samples of rendered-scannet, the first: rendered-scannet/.*");
    Cli other = suite(suite(CONTRADICTORY.replace("METHOD", "reference")), command, data, "other");
    assertThat(other.err()).doesNotContain("warning");
  }

  @Test
  void warnsOfAPhotographWhoseMembersContradictEachOther() throws IOException {
    Cli cli = predict(CONTRADICTORY.replace("METHOD", "closed-form"), TINY);
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(cli.err())
        .startsWith("warning: noisy: closed-form ensembling fell back")
        .contains("1 of 1 samples of photographs, the first: photographs/photo.png");
  }

  @Test
  void saysWhatNetworksRunOnUnlessQuietIsWanted() throws IOException {
    Path file =
        Files.writeString(
            temporary.resolve("estimator.yaml"), CONTRADICTORY.replace("METHOD", "reference"));
    Path images = photograph();
    List<Object> command = List.of("predict", "--estimator", file, "--images", images);
    Cli quiet = run(command, "out", TINY);
    assertThat(quiet.exitCode()).as(quiet.err()).isEqualTo(0);
    assertThat(quiet.err()).isEmpty();
    List<Object> loud = new ArrayList<>(command);
    loud.addAll(List.of("--out", temporary.resolve("out"), "--models", TINY, "--device", "cpu"));
    assertThat(Cli.run(loud.toArray()).err()).startsWith("networks run on cpu (as asked)\n");
  }

  private Path photograph() throws IOException {
    Path images = Files.createDirectories(temporary.resolve("images"));
    Files.write(images.resolve("photo.png"), resource("uncertainty_photo.png"));
    return images;
  }

  private Cli predict(String estimator, Path models, Object... further) throws IOException {
    Path file = Files.writeString(temporary.resolve("estimator.yaml"), estimator);
    return run(
        List.of("predict", "--estimator", file, "--images", photograph()), "out", models, further);
  }

  private Cli suite(String text, String command, Path data, String out, Object... further)
      throws IOException {
    Path file = Files.writeString(temporary.resolve("suite.yaml"), text);
    return run(List.of(command, file, "--data", data), out, TINY, further);
  }

  private Cli run(List<Object> command, String out, Path models, Object... further) {
    List<Object> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--out", temporary.resolve(out), "--models", models));
    arguments.addAll(List.of("--device", "cpu", "--quiet"));
    arguments.addAll(List.of(further));
    return Cli.run(arguments.toArray());
  }

  private static String suite(String estimator) {
    return "suite: s\nprotocols: [marigold-depth]\ndatasets: [rendered-scannet]\nestimators:\n  - "
        + estimator
        + "\n";
  }

  private String score(String folder, Path data) {
    Path predictions = temporary.resolve(folder).resolve("noisy/rendered-scannet");
    Cli cli =
        Cli.run(
            "score",
            "--dataset",
            "rendered-scannet",
            "--data",
            data,
            "--predictions",
            predictions,
            "--quiet");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    return cli.out();
  }

  private Path rendered() {
    Path data = temporary.resolve("data");
    Cli cli =
        Cli.run(
            "datasets",
            "render",
            "scannet",
            "--out",
            data,
            "--count",
            4,
            "--seed",
            3,
            "--size",
            "48x64",
            "--quiet");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    return data;
  }

  /** The miniature checkpoint under the name tiny, said to be trained for a task. */
  private Path checkpointFor(String task) throws IOException {
    Path from = TINY.resolve("marigold-depth-tiny");
    Path to = temporary.resolve("models/tiny");
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Path index = to.resolve("model_index.json");
    String text = Files.readString(index);
    assertThat(text).contains("\"prediction_type\": \"depth\"");
    Files.writeString(index, text.replace("_type\": \"depth\"", "_type\": \"" + task + "\""));
    return temporary.resolve("models");
  }

  private byte[] resource(String name) throws IOException {
    try (InputStream bytes = getClass().getResourceAsStream(name)) {
      return Objects.requireNonNull(bytes).readAllBytes();
    }
  }

  private List<String> files(String folder) throws IOException {
    Path root = temporary.resolve(folder);
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".npy"))
          .sorted()
          .toList();
    }
  }
}
