package org.tacheo.eval.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.ResultJson;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.Unit;
import org.tacheo.eval.result.Verdict;

class RunFolderTest {
  private static final Manifest MANIFEST = manifest("s", "c1");

  @TempDir private Path temporary = Path.of("");

  private final List<String> notes = new ArrayList<>();

  @Test
  void keepsUnitsAndGivesThemBack() {
    List<Unit> units =
        List.of(
            unit("1", scored(Optional.of(new Outcome.Fit(-0.1, 1e-300)), Optional.empty())),
            unit("2", scored(Optional.empty(), Optional.empty())),
            unit(
                "3",
                new Verdict("p", "none", new Outcome.Failed("\u00e4 \"x\"\n"), Optional.empty())));
    try (RunFolder folder = open()) {
      units.forEach(folder::add);
    }
    try (RunFolder folder = open()) {
      assertThat(folder.found()).isEqualTo(units);
    }
    assertThat(notes).isEmpty();
  }

  @Test
  void refusesAnotherRunSayingWhatDiffers() {
    begin();
    assertThatThrownBy(() -> RunFolder.open(run(), manifest("s", "c2"), notes::add))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("holds another run: dataset d: content: c1 -> c2;");
    assertThatThrownBy(() -> RunFolder.open(run(), manifest("t", "c2"), notes::add))
        .hasMessageContaining("c1 -> c2 (and 1 more)");
    open().close();
  }

  @Test
  void givesWayIfNoUnitWasFinished() throws IOException {
    open().close();
    Manifest other = manifest("s", "c2");
    try (RunFolder folder = RunFolder.open(run(), other, notes::add)) {
      assertThat(folder.found()).isEmpty();
      folder.add(unit("1", scored(Optional.empty(), Optional.empty())));
    }
    assertThat(RunFolder.manifest(run())).isEqualTo(other);
    assertThat(RunFolder.journal(run(), other).units()).hasSize(1);
    assertThat(names(run())).containsExactlyInAnyOrder("manifest.json", "journal.jsonl", "lock");
    assertThat(notes).isEmpty();
    assertThatThrownBy(this::open)
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("holds another run: dataset d: content: c2 -> c1;");
  }

  @Test
  void givesWayIfItsOneUnitWasCut() throws IOException {
    begin();
    Path journal = run().resolve("journal.jsonl");
    byte[] bytes = Files.readAllBytes(journal);
    Files.write(journal, Arrays.copyOf(bytes, bytes.length - 1));
    RunFolder.open(run(), manifest("s", "c2"), notes::add).close();
    assertThat(RunFolder.manifest(run())).isEqualTo(manifest("s", "c2"));
  }

  @Test
  void doesNotGiveWayIfAUnitWasDamagedOrThereIsMore() throws IOException {
    begin();
    Path journal = run().resolve("journal.jsonl");
    byte[] sound = Files.readAllBytes(journal);
    for (int at : new int[] {3, sound.length - 3}) {
      byte[] flipped = sound.clone();
      flipped[at] ^= 1;
      Files.write(journal, flipped);
      assertThatThrownBy(() -> RunFolder.open(run(), manifest("s", "c2"), notes::add))
          .as("byte %d", at)
          .hasMessageContaining("holds another run");
      assertThat(journal).hasBinaryContent(flipped);
    }
    int header = new String(sound, StandardCharsets.UTF_8).indexOf('\n') + 1;
    Files.write(journal, Arrays.copyOf(sound, header));
    Files.writeString(run().resolve("mine.txt"), "keep");
    assertThatThrownBy(() -> RunFolder.open(run(), manifest("s", "c2"), notes::add))
        .hasMessageContaining("holds another run");
    assertThat(names(run())).contains("mine.txt", "journal.jsonl");
  }

  @Test
  void refusesAManifestThatWasEdited() throws IOException {
    begin();
    Path file = run().resolve("manifest.json");
    Files.writeString(file, Files.readString(file) + " ");
    assertThatThrownBy(this::open)
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("changed by hand");
    Files.writeString(file, "{");
    assertThatThrownBy(this::open).isInstanceOf(DataException.class);
    Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
    assertThatThrownBy(this::open)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("manifest.json: corrupt, expected UTF-8");
  }

  @Test
  void touchesNoFolderOfSomethingElse() throws IOException {
    Files.createDirectories(run());
    Files.writeString(run().resolve("mine.txt"), "keep");
    assertThatThrownBy(() -> RunFolder.check(run())).isInstanceOf(SpecException.class);
    assertThatThrownBy(this::open)
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("neither a run nor an empty folder");
    assertThat(names(run())).containsExactly("mine.txt");
  }

