package org.tacheo.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.datasets.image.Npy;

/** Bounds from below and above, from end to end: the mean map and the ceiling of an autoencoder. */
class CeilingTest {
  private static final Path TINY =
      Path.of(System.getProperty("tacheo.root", ".."))
          .resolve("models/src/test/resources/tiny/marigold-depth-tiny");

  private static final String HEAD =
      """
      suite: bounds
      protocols: [marigold-depth, marigold-normals]
      datasets: [rendered-scannet, rendered-kitti, rendered-nyuv2-normals-marigold]
      estimators:
      """;

  private static final String DEPTH =
      """
        - name: depth ceiling
          type: vae-ceiling
          checkpoint: depth-tiny
          task: depth
          processing-resolution: 64
      """;

  private static final String NORMALS =
      """
        - name: normals ceiling
          type: vae-ceiling
          checkpoint: normals-tiny
          task: normals
          processing-resolution: 64
      """;

  private static final String DIFFUSION =
      """
        - name: four steps
          type: diffusion
          checkpoint: depth-tiny
          task: depth
          profile: diffusers
          denoising-steps: 4
          ensemble-size: 3
          processing-resolution: 64
      """;

  private static final String OTHERS =
      """
        - {name: mean, type: mean-map, file: "MEAN"}
        - {name: bent, type: bent-normals}
      """;

  @TempDir private static Path data = Path.of("");
  @TempDir private static Path models = Path.of("");

  @TempDir private Path temporary = Path.of("");

  @BeforeAll
  static void renderAndCopy() throws IOException {
    render("48x64", 3, "scannet", "nyuv2-normals-marigold");
    render("360x1220", 1, "kitti");
    copy("depth-tiny");
    copy("normals-tiny");
    Path index = models.resolve("normals-tiny/model_index.json");
    Files.writeString(index, Files.readString(index).replace("\"depth\"", "\"normals\""));
  }

  private static void render(String size, int count, String... layouts) {
    List<Object> arguments = new ArrayList<>(List.of("datasets", "render"));
    arguments.addAll(List.of(layouts));
    arguments.addAll(
        List.of("--out", data, "--count", count, "--seed", 5, "--size", size, "--quiet"));
    Cli cli = Cli.run(arguments.toArray());
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
  }

  private static void copy(String name) throws IOException {
    try (Stream<Path> files = Files.walk(TINY)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = models.resolve(name).resolve(TINY.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  /** Sparse depth of KITTI, dense depth, and normals. */
  @Test
  void ceilingsAreScoredOnEveryDataset() throws IOException {
    Cli cli = evaluate("run", HEAD + DEPTH + NORMALS + OTHERS, 2);

    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(text("run", "samples.jsonl").lines())
        .hasSize(2 * 4 + 2 * 3)
        .noneMatch(line -> line.contains("\"failed\""));
    Cli verified = Cli.run("verify", temporary.resolve("run"));
    assertThat(verified.exitCode()).as(verified.out()).isEqualTo(0);
  }

  @Test
  void theThreadsMoveNoByte() throws IOException {
    String suite = HEAD + DEPTH + DIFFUSION + NORMALS + OTHERS;
    for (int threads : new int[] {1, 4}) {
      Cli cli = evaluate("threads-" + threads, suite, threads);
      assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    }
    for (String file : List.of("manifest.json", "samples.jsonl", "results.json")) {
      assertThat(text("threads-4", file)).isEqualTo(text("threads-1", file));
    }
  }

  @Test
  void boardManifestAndResultsSayWhoSeesGroundTruth() throws IOException {
    Cli cli = evaluate("run", HEAD + DEPTH + NORMALS + OTHERS, 2);

    assertThat(cli.out())
        .contains("‡  depth ceiling", "1  mean ")
        .contains(
            "‡ sees ground truth: a reference, not a result and no strict bound: depth ceiling")
        .contains(
            "‡ sees ground truth: a reference, not a result and no strict bound: normals ceiling")
        .doesNotContain("INCOMPLETE");
    assertThat(text("run", "leaderboard.md")).contains("| ‡ | depth ceiling |", "| 1 | mean |");
    assertThat(text("run", "manifest.json").split("\"oracle\" : true", -1)).hasSize(3);
    assertThat(text("run", "results.json").split("\"oracle\" : true", -1)).hasSize(1 + 3);
  }

  @Test
  void aSuiteWithoutItsCheckpointOrMapSaysWhatIsMissing() throws IOException {
    String suite = HEAD + DEPTH.replace("depth-tiny", "nobody/nothing") + NORMALS + OTHERS;
    Cli cli = evaluate("run", suite.replace("MEAN", "nowhere.npy"), 1);

    assertThat(cli.exitCode()).isEqualTo(3);
    assertThat(cli.err())
        .containsOnlyOnce("missing: depth ceiling: nobody/nothing: no such checkpoint; looked for ")
        .containsOnlyOnce("missing: mean: " + Path.of("nowhere.npy").toAbsolutePath() + ": no such")
        .contains("2 of 4 estimators miss what they need");
  }

  @Test
  void nobodyPredictsWithACeiling() throws IOException {
    Path suite = Files.writeString(temporary.resolve("suite.yaml"), HEAD + DEPTH + NORMALS);
    Path out = temporary.resolve("out");
    Cli cli =
        Cli.run(
            "predict", suite, "--data", data, "--models", models, "--device", "cpu", "--out", out);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err())
        .contains("estimators: depth ceiling: type vae-ceiling sees ground truth")
        .contains("leave it out");
    assertThat(out).doesNotExist();
  }

  @Test
  void nobodyShowsACeilingPhotographs() throws IOException {
    Path estimator =
        Files.writeString(
            temporary.resolve("one.yaml"), "{type: vae-ceiling, checkpoint: a, task: depth}");
    Path images = Files.createDirectories(temporary.resolve("images"));
    Path out = temporary.resolve("out");
    Cli cli =
        Cli.run(
            "predict", "--estimator", estimator, "--images", images, "--device", "cpu", "-o", out);

    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("type vae-ceiling sees ground truth");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesAMapOfAnotherRank() throws IOException {
    float[] values = new float[2 * 3 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    byte[] flat = Npy.write(FloatMap.owning(new ImageSize(6, 4), values));
    String text = new String(flat, ISO_8859_1);
    byte[] cube = text.replace("(6, 4), ", "(2,3,4),").getBytes(ISO_8859_1);
    assertThat(cube).hasSameSizeAs(flat).isNotEqualTo(flat);
    Path map = Files.write(temporary.resolve("mean.npy"), cube);
    Cli cli = evaluate("run", HEAD + OTHERS.replace("MEAN", map.toString()), 1);

    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(3);
    assertThat(cli.err()).contains(map.toString(), "expected");
  }

  private Cli evaluate(String run, String suite, int threads) throws IOException {
    Path mean = temporary.resolve("mean.npy");
    if (!Files.exists(mean)) {
      Files.write(mean, Npy.write(FloatMap.of(new ImageSize(2, 2), 4, 3.5f, 2, 1)));
    }
    Path file =
        Files.writeString(
            temporary.resolve(run + ".yaml"),
            suite.replace("MEAN", mean.toString().replace('\\', '/')));
    return Cli.run(
        "evaluate",
        file,
        "--data",
        data,
        "--models",
        models,
        "--device",
        "cpu",
        "--network-threads",
        1,
        "--threads",
        threads,
        "--out",
        temporary.resolve(run),
        "--quiet");
  }

  private String text(String run, String file) throws IOException {
    return Files.readString(temporary.resolve(run).resolve(file));
  }
}
