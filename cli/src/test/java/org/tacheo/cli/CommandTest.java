package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.eval.result.ResultJson;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The commands from end to end on two small rendered sets: what they print, write, and exit with.
 */
class CommandTest {
  private static final String SUITE =
      """
      suite: small
      protocols: [marigold-depth]
      datasets: [rendered-eth3d, rendered-scannet]
      estimators:
        - {name: constant, type: constant}
        - {name: ramp, type: vertical-ramp}
        - {name: luminance, type: luminance}
      """;

  @TempDir private static Path data = Path.of("");

  @TempDir private Path temporary = Path.of("");

  @BeforeAll
  static void render() {
    Cli cli =
        Cli.run(
            "datasets",
            "render",
            "eth3d",
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
  }

  @Test
  void evaluatesASuiteAndLeavesTheWholeRun() throws IOException {
    Cli cli = evaluate("run", "--quiet");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(cli.out()).contains("ramp").contains("AbsRel").contains("4/4");
    assertThat(files(temporary.resolve("run")))
        .containsOnlyKeys(
            "manifest.json",
            "journal.jsonl",
            "lock",
            "samples.jsonl",
            "results.json",
            "timing.json",
            "leaderboard.md",
            "results.csv");
    assertThat(Files.readAllLines(temporary.resolve("run/samples.jsonl"))).hasSize(3 * 2 * 4);
  }

  @ParameterizedTest
  @CsvSource({"1, de-DE, Asia/Tokyo", "2, tr-TR, America/Lima", "8, ar-EG, UTC"})
  void sameBytesWhateverThreadsLocaleAndTimeZone(int threads, String locale, String zone)
      throws IOException {
    Map<String, String> expected = run("first", "--threads", 2);
    Locale localeBefore = Locale.getDefault();
    TimeZone zoneBefore = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      assertThat(run("second", "--threads", threads)).isEqualTo(expected);
    } finally {
      Locale.setDefault(localeBefore);
      TimeZone.setDefault(zoneBefore);
    }
  }

  /**
   * The bytes of a run, sealed: they are the same on every machine, JDK and number of threads. A
   * change of the renderer or of the format changes them; a change of anything else must not.
   */
  @Test
  void writesTheseBytes() throws IOException {
    Map<String, String> files = run("run", "--quiet");
    Map<String, String> digests = new TreeMap<>();
    for (String name : List.of("samples.jsonl", "results.json", "manifest.json", "results.csv")) {
      digests.put(name, ResultJson.sha256(files.getOrDefault(name, "")));
    }
    assertThat(digests)
        .containsEntry(
            "samples.jsonl", "ca0669826db41217f01875de1111770b56366ac12221b2a9425476e37979307d")
        .containsEntry(
            "results.json", "b72fb75eecdc32b00c16b75ddf0a15cab9b9471e5d21abe61b1248548fa5c537")
        .containsEntry(
            "manifest.json", "b68c8f420946381cb0a65ac4ba49417f0a46497563621f12b874a7c62bd223b7")
        .containsEntry(
            "results.csv", "34c2c7c67a52d8799816d69841e3a9aa2d92cea5126857983b4c8e9c4acb84c8");
  }

  @Test
  void reportsAFinishedRunFromItsFilesAlone() throws IOException {
    Cli evaluated = evaluate("run", "--quiet");
    Path run = temporary.resolve("run");
    assertThat(Cli.run("report", run).out()).isEqualTo(evaluated.out());
    assertThat(Cli.run("report", run, "--format", "markdown").out())
        .isEqualTo(Files.readString(run.resolve("leaderboard.md")));
    assertThat(Cli.run("report", run, "--format", "csv").out())
        .isEqualTo(Files.readString(run.resolve("results.csv")));
    assertThat(Cli.run("report", run, "--format", "timing").out())
        .contains("Wall-clock time of one prediction", "luminance");
  }

