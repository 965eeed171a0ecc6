package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.eval.journal.RunFolder;
import org.tacheo.eval.result.Score;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The comparison of a real run of baselines on small rendered sets, and all that can be wrong. */
class CompareCommandTest {
  private static final String SUITE =
      """
      suite: small
      protocols: [marigold-depth, dsine-normals, marigold-normals]
      datasets: [rendered-scannet, rendered-nyuv2-normals]
      estimators:
        - {name: constant, type: constant}
        - {name: ramp, type: vertical-ramp}
        - {name: luminance, type: luminance}
        - {name: wall, type: constant-normals}
        - {name: bend, type: bent-normals}
      """;

  private static final String ALONE =
      """
      suite: alone
      protocols: [marigold-depth]
      datasets: [rendered-scannet]
      estimators:
        - {name: constant, type: constant}
      """;

  @TempDir private static Path folder = Path.of("");

  @TempDir private Path temporary = Path.of("");

  @BeforeAll
  static void evaluate() throws IOException {
    Object[] render = {
      "datasets",
      "render",
      "scannet",
      "nyuv2-normals",
      "--out",
      folder,
      "--count",
      9,
      "--seed",
      3,
      "--size",
      "48x64",
      "--quiet"
    };
    assertThat(Cli.run(render).exitCode()).isZero();
    evaluate(SUITE, "run");
    evaluate(ALONE, "alone");
  }

  private static void evaluate(String suite, String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), suite);
    Cli cli = Cli.run("evaluate", file, "--data", folder, "--out", folder.resolve(name), "--quiet");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }

  @Test
  void comparesEveryBaselineWithTheBest() {
    Cli cli = compare();
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out().lines())
        .contains("marigold-depth v1: AbsRel ↓", "marigold-normals v1: mean° ↓")
        .contains(
            "dsine-normals v1: mean° ↓, mean over images (the leaderboard pools their pixels)")
        .filteredOn(line -> line.startsWith("Rendered "))
        .hasSize(4);
    assertThat(compare("--format", "markdown").out()).contains("| Rendered ScanNet | 9/9 |");
  }

  /** To the last bit, but for the protocol that pools pixels. */
  @Test
  void theMeansAreThoseOfTheLeaderboard() {
    List<JsonNode> entries =
        entries(compare("--metric", "abs_rel,delta1,mean", "--format", "json"));
    assertThat(entries).hasSize(6);
    for (JsonNode entry : entries) {
      double board = score(entry).metrics().getOrDefault(text(entry, "metric"), Double.NaN);
      double mean = entry.required("mean_a").doubleValue();
      if (text(entry, "protocol").equals("dsine-normals")) {
        assertThat(text(entry, "leaderboard")).isEqualTo("pools_pixels");
        assertThat(mean).isNotEqualTo(board);
      } else {
        assertThat(text(entry, "leaderboard")).isEqualTo("averages_images");
        assertThat(mean).isEqualTo(board);
      }
    }
  }

  @Test
  void countsTheScenesThatTheRunRecorded() {
    List<JsonNode> entries =
        entries(compare("--pair", "ramp:constant", "--pair", "wall:bend", "--format", "json"));
    assertThat(entries).extracting(entry -> text(entry, "drawn")).containsOnly("scenes", "images");
    assertThat(entries.get(0).required("scenes").intValue()).isBetween(2, 8);
    assertThat(entries.get(1).required("scenes").intValue()).isEqualTo(9);
  }

  @Test
  void sameBytesInAnyLocaleAndOthersWithAnotherSeed() {
    String expected = compare("--format", "json").out();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(compare("--format", "json").out()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
    assertThat(compare("--format", "json", "--seed", 2).out()).isNotEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "--pair, ramp:nobody, 'no estimator \"nobody\"; there are constant, ramp, luminance, wall, bend'",
    "--pair, ramp, 'expected A:B, two estimators of this run'",
    "--pair, ramp:ramp, compares an estimator with itself",
    "--pair, ramp:wall, no dataset and metric of those asked for",
    "--metric, absrel, 'no metric \"absrel\"; there are abs_rel, '",
    "--dataset, nyuv2, 'no dataset \"nyuv2\"; there are rendered-scannet, rendered-nyuv2-normals'",
    "--resamples, 10, ask for more resamples",
    "--confidence, 100, expected percent from 50 to below 100",
    "--seed, one, '--seed'"
  })
  void refusesWhatCannotBeMeant(String option, String value, String problem) {
    Cli cli = compare(option, value);
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err().lines()).singleElement().asString().contains(problem);
  }

  @Test
  void refusesARunOfOneEstimator() {
    Cli cli = Cli.run("compare", folder.resolve("alone"));
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("this run has one estimator, constant; a comparison needs two");
  }

  @Test
  void refusesARunThatIsNotFinished() throws IOException {
    Path run = copy("manifest.json", "samples.jsonl");
    assertData(run, "no readable results.json; give the folder of a finished run");
    assertData(temporary.resolve("nowhere"), "no readable manifest.json");
    assertData(copy("manifest.json", "results.json"), "no readable samples.jsonl");
  }

  @Test
  void refusesDamagedSamples() throws IOException {
    Path run = copy("manifest.json", "results.json", "samples.jsonl");
    Path samples = run.resolve("samples.jsonl");
    String whole = Files.readString(samples);
    Files.writeString(samples, whole.substring(0, whole.length() - 20));
    assertData(run, "samples.jsonl line 63: not a result file of this version");
    Files.writeString(samples, whole.substring(0, whole.lastIndexOf('{', whole.length() - 400)));
    assertData(run, "samples.jsonl");
    Files.writeString(samples, whole.substring(whole.indexOf('\n') + 1));
    assertData(run, "8 scored and 0 failed, but results.json says 9 and 0");
    Files.writeString(samples, whole.replaceFirst("\"abs_rel\":0\\.", "\"abs_rel\":1."));
    assertData(run, "the mean over the rows is not the score in results.json");
    Files.writeString(samples, whole.replaceFirst("\"abs_rel\":[0-9.]+", "\"abs_rel\":\"x\""));
    assertData(run, "samples.jsonl line 1: not a result file of this version");
  }

  private static void assertData(Path run, String problem) {
    Cli cli = Cli.run("compare", run);
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(3);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err().lines()).singleElement().asString().contains(problem);
  }

  private Path copy(String... names) throws IOException {
    Path run = Files.createTempDirectory(temporary, "run");
    for (String name : names) {
      Files.copy(folder.resolve("run").resolve(name), run.resolve(name));
    }
    return run;
  }

  private static Cli compare(Object... options) {
    List<Object> arguments = new ArrayList<>(List.of("compare", folder.resolve("run")));
    arguments.addAll(List.of(options));
    return Cli.run(arguments.toArray());
  }

  private static List<JsonNode> entries(Cli cli) {
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    List<JsonNode> entries = new ArrayList<>();
    JsonMapper.shared().readTree(cli.out()).required("comparisons").forEach(entries::add);
    return entries;
  }

  private static Score score(JsonNode entry) {
    return RunFolder.results(folder.resolve("run")).scores().stream()
        .filter(score -> score.estimator().equals(text(entry, "a")))
        .filter(score -> score.dataset().equals(text(entry, "dataset")))
        .filter(score -> score.protocol().equals(text(entry, "protocol")))
        .findFirst()
        .orElseThrow();
  }

  private static String text(JsonNode entry, String name) {
    return entry.required(name).stringValue();
  }
}
