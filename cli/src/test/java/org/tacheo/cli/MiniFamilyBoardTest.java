package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.eval.journal.RunFolder;
import org.tacheo.eval.result.Score;

/**
 * Every row of the embedded suites on one scene of each layout: a change of any number is seen.
 * {@code -Dgolden.update=true} writes the numbers again.
 */
class MiniFamilyBoardTest {
  private static final Path ROOT =
      Path.of(System.getProperty("tacheo.root", "..")).toAbsolutePath().normalize();

  /**
   * Relative: two threads in place of one within the networks move 4e-7, another processor more.
   */
  private static final double ROUNDING = 5e-5;

  /** Shares from 0 to 1: three of the 30,000 pixels of a sparse frame that cross a threshold. */
  private static final double CROSSING = 1e-4;

  /** Shares in percent: six of 307,200 pixels. */
  private static final double CROSSING_PERCENT = 2e-3;

  @TempDir private Path temporary = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"mini-depth", "mini-normals"})
  void theScoresAreThoseOfTheLastChange(String suite) throws IOException {
    Path run = evaluate(suite(suite), 1, 2);
    Map<String, Double> scores = scores(run);
    Path golden =
        ROOT.resolve("cli/src/test/resources/org/tacheo/cli").resolve(suite + "-scores.txt");
    if (Boolean.getBoolean("golden.update")) {
      List<String> lines =
          scores.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
      Files.write(golden, lines);
    }
    Map<String, Double> expected = read(golden);
    assertThat(scores).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (name, value) ->
            assertThat(scores)
                .hasEntrySatisfying(
                    name,
                    score -> assertThat(score).isCloseTo(value, within(tolerance(name, value)))));
  }

  /** Of several images, since the first of a dataset is worked on alone; in fewer steps. */
  @Test
  void theThreadsMoveNoByte() throws IOException {
    String quick = suite("mini-normals").replaceAll("steps: (10|50)\n", "steps: 2\n");
    String one = Files.readString(evaluate(quick, 3, 1).resolve("results.json"));
    assertThat(evaluate(quick, 3, 3).resolve("results.json")).hasContent(one);
  }

  private Path evaluate(String suite, int scenes, int threads) throws IOException {
    Path data = temporary.resolve("data" + threads);
    Object[] layouts =
        suite.contains("task: normals")
            ? new Object[] {"nyuv2-normals", "scannet-normals"}
            : new Object[] {"nyuv2", "kitti", "eth3d", "scannet"};
    Object[] render = {"datasets", "render", "--out", data, "--count", scenes};
    run(render, layouts, "--shots", 1, "--seed", 1);
    Path file = Files.writeString(temporary.resolve("suite.yaml"), suite);
    Path out = temporary.resolve("run" + threads);
    Object[] evaluate = {"evaluate", file, "--data", data, "--models", ROOT.resolve("checkpoints")};
    Object[] threading = {"--threads", threads, "--network-threads", 1, "--device", "cpu"};
    run(evaluate, threading, "--out", out);
    return out;
  }

  private static void run(Object[] some, Object[] more, Object... last) {
    Stream<Object> all = Stream.of(some, more, last, new Object[] {"--quiet"}).flatMap(Stream::of);
    Cli cli = Cli.run(all.toArray());
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
  }

  private static double tolerance(String name, double value) {
    double crossing = name.contains(" within_") ? CROSSING_PERCENT : CROSSING;
    return crossing + ROUNDING * Math.abs(value);
  }

  /** The suite as it is, but for a path that starts where the command runs. */
  private static String suite(String name) throws IOException {
    String text = Files.readString(ROOT.resolve("suites/" + name + ".yaml"));
    String checkpoints = ROOT.resolve("checkpoints").toString().replace('\\', '/');
    return text.replace("file: checkpoints/", "file: " + checkpoints + "/");
  }

  private static Map<String, Double> scores(Path run) {
    Map<String, Double> scores = new TreeMap<>();
    for (Score score : RunFolder.results(run).scores()) {
      score
          .metrics()
          .forEach(
              (metric, value) ->
                  scores.put(score.estimator() + " " + score.dataset() + " " + metric, value));
    }
    return scores;
  }

  private static Map<String, Double> read(Path file) throws IOException {
    Map<String, Double> numbers = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      int space = line.lastIndexOf(' ');
      numbers.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
    }
    return numbers;
  }
}
