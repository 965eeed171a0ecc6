package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scores of normals from end to end on a small rendered set, its own ground truth as prediction.
 */
class NormalsCommandTest {
  private static final String DATASET = "rendered-nyuv2-normals-marigold";

  @TempDir private static Path data = Path.of("");

  @TempDir private static Path predictions = Path.of("");

  @TempDir private Path temporary = Path.of("");

  @BeforeAll
  static void render() throws IOException {
    Cli cli =
        Cli.run(
            "datasets",
            "render",
            "nyuv2-normals-marigold",
            "--out",
            data,
            "--count",
            3,
            "--seed",
            3,
            "--size",
            "48x64",
            "--quiet");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    try (Stream<Path> files = Files.walk(data)) {
      for (Path archive : files.filter(file -> file.toString().endsWith(".zip")).toList()) {
        extract(archive);
      }
    }
  }

  // Ground truth: HxWx3 .npy in the frame of Marigold. The angle of a vector to itself is up to
  // 0.03 degrees in float32, since the cosine next to 1 is coarse.
  @Test
  void scoresNormalsInTheFrameThatIsNamed() {
    Cli cli = score("--normals-convention", "opengl");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(cli.out()).contains("dsine-normals v1, alignment none: 3/3 samples");
    assertThat(value(cli, "mean")).isLessThan(0.05);
    assertThat(value(cli, "within_5")).isEqualTo(100);
    assertThat(cli.err()).doesNotContain("warning");
  }

  @Test
  void warnsOfAWrongFrameAndNamesTheRightOne() {
    Cli cli = score("--normals-convention", "dsine");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(value(cli, "mean")).isGreaterThan(5);
    assertThat(cli.err())
        .contains("warning: the predicted normals fit markedly better with x negated")
        .contains("read as dsine, try --normals-convention opengl");
  }

  @Test
  void wantsTheFrameToBeNamed() {
    Cli cli = score();
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("--normals-convention").contains("opengl, dsine, opencv");
  }

  @Test
  void refusesToAlignNormals() {
    Cli cli = score("--normals-convention", "opengl", "--alignment", "least-squares");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("least-squares is not legal for normals", "legal: none");
  }

  @Test
  void writesTheFilesOfEitherReferenceEvaluator() throws IOException {
    Path dsine = temporary.resolve("dsine");
    Cli cli = score("--normals-convention", "opengl", "--reference-files", dsine);
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    List<String> lines = Files.readAllLines(dsine.resolve("metrics.txt"));
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).isEqualTo("Metrics at iteration 3");
    assertThat(lines.get(3)).endsWith("100.000 100.000 100.000 100.000 100.000");

    Path marigold = temporary.resolve("marigold");
    Cli other =
        score(
            "--normals-convention",
            "opengl",
            "--protocol",
            "marigold-normals",
            "--reference-files",
            marigold);
    assertThat(other.exitCode()).as(other.err()).isEqualTo(0);
    assertThat(Files.readAllLines(marigold.resolve("per_sample_metrics.csv"))).hasSize(4);
    assertThat(marigold.resolve("eval_metrics.txt")).isNotEmptyFile();
  }

  @Test
  void evaluatesTheBaselinesUnderBothProtocols() throws IOException {
    Path suite = temporary.resolve("suite.yaml");
    Files.writeString(
        suite,
        """
        suite: normals
        protocols: [dsine-normals, marigold-normals]
        datasets: [rendered-nyuv2-normals-marigold]
        estimators:
          - {name: wall, type: constant-normals}
          - {name: room, type: vertical-normals}
          - {name: bend, type: bent-normals}
        """);
    Path run = temporary.resolve("run");
    Cli cli = Cli.run("evaluate", suite, "--data", data, "--out", run, "--partial", "--quiet");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(cli.out()).contains("dsine-normals v1").contains("marigold-normals v1");
    assertThat(Files.readString(run.resolve("leaderboard.md")))
        .contains("## dsine-normals v1", "## marigold-normals v1")
        .as("rendered scenes are not those that papers report")
        .doesNotContain("Published numbers");
    assertThat(Files.readAllLines(run.resolve("samples.jsonl"))).hasSize(2 * 3 * 3);
  }

  private static Cli score(Object... further) {
    Object[] arguments =
        Stream.concat(
                Stream.of(
                    "score",
                    "--dataset",
                    DATASET,
                    "--data",
                    data,
                    "--predictions",
                    predictions,
                    "--pattern",
                    "{stem}.npy",
                    "--partial",
                    "--quiet"),
                Stream.of(further))
            .toArray();
    return Cli.run(arguments);
  }

  private static double value(Cli cli, String metric) {
    return cli.out()
        .lines()
        .map(line -> line.strip().split(" +"))
        .filter(words -> words[0].equals(metric))
        .mapToDouble(words -> Double.parseDouble(words[1]))
        .findFirst()
        .orElseThrow();
  }

  private static void extract(Path archive) throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        String name = Path.of(entry.getName()).getFileName().toString();
        if (name.endsWith("_normal.npy")) {
          Path target = predictions.resolve(name.replace("_normal.npy", "_img.npy"));
          Files.write(target, zip.getInputStream(entry).readAllBytes());
        }
      }
    }
  }
}