  @Test
  void aFinishedRunStartedAgainDoesNothing() throws IOException {
    Cli first = evaluate("run", "--quiet");
    Map<String, String> before = files(temporary.resolve("run"));
    Cli again = evaluate("run", "--quiet");
    assertThat(again.exitCode()).as(again.err()).isEqualTo(0);
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(again.err()).contains("was finished before; nothing was written");
    assertThat(files(temporary.resolve("run"))).isEqualTo(before);
  }

  @Test
  void anInterruptedRunGoesOnAndSaysSo() throws IOException {
    evaluate("run", "--quiet");
    Map<String, String> before = files(temporary.resolve("run"));
    Path journal = temporary.resolve("run/journal.jsonl");
    String whole = Files.readString(journal);
    Files.writeString(journal, whole.substring(0, whole.length() / 2));
    Files.delete(temporary.resolve("run/results.json"));
    Files.delete(temporary.resolve("run/leaderboard.md"));
    Cli again = evaluate("run", "--quiet");
    assertThat(again.exitCode()).as(again.err()).isEqualTo(0);
    assertThat(again.err())
        .contains("cut or damaged after 11 units")
        .contains("11 units were finished before")
        .contains("wrote ");
    Map<String, String> after = files(temporary.resolve("run"));
    for (String name : List.of("timing.json", "journal.jsonl")) {
      before.remove(name);
      after.remove(name);
    }
    assertThat(after).isEqualTo(before);
  }