  @Test
  void refusesASecondProcess() {
    try (RunFolder first = open()) {
      assertThat(first.found()).isEmpty();
      assertThatThrownBy(this::open)
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void aUnitJournalledTwiceCountsOnceAsItWasLast() {
    Unit first = unit("1", scored(Optional.empty(), Optional.empty()));
    Unit second = unit("1", new Verdict("p", "none", new Outcome.Failed("x"), Optional.empty()));
    try (RunFolder folder = open()) {
      folder.add(first);
      folder.add(second);
    }
    try (RunFolder folder = open()) {
      assertThat(folder.found()).containsExactly(second);
    }
  }

  @Test
  void aUnitOfAnotherSuiteEndsTheJournal() {
    try (RunFolder folder = open()) {
      folder.add(unit("1", scored(Optional.empty(), Optional.empty())));
      folder.add(
          new Unit("e", "elsewhere", "2", "s", List.of(), new Unit.Clock(1, 0, 0, 0, 0, Map.of())));
      folder.add(unit("3", scored(Optional.empty(), Optional.empty())));
    }
    try (RunFolder folder = open()) {
      assertThat(folder.found()).hasSize(1);
    }
    assertThat(notes).singleElement().asString().contains("after 1 units").contains("2 units are");
  }

  @Test
  void aUnitWhoseErrorsAreMissingOrChangedIsNotFound() throws IOException {
    byte[] errors = {1, 2, 3};
    try (RunFolder folder = open()) {
      for (String id : List.of("1", "2", "3")) {
        errors[0]++;
        String digest = folder.addErrors(errors);
        assertThat(folder.errors(digest)).isEqualTo(errors);
        folder.add(unit(id, scored(Optional.empty(), Optional.of(digest))));
      }
      folder.add(unit("4", scored(Optional.empty(), Optional.empty())));
    }
    List<Path> files = new ArrayList<>();
    try (RunFolder folder = open()) {
      assertThat(folder.found()).hasSize(4);
      folder
          .found()
          .forEach(
              unit ->
                  unit.verdicts()
                      .get(0)
                      .errors()
                      .ifPresent(digest -> files.add(run().resolve("errors").resolve(digest))));
    }
    Files.delete(files.get(0));
    Files.write(files.get(2), new byte[] {9});
    try (RunFolder folder = open()) {
      assertThat(folder.found()).extracting(Unit::id).containsExactly("2", "4");
    }
    assertThat(notes).singleElement().asString().contains("2 units are computed again");
  }

  @Test
  void anotherDevelopmentBuildIsRefused() throws IOException {
    Manifest snapshot =
        new Manifest(
            ResultJson.SCHEMA,
            "1-SNAPSHOT",
            "s",
            "by-kind",
            MANIFEST.estimators(),
            MANIFEST.datasets(),
            List.of());
    open(snapshot, "ba9876543210").close();
    try (RunFolder folder = open(snapshot, "0123456789ab")) {
      folder.add(unit("1", scored(Optional.empty(), Optional.empty())));
    }
    assertThat(Files.readString(run().resolve("journal.jsonl")))
        .contains(",\"build\":\"0123456789ab\",\"crc32c\"");
    open(snapshot, "0123456789ab").close();
    open(snapshot, "unknown").close();
    assertThatThrownBy(() -> open(snapshot, "ba9876543210"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("begun by another build of 1-SNAPSHOT, 0123456789ab, this is ba98");
    assertThat(notes).isEmpty();
  }

  @Test
  void aReleaseIsOneBuildAndAnUnknownBuildIsNoOther() throws IOException {
    open(MANIFEST, "0123456789ab").close();
    open(MANIFEST, "ba9876543210").close();
    Path jar = Files.write(temporary.resolve("x.jar"), new byte[] {'a', 'b', 'c'});
    assertThat(Build.of(jar)).isEqualTo("ba7816bf8f01"); // FIPS 180-4, SHA-256 of "abc"
    assertThat(Build.of(temporary)).isEqualTo("unknown");
  }

  private RunFolder open(Manifest manifest, String build) {
    return RunFolder.open(FastDisk.INSTANCE, run(), manifest, build, notes::add);
  }

  @Test
  void errorsThatAreNoDigestEndTheJournal() {
    for (String bad : List.of("\0", "../x", "", "A".repeat(64), "a".repeat(63))) {
      try (RunFolder folder = open()) {
        folder.add(unit("1", scored(Optional.empty(), Optional.of(bad))));
      }
      try (RunFolder folder = open()) {
        assertThat(folder.found()).as(bad).isEmpty();
      }
    }
  }

  @Test
  void manyLanesKeepEqualErrorsAtOnce() throws Exception {
    ExecutorService lanes = Executors.newFixedThreadPool(8);
    try (RunFolder folder = open()) {
      for (int round = 0; round < 50; round++) {
        byte[] errors = new byte[1 << 12];
        errors[0] = (byte) round;
        List<Callable<String>> equal = Collections.nCopies(8, () -> folder.addErrors(errors));
        for (Future<String> digest : lanes.invokeAll(equal)) {
          assertThat(folder.errors(digest.get())).isEqualTo(errors);
        }
      }
    } finally {
      lanes.shutdownNow();
    }
  }

  @Test
  void theNameOfErrorsThatAnotherProcessLeftIsForcedToo() {
    AtomicInteger forced = new AtomicInteger();
    Disk counting =
        new Disk() {
          @Override
          void forceFolder(Path folder) {
            forced.addAndGet(folder.endsWith("errors") ? 1 : 0);
          }
        };
    try (RunFolder folder = RunFolder.open(counting, run(), MANIFEST, notes::add)) {
      folder.addErrors(new byte[] {1});
      folder.addErrors(new byte[] {1});
    }
    assertThat(forced).hasValue(2);
  }

  @Test
  void writesOnlyWhatIsMissingOrDiffers() throws IOException {
    Map<String, String> files = Map.of("a", "1", "b", "2");
    try (RunFolder folder = open()) {
      assertThat(folder.publish(files)).containsExactlyInAnyOrder("a", "b");
      assertThat(folder.publish(files)).isEmpty();
      Files.writeString(run().resolve("b"), "3");
      assertThat(folder.publish(files)).containsExactly("b");
    }
    assertThat(Files.readString(run().resolve("b"))).isEqualTo("2");
    assertThat(names(run()))
        .containsExactlyInAnyOrder("a", "b", "manifest.json", "journal.jsonl", "lock");
  }

  @Test
  void refusesResultsBesideAnotherManifest() throws IOException {
    Results results = new Results(ResultJson.SCHEMA, MANIFEST.digest(), List.of());
    try (RunFolder folder = open()) {
      folder.publish(Map.of("results.json", ResultJson.indented(results)));
    }
    assertThat(RunFolder.results(run())).isEqualTo(results);
    Path manifest = run().resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("\"s\"", "\"t\""));
    assertThatThrownBy(() -> RunFolder.results(run()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("one of them was changed");
  }

  @Test
  void refusesAFolderThatIsNoRun() {
    assertThatThrownBy(() -> RunFolder.manifest(temporary))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no readable manifest.json");
  }

  @Test
  void refusesAManifestWithUnknownOrMissingKeys() {
    String manifest = ResultJson.indented(MANIFEST);
    for (String bad :
        new String[] {
          manifest.replace("\"suite\"", "\"sweet\""),
          manifest.replace("\"suite\" : \"s\",", ""),
          "",
          "[]",
          "null",
          manifest.replace("\"schema\" : 2", "\"schema\" : 1"),
          manifest + "x"
        }) {
      assertThatThrownBy(() -> ResultJson.manifest(bad, "m.json"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("m.json");
    }
  }

  /** A run with one unit. */
  private void begin() {
    try (RunFolder folder = open()) {
      folder.add(unit("1", scored(Optional.empty(), Optional.empty())));
    }
  }

  private RunFolder open() {
    return RunFolder.open(run(), MANIFEST, notes::add);
  }

  private Path run() {
    return temporary.resolve("deep/run");
  }

  private static Manifest manifest(String suite, String content) {
    return new Manifest(
        ResultJson.SCHEMA,
        "0",
        suite,
        "by-kind",
        List.of(new EstimatorInfo("e", "t", "k", "depth", Map.of(), "")),
        List.of(new DatasetInfo("d", "nyuv2", "depth", "D", 4, 4, "s1", content, true)),
        List.of());
  }

  private static Unit unit(String id, Verdict verdict) {
    return new Unit(
        "e", "d", id, "scene", List.of(verdict), new Unit.Clock(1, 2, 3, 4, 5, Map.of()));
  }

  private static Verdict scored(Optional<Outcome.Fit> fit, Optional<String> errors) {
    return new Verdict(
        "p", "least-squares", new Outcome.Scored(7, fit, Map.of("abs_rel", 0.1)), errors);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).toList();
    }
  }
}
