package org.tacheo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tacheo.eval.result.ResultJson;

/**
 * A rendered run, the bytes it ends with when nothing disturbs it, and the means to disturb it: as
 * a process of its own that can be killed, and in this process to let it go on.
 */
final class CrashScene {
  private static final String SUITE =
      """
      suite: crash
      protocols: [marigold-depth, dsine-normals]
      datasets: [rendered-eth3d, rendered-scannet, rendered-nyuv2-normals]
      estimators:
        - {name: constant, type: constant}
        - {name: ramp, type: vertical-ramp}
        - {name: luminance, type: luminance}
        - {name: wall, type: constant-normals}
      """;

  /** What must be the same bytes, whatever happens. */
  private static final List<String> SEALED =
      List.of("manifest.json", "samples.jsonl", "results.json", "leaderboard.md", "results.csv");

  private final Path data;
  private final Path suite;
  private final Path runs;
  private final int units;
  private final Map<String, String> expected;
  private final long undisturbedMillis;

  private CrashScene(Path work, int samples) throws IOException, InterruptedException {
    this.data = Files.createDirectories(work.resolve("data"));
    this.runs = Files.createDirectories(work.resolve("runs"));
    this.suite = Files.writeString(work.resolve("suite.yaml"), SUITE);
    this.units = (2 * 3 + 1) * samples;
    for (String layout : new String[] {"eth3d", "scannet", "nyuv2-normals"}) {
      Cli cli =
          Cli.run(
              "datasets",
              "render",
              layout,
              "--out",
              data,
              "--count",
              samples,
              "--seed",
              5,
              "--size",
              "48x64",
              "--quiet");
      assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    }
    Path undisturbed = runs.resolve("undisturbed");
    long start = System.nanoTime();
    assertThat(start(undisturbed, 2, List.of()).waitFor()).isEqualTo(0);
    this.undisturbedMillis = (System.nanoTime() - start) / 1_000_000;
    this.expected = digests(undisturbed);
    assertThat(expected).containsOnlyKeys(SEALED);
    assertThat(records(undisturbed)).isEqualTo(units);
  }

  /**
   * Renders two sets of depth and one of normals, of so many samples each, and evaluates three
   * estimators of depth and one of normals on them.
   */
  static CrashScene render(Path work, int samples) throws IOException, InterruptedException {
    return new CrashScene(work, samples);
  }

  /** Units of the run. */
  int units() {
    return units;
  }

  /** How long the process took to which nothing happened. */
  long undisturbedMillis() {
    return undisturbedMillis;
  }

  /** A folder that is not there yet. */
  Path folder(String name) {
    return runs.resolve(name);
  }

  /** The folder of the run to which nothing happened. */
  Path undisturbed() {
    return runs.resolve("undisturbed");
  }

  /** Starts the run as a process of its own. */
  Process start(Path folder, int threads, List<String> jvm) throws IOException {
    return new ProcessBuilder(command(folder, threads, jvm))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The command that does the run. */
  List<String> command(Path folder, int threads, List<String> jvm) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("evaluate", suite.toString(), "--data", data.toString(), "--quiet"));
    command.addAll(List.of("--out", folder.toString(), "--threads", String.valueOf(threads)));
    return command;
  }

  /** Starts the run, and kills it (SIGKILL where the platform has it) after this long. */
  void killAfter(Path folder, int threads, long millis) throws IOException, InterruptedException {
    Process process = start(folder, threads, List.of());
    if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
    process.waitFor();
  }

  /**
   * Starts the run, and kills it as soon as its journal has more than so many bytes.
   *
   * @return whether the run ended by itself before
   */
  boolean killBeyond(Path folder, int threads, long bytes)
      throws IOException, InterruptedException {
    Process process = start(folder, threads, List.of());
    Path journal = folder.resolve("journal.jsonl");
    while (process.isAlive() && (!Files.exists(journal) || Files.size(journal) <= bytes)) {
      Thread.onSpinWait();
    }
    boolean ended = !process.isAlive();
    process.destroyForcibly();
    process.waitFor();
    return ended;
  }

  /** Lets the run go on in this process. */
  Cli goOn(Path folder, int threads) {
    return Cli.run(
        "evaluate", suite, "--data", data, "--quiet", "--out", folder, "--threads", threads);
  }

  /** Why the run did not end as it should have; empty if it did. */
  String difference(Path folder, Cli cli) throws IOException {
    if (cli.exitCode() != 0) {
      return "exit code " + cli.exitCode() + ": " + cli.err();
    }
    Map<String, String> found = digests(folder);
    return found.equals(expected) ? "" : "digests " + found + ", expected " + expected;
  }

  /** Whether every file that is there under its final name is whole. */
  boolean nothingCut(Path folder) throws IOException {
    return expected.entrySet().containsAll(digests(folder).entrySet());
  }

  /** Whether all sealed files are there, with the bytes of the undisturbed run. */
  boolean whole(Path folder) throws IOException {
    return expected.equals(digests(folder));
  }

  /** Gives a folder the error files of the undisturbed run. */
  void copyErrors(Path folder) throws IOException {
    Path errors = Files.createDirectories(folder.resolve("errors"));
    try (Stream<Path> files = Files.list(undisturbed().resolve("errors"))) {
      for (Path file : files.toList()) {
        Files.copy(file, errors.resolve(String.valueOf(file.getFileName())));
      }
    }
  }

  /** SHA-256 of what is there of the sealed files. */
  private static Map<String, String> digests(Path folder) throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String name : SEALED) {
      if (Files.exists(folder.resolve(name))) {
        digests.put(name, ResultJson.sha256(Files.readAllBytes(folder.resolve(name))));
      }
    }
    return digests;
  }

  /** Records in a journal, whole or cut. */
  static int records(Path folder) throws IOException {
    Path journal = folder.resolve("journal.jsonl");
    return Files.exists(journal)
        ? Math.max(0, new String(Files.readAllBytes(journal), UTF_8).split("\n", -1).length - 2)
        : 0;
  }

  /** Removes a folder. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