  @Test
  void anotherRunIsNeverWrittenOver() throws IOException {
    evaluate("run", "--quiet");
    Map<String, String> before = files(temporary.resolve("run"));
    Cli other = evaluate("run", "--quiet", "--limit", 2);
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err().lines())
        .singleElement()
        .asString()
        .contains("holds another run: dataset rendered-eth3d: samples: 4 -> 2");
    assertThat(files(temporary.resolve("run"))).isEqualTo(before);
  }

  @Test
  void verifiesARunAndSaysWhatWasChanged() throws IOException {
    evaluate("run", "--quiet");
    Path run = temporary.resolve("run");
    Cli sound = Cli.run("verify", run);
    assertThat(sound.exitCode()).as(sound.out()).isEqualTo(0);
    assertThat(sound.out())
        .contains("holds    journal has every unit, 24")
        .contains("holds    leaderboard.md has the bytes that the journal gives")
        .endsWith("verified" + System.lineSeparator())
        .doesNotContain("DIFFERS");
    Path board = run.resolve("leaderboard.md");
    Files.writeString(board, Files.readString(board).replaceFirst("[0-9]", "7"));
    Cli forged = Cli.run("verify", run);
    assertThat(forged.exitCode()).isEqualTo(3);
    assertThat(forged.out())
        .containsPattern("DIFFERS  leaderboard.md has the bytes .*: line [0-9]+ differs")
        .contains("NOT VERIFIED: 1 checks do not hold");
    assertThat(Cli.run("verify", temporary.resolve("nowhere")).exitCode()).isEqualTo(3);
  }

  @Test
  void explainsWhatSetsTwoRunsApart() throws IOException {
    evaluate("one", "--quiet");
    evaluate("two", "--quiet", "--limit", 2);
    Cli cli = Cli.run("explain", temporary.resolve("one"), temporary.resolve("two"));
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(cli.out().lines())
        .startsWith("dataset rendered-eth3d: samples: 4 -> 2")
        .anyMatch(line -> line.startsWith("dataset rendered-scannet: content: "))
        .anyMatch(
            line ->
                line.startsWith("marigold-depth, ramp, rendered-scannet: n 4 -> 2, abs_rel 0."));
    assertThat(Cli.run("explain", temporary.resolve("one"), temporary.resolve("one")).out().lines())
        .startsWith("nothing that can move a number differs: both are one run")
        .endsWith("did not move: 6 of 6 shared scores")
        .hasSize(2);
  }

  /** The same samples in a tar, in a folder and beside another file are one and the same run. */
  @Test
  void knowsDataByItsContent() throws IOException {
    evaluate("tar", "--quiet");
    Path unpacked = temporary.resolve("unpacked");
    for (String set :
        List.of("rendered-eth3d/eth3d", "rendered-scannet/scannet_val_sampled_800_1")) {
      Path folder = unpacked.resolve(set);
      Files.createDirectories(folder);
      unpack(data.resolve(set + ".tar"), folder);
      Files.copy(data.resolve(set).resolveSibling("split.txt"), folder.resolveSibling("split.txt"));
      Files.writeString(folder.resolve("README"), "not a sample");
    }
    Path suite = Files.writeString(temporary.resolve("suite.yaml"), SUITE);
    Path run = temporary.resolve("tar");
    Cli again =
        Cli.run("evaluate", suite, "--data", unpacked, "--out", run, "--quiet", "--no-cache");
    assertThat(again.exitCode()).as(again.err()).isEqualTo(0);
    assertThat(again.err()).contains("was finished before; nothing was written");
    Path changed;
    try (Stream<Path> tree = Files.walk(unpacked.resolve("rendered-scannet"))) {
      changed = tree.filter(file -> file.toString().endsWith(".png")).findFirst().orElseThrow();
    }
    byte[] png = Files.readAllBytes(changed);
    png[png.length - 1] ^= 1;
    Files.write(changed, png);
    Cli other =
        Cli.run("evaluate", suite, "--data", unpacked, "--out", run, "--quiet", "--no-cache");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("holds another run: dataset rendered-scannet: content: ");
  }

  /**
   * Predictions are known by what the files hold, not by where they lie or what they are called.
   */
  @Test
  void knowsPredictionsByTheirContent() throws IOException {
    Path predictions = predictions();
    Path run = temporary.resolve("scored");
    assertThat(score(predictions, "--out", run).exitCode()).isEqualTo(0);
    Path moved = Files.move(predictions, temporary.resolve("elsewhere"));
    assertThat(score(moved, "--out", run).err()).contains("nothing was written");
    Path first = moved.resolve(reference(0));
    byte[] npy = Files.readAllBytes(first);
    npy[npy.length - 1] ^= 1;
    Files.write(first, npy);
    Cli other = score(moved, "--out", run);
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("holds another run: estimator predictions: files: ");
    Files.delete(first);
    assertThat(score(moved, "--out", run).err()).contains("estimator predictions: files: ");
  }

  private static void unpack(Path tar, Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(tar);
    for (int at = 0; at + 512 <= bytes.length && bytes[at] != 0; ) {
      String name = new String(bytes, at, 100, StandardCharsets.US_ASCII).split("\0", 2)[0];
      int size = Integer.parseInt(new String(bytes, at + 124, 11, StandardCharsets.US_ASCII), 8);
      if (bytes[at + 156] == '0') {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), Arrays.copyOfRange(bytes, at + 512, at + 512 + size));
      }
      at += 512 + (size + 511) / 512 * 512;
    }
  }

  @Test
  void aMissingPredictionFailsItsSampleAndTheExitCodeSaysSo() throws IOException {
    Path predictions = predictions();
    Path first = predictions.resolve(reference(0));
    Files.delete(first);
    Cli cli = score(predictions, "--format", "csv");
    assertThat(cli.exitCode()).isEqualTo(4);
    assertThat(cli.err().lines())
        .singleElement()
        .asString()
        .startsWith("tacheo: 1 of 4 samples failed; the first: predictions, rendered-scannet/scene")
        .contains("no such file");
    assertThat(
            cli.out()
                .lines()
                .filter(
                    line ->
                        line.contains("no such file")
                            || line.contains(first.getFileName().toString())))
        .hasSize(1);
    Cli text = score(predictions);
    assertThat(text.out())
        .contains("3/4 samples")
        .contains("INCOMPLETE: failed samples: 1")
        .contains("failed scene");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'|O'", "'<f4'X", "'<i4'", "'<c8'"})
  void aPredictionThatIsNoRasterFailsItsSample(String descr) throws IOException {
    Path predictions = predictions();
    Files.write(
        predictions.resolve(reference(0)),
        npy("{'descr': " + descr + ", 'fortran_order': False, 'shape': (48, 64), }", 48 * 64 * 4));
    Cli cli = score(predictions);
    assertThat(cli.exitCode()).isEqualTo(4);
    assertThat(cli.out()).contains("failed scene");
  }

  @Test
  void scoreUnderAllProtocolsPrintsOneTable() throws IOException {
    Cli cli = score(predictions(), "--protocol", "all");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(cli.out().lines())
        .anyMatch(
            line -> line.matches("marigold-depth v1 +least-squares +4/4 +abs_rel +0\\.\\d{6}.*"))
        .anyMatch(line -> line.matches("moge v1 +per-category +4/4 +depth_affine_invariant_rel .*"))
        .noneMatch(line -> line.startsWith("midas-disparity"))
        .noneMatch(line -> line.startsWith("kitti-devkit"));
  }

  @Test
  void scoreCanWriteItsRun() throws IOException {
    Cli cli = score(predictions(), "--out", temporary.resolve("scored"));
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(files(temporary.resolve("scored"))).containsKeys("results.json", "leaderboard.md");
  }

  @Test
  void scoreFindsFilesByPattern() throws IOException {
    Path predictions = predictions();
    Path flat = Files.createDirectory(temporary.resolve("flat"));
    try (Stream<Path> tree = Files.walk(predictions)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        String scene = file.getName(predictions.getNameCount()).toString();
        Path target =
            flat.resolve(scene).resolve(file.getFileName().toString().replace("pred_", ""));
        Files.createDirectories(flat.resolve(scene));
        Files.copy(file, target);
      }
    }
    Cli byPattern = score(flat, "--pattern", "{dir}/../{stem}.npy", "--format", "json");
    assertThat(byPattern.exitCode()).as(byPattern.err()).isEqualTo(0);
    assertThat(byPattern.out()).isEqualTo(score(predictions, "--format", "json").out());
  }

  @Test
  void refusesAPatternThatGivesTwoSamplesOnePrediction() throws IOException {
    Cli cli = score(predictions(), "--pattern", "{stem}.npy");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err().lines()).singleElement().asString().contains("would serve two samples");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void aLimitIsNotComparable() throws IOException {
    Cli cli = evaluate("run", "--quiet", "--limit", 2);
    assertThat(cli.exitCode()).isEqualTo(0);
    assertThat(cli.out()).contains("NOT COMPARABLE").contains("2/4");
  }

  @Test
  void listsDescribesAndVerifiesDatasets() {
    assertThat(Cli.run("datasets", "list", "--data", data).out())
        .contains("nyuv2 ")
        .containsPattern("rendered-scannet +present")
        .containsPattern("kitti +absent");
    assertThat(Cli.run("datasets", "describe", "scannet").out())
        .contains("scannet_val_sampled_800_1.tar")
        .contains("terms:")
        .contains("access:");
    Cli sound = Cli.run("datasets", "verify", "rendered-scannet", "--data", data);
    assertThat(sound.exitCode()).as(sound.out()).isEqualTo(0);
    assertThat(sound.out()).contains("samples: 4 of 4").endsWith("sound" + System.lineSeparator());
  }

  @Test
  void rendersAndVerifiesNormals() {
    String out = temporary.toString();
    Cli rendered =
        Cli.run(
            "datasets",
            "render",
            "ibims-normals",
            "nyuv2-normals-marigold",
            "--out",
            out,
            "--count",
            "2",
            "--seed",
            "5",
            "--size",
            "48x64",
            "--quiet");
    assertThat(rendered.exitCode()).as(rendered.err()).isEqualTo(0);
    Cli dsine = Cli.run("datasets", "verify", "rendered-ibims-normals", "--data", out);
    assertThat(dsine.exitCode()).as(dsine.out()).isEqualTo(0);
    assertThat(dsine.out())
        .contains("samples: 2 of 2")
        .contains("mean length of the normals: 1.0000")
        .contains("normals that point away from the camera: 0.00 %")
        .doesNotContain("median depth");
    Cli marigold = Cli.run("datasets", "verify", "rendered-nyuv2-normals-marigold", "--data", out);
    assertThat(marigold.exitCode()).as(marigold.out()).isEqualTo(0);
    assertThat(marigold.out())
        .contains("mean length of the normals: 1.0000")
        .doesNotContain("point away");
    assertThat(Cli.run("datasets", "describe", "sintel-normals").out())
        .contains("DIR/dsine_eval.zip")
        .contains("Google Drive");
  }

  @Test
  void verifyNamesWhatIsWrong() throws IOException {
    Path broken = temporary.resolve("broken/rendered-scannet");
    Files.createDirectories(broken);
    byte[] tar = Files.readAllBytes(data.resolve("rendered-scannet/scannet_val_sampled_800_1.tar"));
    int png = new String(tar, StandardCharsets.ISO_8859_1).indexOf("IDAT");
    tar[png + 40] ^= 1;
    Files.write(broken.resolve("scannet_val_sampled_800_1.tar"), tar);
    Files.copy(data.resolve("rendered-scannet/split.txt"), broken.resolve("split.txt"));
    Cli cli =
        Cli.run("datasets", "verify", "rendered-scannet", "--data", temporary.resolve("broken"));
    assertThat(cli.exitCode()).isEqualTo(3);
    assertThat(cli.out()).contains("problem: ").contains("CRC").contains("NOT SOUND: 1 problem");
  }

  @Test
  void corruptGroundTruthEndsTheRunWithoutLeavingAnything() throws IOException {
    Path broken = temporary.resolve("broken/rendered-eth3d");
    Files.createDirectories(broken);
    byte[] tar = Files.readAllBytes(data.resolve("rendered-eth3d/eth3d.tar"));
    Files.write(broken.resolve("eth3d.tar"), Arrays.copyOf(tar, tar.length / 2));
    Files.copy(data.resolve("rendered-eth3d/split.txt"), broken.resolve("split.txt"));
    Path suite =
        Files.writeString(temporary.resolve("suite.yaml"), SUITE.replace(", rendered-scannet", ""));
    Cli cli =
        Cli.run(
            "evaluate",
            suite,
            "--data",
            temporary.resolve("broken"),
            "--out",
            temporary.resolve("run"),
            "--quiet");
    assertThat(cli.exitCode()).isEqualTo(3);
    assertThat(cli.err().strip().lines()).hasSize(1);
    assertThat(temporary.resolve("run")).doesNotExist();
    try (Stream<Path> children = Files.list(temporary)) {
      assertThat(children.map(child -> child.getFileName().toString()))
          .containsExactlyInAnyOrder("broken", "suite.yaml");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, score --dataset nyuv3 --data . --predictions ., unknown dataset",
    "2, score --dataset nyuv2 --data ., Missing required option",
    "2, score --dataset nyuv2 --data . --predictions . --alignment lsq, unknown alignment",
    "2, score --dataset nyuv2 --data . --predictions . --protocol lsq, unknown protocol",
    "2, score --dataset nyuv2 --data . --predictions . --kind metric-depth --protocol midas-disparity --alignment median, legal: least-squares-disparity",
    "2, score --dataset nyuv2 --data . --predictions . --protocol midas-disparity --kind affine-invariant-depth, does not take affine-invariant-depth",
    "2, score --dataset nyuv2 --data . --predictions . --protocol eigen-metric, expected --kind",
    "2, score --dataset nyuv2 --data . --predictions . --kind affine-invariant-disparity --alignment none, legal: least-squares-disparity",
    "2, score --dataset nyuv2 --data . --predictions . --protocol all --format json, prints text only",
    "2, score --dataset nyuv2 --data . --predictions . --protocol all --reference-files out, expected one of the protocols marigold-depth",
    "2, score --dataset nyuv2 --data . --predictions . --alignment median --reference-files out, has no alignment median",
    "2, score --dataset nyuv2 --data . --predictions . --threads 0, --threads",
    "2, score --dataset nyuv2 --data . --predictions . --pattern {stam}.npy, unknown placeholder",
    "3, score --dataset nyuv2 --data /nonexistent --predictions ., nyu_labeled_extracted.tar",
    "3, score --dataset nyuv2 --data . --predictions /nonexistent, not a folder",
    "2, evaluate /nonexistent.yaml --data ., cannot be read as a suite",
    "2, datasets render nyuv9 --out . --count 1 --seed 1, nyuv9",
    "2, datasets render scannet nyuv9 --out . --count 1 --seed 1, nyuv9",
    "2, datasets render nyuv2 --out . --count 0 --seed 1, count",
    "2, datasets render nyuv2 --out . --count 1 --seed 1 --size 12by13, --size",
    "2, datasets render nyuv2 --out . --count 1 --seed 1 --size 99999x99999, --size",
    "2, score --dataset nyuv2 --data . --predictions . --limit 99999999999, --limit",
    "2, score --dataset nyuv2 --data . --predictions . --out run --reference-files ./run, both name",
    "2, scoer, scoer",
    "2, evaluate / --data ., cannot be read as a suite",
    "2, datasets describe ny\u001b[31muv2, ny[U+001B][31muv2",
    "2, datasets render kitti --out . --count 1 --seed 1 --size 96x128, too small for the protocol's crop",
    "2, datasets render nyuv2 --out . --count 1 --seed 1 --size 60x80, too small for the protocol's crop",
    "2, datasets describe nowhere, unknown dataset",
    "2, '', a command is missing",
    "2, evaluate suite.yaml --data . --out=, 'option ''--out'': expected a path, got an empty one'",
    "2, 'report ', 'parameter at index 0 (RUN): expected a path, got an empty one'",
    "2, 'models describe ', expected a repository or a path",
    "2, nonsense, nonsense",
    "3, report /nonexistent, no readable manifest.json",
  })
  void badInputGetsOneClearLineAndTheRightExitCode(int exitCode, String line, String message) {
    Cli cli = Cli.run((Object[]) (line.isEmpty() ? new String[0] : line.split(" ", -1)));
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(exitCode);
    assertThat(cli.err().lines()).hasSize(1);
    assertThat(cli.err()).startsWith("tacheo: ").containsIgnoringCase(message);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void noOptionOfAnyCommandTakesAnEmptyPath() {
    List<CommandLine> commands = new ArrayList<>(List.of(Main.commandLine()));
    List<String> tried = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      CommandLine command = commands.get(i);
      commands.addAll(command.getSubcommands().values());
      for (OptionSpec option : command.getCommandSpec().options()) {
        if (option.type() == Path.class) {
          String name = option.longestName();
          assertThatThrownBy(() -> command.parseArgs(name, ""))
              .as("%s %s", command.getCommandName(), name)
              .hasMessageContaining("'" + name + "'")
              .hasMessageContaining("expected a path, got an empty one");
          tried.add(name);
        }
      }
    }
    assertThat(tried).contains("--out", "--data", "--models", "--predictions", "--images");
  }

  @Test
  void aFileTooLongToBeASuiteIsNotRead() throws IOException {
    Path suite = Files.write(temporary.resolve("long.yaml"), new byte[1 << 21]);
    Cli cli = Cli.run("evaluate", suite, "--data", data);
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err().lines()).singleElement().asString().contains("more than 1048576 bytes");
  }

  @Test
  void printsUtf8WhateverTheTerminalSays() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try {
      System.setOut(new PrintStream(bytes, true, StandardCharsets.US_ASCII));
      PrintWriter out = Main.commandLine().getOut();
      out.print("δ1 ↑");
      out.flush();
    } finally {
      System.setOut(before);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("δ1 ↑");
  }

  @Test
  void aHeapThatIsTooSmallGetsOneLine() {
    @CommandLine.Command
    final class Hungry implements Callable<Integer> {
      @Override
      public Integer call() {
        throw new OutOfMemoryError("Java heap space");
      }
    }
    @CommandLine.Command
    final class Lost implements Callable<Integer> {
      @Override
      public Integer call() {
        throw new IllegalStateException("a thread failed", new OutOfMemoryError());
      }
    }
    for (Object command : new Object[] {new Hungry(), new Lost()}) {
      StringWriter err = new StringWriter();
      CommandLine commandLine = Main.configured(new CommandLine(command));
      commandLine.setErr(new PrintWriter(err));
      assertThat(commandLine.execute()).isEqualTo(1);
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .matches("tacheo: out of memory with a heap of [0-9]+ MiB; give more with .*");
    }
  }

  @Test
  void helpListsTheExitCodes() {
    assertThat(Cli.run("--help").out()).contains("Exit codes:").contains("samples failed");
    assertThat(Cli.run("score", "--help").out()).contains("--predictions");
    assertThat(Cli.run("--version").out()).contains("tacheo ").contains("JVM");
  }

  private Map<String, String> run(String name, Object... options) throws IOException {
    assertThat(evaluate(name, options).exitCode()).isEqualTo(0);
    Map<String, String> files = files(temporary.resolve(name));
    files.remove("timing.json");
    files.remove("journal.jsonl");
    return files;
  }

  private Cli evaluate(String name, Object... options) throws IOException {
    Path suite = Files.writeString(temporary.resolve("suite.yaml"), SUITE);
    return Cli.run(
        Stream.concat(
                Stream.of("evaluate", suite, "--data", data, "--out", temporary.resolve(name)),
                Stream.of(options))
            .toArray());
  }

  private Cli score(Path predictions, Object... options) {
    return Cli.run(
        Stream.concat(
                Stream.of(
                    "score",
                    "--dataset",
                    "rendered-scannet",
                    "--data",
                    data,
                    "--predictions",
                    predictions,
                    "--quiet"),
                Stream.of(options))
            .toArray());
  }

  /** A prediction for each sample of the ScanNet-like set, under the reference naming rules. */
  private Path predictions() throws IOException {
    Path folder = temporary.resolve("predictions");
    for (int k = 0; k < 4; k++) {
      Path file = folder.resolve(reference(k));
      Files.createDirectories(folder.resolve(reference(k)).resolveSibling("."));
      byte[] npy =
          npy("{'descr': '<f4', 'fortran_order': False, 'shape': (48, 64), }", 48 * 64 * 4);
      ByteBuffer values = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < 48 * 64; i++) {
        values.putFloat(128 + 4 * i, (i * 37 % 101) / 101f + k);
      }
      Files.write(file, npy);
    }
    return folder;
  }

  private static String reference(int k) throws IOException {
    String rgb =
        Files.readAllLines(data.resolve("rendered-scannet/split.txt")).get(k).split(" ", -1)[0];
    int slash = rgb.lastIndexOf('/');
    return rgb.substring(0, slash + 1) + "pred_" + rgb.substring(slash + 1).replace(".jpg", ".npy");
  }

  private static byte[] npy(String header, int bytes) {
    byte[] npy = new byte[128 + bytes];
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0};
    System.arraycopy(magic, 0, npy, 0, magic.length);
    String padded = header + " ".repeat(117 - header.length()) + "\n";
    System.arraycopy(
        padded.getBytes(StandardCharsets.US_ASCII), 0, npy, magic.length, padded.length());
    return npy;
  }

  private static Map<String, String> files(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.collect(
          Collectors.toMap(
              child -> child.getFileName().toString(),
              CommandTest::text,
              (a, b) -> a,
              TreeMap::new));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
