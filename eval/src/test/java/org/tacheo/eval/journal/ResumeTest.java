package org.tacheo.eval.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.FloatMap;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SpecException;
import org.tacheo.core.TacheoException;
import org.tacheo.core.View;
import org.tacheo.eval.protocol.Protocols;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ResultJson;
import org.tacheo.eval.result.Unit;
import org.tacheo.eval.result.UnitJson;
import org.tacheo.eval.run.Evaluation;
import org.tacheo.eval.run.FakeDataset;
import org.tacheo.eval.run.FakeNormals;
import org.tacheo.eval.run.Run;
import org.tacheo.eval.run.RunFiles;
import org.tacheo.eval.run.Verification;
import org.tacheo.eval.suite.Plan;
import org.tacheo.eval.suite.Suite;

/**
 * Whatever happens to a run on its way, it ends with the bytes of one to which nothing happened.
 */
class ResumeTest {
  private static final int SAMPLES = 7;
  private static final int UNITS = 2 * (SAMPLES + 3) + 3;

  @TempDir private Path temporary = Path.of("");

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger predicted = new AtomicInteger();
  private final List<String> notes = new ArrayList<>();
  private Map<String, String> expected = Map.of();

  @BeforeEach
  void runUndisturbed() throws IOException {
    finish(FastDisk.INSTANCE, "undisturbed", 1);
    expected = derived("undisturbed");
    assertThat(expected)
        .containsOnlyKeys("manifest.json", "samples.jsonl", "results.json", "report.txt");
    reset();
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 8})
  void threadsChangeNoByte(int threads) throws IOException {
    finish(FastDisk.INSTANCE, "run", threads);
    assertThat(derived("run")).isEqualTo(expected);
  }

  @Test
  void whateverOrderTheJournalHasNoByteChanges() throws IOException {
    for (int seed = 0; seed < 5; seed++) {
      List<String> records = records();
      Collections.shuffle(records, new Random(seed));
      Path folder = Files.createDirectory(temporary.resolve("shuffled" + seed));
      try (Journal journal = Journal.open(FastDisk.INSTANCE, folder, header(), record -> true)) {
        for (String record : records) {
          journal.append(record);
        }
      }
      Files.writeString(
          folder.resolve("manifest.json"), expected.getOrDefault("manifest.json", ""));
      copyErrors(folder);
      finish(FastDisk.INSTANCE, "shuffled" + seed, 1);
      assertThat(derived("shuffled" + seed)).isEqualTo(expected);
    }
    assertThat(predicted).hasValue(0);
  }

  @Test
  void aRunCutAfterAnyRecordComputesOnlyTheRest() throws IOException {
    List<String> lines = Files.readAllLines(temporary.resolve("undisturbed/journal.jsonl"));
    for (int kept = 0; kept <= lines.size(); kept++) {
      copy("run" + kept, String.join("\n", lines.subList(0, kept)) + (kept == 0 ? "" : "\n"));
      predicted.set(0);
      finish(FastDisk.INSTANCE, "run" + kept, 1 + kept % 3);
      assertThat(derived("run" + kept)).as("%d lines kept", kept).isEqualTo(expected);
      assertThat(predicted).hasValue(UNITS - Math.max(0, kept - 1));
    }
    assertThat(notes).isEmpty();
  }

  @Test
  void tornAndFlippedJournalsAreNoticedAndMended() throws IOException {
    byte[] journal = Files.readAllBytes(temporary.resolve("undisturbed/journal.jsonl"));
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      byte[] bad = journal.clone();
      int at = random.nextInt(bad.length);
      bad[at] ^= (byte) (1 << random.nextInt(8));
      if (i % 2 == 1) {
        bad = Arrays.copyOf(journal, at);
      }
      copy("run" + i, "");
      Files.write(temporary.resolve("run" + i + "/journal.jsonl"), bad);
      finish(FastDisk.INSTANCE, "run" + i, 2);
      assertThat(derived("run" + i)).as("case %d, byte %d", i, at).isEqualTo(expected);
    }
    assertThat(notes).isNotEmpty().allMatch(note -> note.contains("computed again"));
  }

  @Test
  void writesThatAreServedInPiecesEndWell() throws IOException {
    Disk pieces =
        new FastDisk() {
          @Override
          int write(FileChannel file, ByteBuffer bytes) throws IOException {
            int most = Math.max(1, bytes.remaining() / 2);
            ByteBuffer piece = bytes.duplicate();
            piece.limit(piece.position() + most);
            int count = super.write(file, piece);
            bytes.position(bytes.position() + count);
            return count;
          }
        };
    finish(pieces, "run", 2);
    assertThat(derived("run")).isEqualTo(expected);
    assertThat(problems("run")).isEmpty();
  }

  @Test
  void aFinishedRunDoesNothing() throws IOException {
    assertThat(finish(FastDisk.INSTANCE, "undisturbed", 2)).isEmpty();
    assertThat(opened).hasValue(0);
    assertThat(predicted).hasValue(0);
    assertThat(derived("undisturbed")).isEqualTo(expected);
  }

  @Test
  void aFinishedRunThatLostAFileGetsItBackWithoutWork() throws IOException {
    Files.delete(temporary.resolve("undisturbed/results.json"));
    Files.writeString(temporary.resolve("undisturbed/report.txt"), "forged");
    assertThat(finish(FastDisk.INSTANCE, "undisturbed", 2))
        .containsExactlyInAnyOrder("results.json", "report.txt");
    assertThat(opened).hasValue(0);
    assertThat(derived("undisturbed")).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(FaultyDisk.Fault.class)
  void whateverStepFailsTheRunEndsCleanlyAndGoesOn(FaultyDisk.Fault fault) throws IOException {
    FaultyDisk counting = new FaultyDisk(Integer.MAX_VALUE, fault);
    finish(counting, "counting", 1);
    assertThat(counting.steps()).isGreaterThan(2 * UNITS);
    for (int step = 0; step < counting.steps(); step++) {
      String run = "run" + step;
      FaultyDisk faulty = new FaultyDisk(step, fault);
      assertThatThrownBy(() -> finish(faulty, run, 1))
          .as("step %d", step)
          .isInstanceOf(SpecException.class)
          .hasMessageContaining(temporary.resolve(run).toString())
          .hasMessageContaining("No space left")
          .hasMessageContaining("bytes free");
      derived(run)
          .forEach((name, content) -> assertThat(content).as(name).isEqualTo(expected.get(name)));
      finish(FastDisk.INSTANCE, run, 1);
      assertThat(derived(run)).as("step %d", step).isEqualTo(expected);
      assertThat(hidden(run)).as("step %d", step).isEmpty();
    }
  }

  @Test
  void corruptGroundTruthKeepsWhatWasFinishedBefore() {
    assertThatThrownBy(
            () -> finish(FastDisk.INSTANCE, "run", 1, List.of(new FakeDataset(SAMPLES, 4))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("4.png: is corrupt");
    Manifest manifest = RunFolder.manifest(temporary.resolve("run"));
    assertThat(RunFolder.journal(temporary.resolve("run"), manifest).units()).hasSize(8);
  }

  @Test
  void verificationHoldsOfASoundRunAndFindsWhatWasChanged() throws IOException {
    assertThat(problems("undisturbed")).isEmpty();
    for (String name :
        List.of("manifest.json", "samples.jsonl", "results.json", "report.txt", "journal.jsonl")) {
      copy("changed", Files.readString(temporary.resolve("undisturbed/journal.jsonl")));
      Path file = temporary.resolve("changed").resolve(name);
      for (Map.Entry<String, String> sound : expected.entrySet()) {
        Files.writeString(temporary.resolve("changed").resolve(sound.getKey()), sound.getValue());
      }
      assertThat(problems("changed")).as(name).isEmpty();
      byte[] bytes = Files.readAllBytes(file);
      int digit = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf('1');
      bytes[digit] = '2';
      Files.write(file, bytes);
      assertThat(problems("changed")).as(name).isNotEmpty();
      Files.delete(file);
      assertThat(problems("changed")).as(name + " missing").isNotEmpty();
    }
  }

  @Test
  void verificationFindsAUnitThatIsMissingOrWasNeverThere() throws IOException {
    List<String> records = records();
    copy("run", "");
    reseal(records.subList(0, records.size() - 1));
    assertThat(problems("run")).anyMatch(problem -> problem.contains("units, expected"));
    copy("run", "");
    List<String> forged = new ArrayList<>(records);
    Unit last = UnitJson.unit(forged.remove(0), "");
    forged.add(
        UnitJson.line(
            new Unit(last.estimator(), last.dataset(), "x", "s", last.verdicts(), last.clock())));
    reseal(forged);
    assertThat(problems("run")).anyMatch(problem -> problem.contains("different samples"));
  }

  @Test
  void aProtocolThatEveryUnitLostIsFoundAndComputedAgain() throws IOException {
    List<String> bare = new ArrayList<>();
    for (String record : records()) {
      Unit unit = UnitJson.unit(record, "");
      bare.add(
          UnitJson.line(
              new Unit(
                  unit.estimator(),
                  unit.dataset(),
                  unit.id(),
                  unit.scene(),
                  List.of(),
                  unit.clock())));
    }
    copy("run", "");
    reseal(bare);
    assertThat(problems("run"))
        .anyMatch(problem -> problem.contains("expected the protocols of the manifest"));
    finish(FastDisk.INSTANCE, "run", 2);
    assertThat(predicted).hasValue(UNITS);
    assertThat(derived("run")).isEqualTo(expected);
    assertThat(problems("run")).isEmpty();
  }

  private void reseal(List<String> records) throws IOException {
    Files.delete(temporary.resolve("run/journal.jsonl"));
    try (Journal journal =
        Journal.open(FastDisk.INSTANCE, temporary.resolve("run"), header(), record -> true)) {
      for (String record : records) {
        journal.append(record);
      }
    }
  }

  private List<String> problems(String run) {
    return Verification.of(temporary.resolve(run), ResumeTest::reports).stream()
        .filter(check -> check.problem().isPresent())
        .map(check -> check.what() + ": " + check.problem().get())
        .toList();
  }

  private List<String> finish(Disk disk, String run, int threads) {
    return finish(
        disk,
        run,
        threads,
        List.of(new FakeDataset("one", SAMPLES), new FakeDataset("two", 3), new FakeNormals()));
  }

  private List<String> finish(Disk disk, String run, int threads, List<Dataset> datasets) {
    Suite suite =
        new Suite(
            "test",
            List.of(entry("a", 1), entry("b", -1), normals()),
            datasets.stream().map(dataset -> dataset.card().id()).toList(),
            List.of(Protocols.of("marigold-depth"), Protocols.of("dsine-normals")));
    Plan plan =
        new Plan(
            suite, List.copyOf(datasets), Optional.empty(), OptionalInt.empty(), threads, "test");
    try (RunFolder folder =
        RunFolder.open(disk, temporary.resolve(run), plan.manifest(), notes::add)) {
      Run finished = Evaluation.run(plan, folder, (dataset, done, total, failed) -> {});
      return RunFiles.publish(folder, finished, reports(finished));
    }
  }

  private static Map<String, String> reports(Run run) {
    return Map.of("report.txt", run.results().scores() + "\n");
  }

  private Suite.Entry entry(String name, int sign) {
    return new Suite.Entry(
        name,
        "test",
        Map.of(),
        EstimatorType.Opener.of(
            PredictionKind.AFFINE_INVARIANT_DEPTH,
            () -> {
              opened.incrementAndGet();
              return view -> predict(view, sign);
            }));
  }

  private Suite.Entry normals() {
    return new Suite.Entry(
        "n",
        "test",
        Map.of(),
        EstimatorType.Opener.of(
            PredictionKind.NORMALS,
            () -> {
              opened.incrementAndGet();
              return view -> {
                predicted.incrementAndGet();
                return FakeNormals.GOLDEN.predict(view);
              };
            }));
  }

  private Prediction predict(View view, int sign) {
    predicted.incrementAndGet();
    if (FakeDataset.number(view.id()) == 2 && sign < 0) {
      throw new TacheoException("no prediction for 2");
    }
    float[] values = new float[FakeDataset.SIZE.pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = sign * (i + view.image().at(i, 0) / 64f);
    }
    return new Prediction.Depth(
        PredictionKind.AFFINE_INVARIANT_DEPTH, FloatMap.owning(FakeDataset.SIZE, values));
  }

  private void reset() {
    opened.set(0);
    predicted.set(0);
    notes.clear();
  }

  private String header() {
    return "{\"journal\":1,\"manifest\":\""
        + ResultJson.sha256(expected.getOrDefault("manifest.json", ""))
        + "\"}";
  }

  /** Of the undisturbed run. */
  private List<String> records() throws IOException {
    JournalReader.Content content =
        Journal.read(temporary.resolve("undisturbed"), header(), record -> true);
    assertThat(content.records()).hasSize(UNITS);
    return new ArrayList<>(content.records());
  }

  /** A run with the manifest of the undisturbed one and this journal. */
  private void copy(String run, String journal) throws IOException {
    Path folder = temporary.resolve(run);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("manifest.json"), expected.getOrDefault("manifest.json", ""));
    Files.writeString(folder.resolve("journal.jsonl"), journal);
    copyErrors(folder);
  }

  private void copyErrors(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("errors"));
    for (String digest : names("undisturbed/errors")) {
      Files.copy(
          temporary.resolve("undisturbed/errors").resolve(digest),
          folder.resolve("errors").resolve(digest),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Map<String, String> derived(String run) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String name : names(run)) {
      if (!name.startsWith(".")
          && !List.of("errors", "journal.jsonl", "journal.jsonl.damaged", "lock", "timing.json")
              .contains(name)) {
        files.put(name, Files.readString(temporary.resolve(run).resolve(name)));
      }
    }
    return files;
  }

  private List<String> hidden(String run) throws IOException {
    return Stream.concat(names(run).stream(), names(run + "/errors").stream())
        .filter(name -> name.startsWith("."))
        .toList();
  }

  private List<String> names(String run) throws IOException {
    if (!Files.exists(temporary.resolve(run))) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(temporary.resolve(run))) {
      return children.map(child -> child.getFileName().toString()).toList();
    }
  }
}
