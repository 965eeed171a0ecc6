package org.tacheo.eval.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ResultJson;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.Timing;

class RunFolderTest {
  @TempDir private Path temporary = Path.of("");

  private static final Manifest MANIFEST =
      new Manifest(ResultJson.SCHEMA, "0", "s", "by-kind", List.of(), List.of(), List.of());
  private static final Run RUN =
      new Run(
          MANIFEST,
          List.of(),
          new Results(
              ResultJson.SCHEMA, ResultJson.sha256(ResultJson.indented(MANIFEST)), List.of()),
          new Timing(0, Map.of(), List.of()));

  @Test
  void writesEveryFileAndReadsItBack() throws IOException {
    Path folder = temporary.resolve("deep/run");
    RunFolder.write(folder, RUN, Map.of("leaderboard.md", "# Board\n"));
    assertThat(names(folder))
        .containsExactlyInAnyOrder(
            "manifest.json", "samples.jsonl", "results.json", "timing.json", "leaderboard.md");
    assertThat(RunFolder.manifest(folder)).isEqualTo(RUN.manifest());
    assertThat(RunFolder.results(folder)).isEqualTo(RUN.results());
    assertThat(names(temporary.resolve("deep"))).containsExactly("run");
  }

  @Test
  void neverOverwrites() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("run"));
    Files.writeString(folder.resolve("mine.txt"), "keep");
    assertThatThrownBy(() -> RunFolder.check(folder))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("not an empty folder");
    assertThatThrownBy(() -> RunFolder.write(folder, RUN, Map.of()))
        .isInstanceOf(SpecException.class);
    assertThat(names(folder)).containsExactly("mine.txt");
    assertThat(names(temporary)).containsExactly("run");
  }

  @Test
  void leavesNothingHalfWritten() throws IOException {
    // the second report cannot be written: its folder is a file
    Path folder = temporary.resolve("run");
    Map<String, String> files = new TreeMap<>(Map.of("a", "1", "a/b", "2"));
    assertThatThrownBy(() -> RunFolder.writeFiles(folder, files))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("cannot be written");
    assertThat(names(temporary)).isEmpty();
  }

  @Test
  void refusesAParentThatIsAFile() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "x");
    assertThatThrownBy(() -> RunFolder.check(file.resolve("run")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void refusesAFolderThatIsNoRun() {
    assertThatThrownBy(() -> RunFolder.manifest(temporary))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no readable manifest.json");
  }

  @Test
  void refusesAManifestWithUnknownOrMissingKeys() {
    String manifest = ResultJson.indented(RUN.manifest());
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

  @Test
  void refusesResultsBesideAnotherManifest() throws IOException {
    Path folder = temporary.resolve("run");
    RunFolder.write(folder, RUN, Map.of());
    Path manifest = folder.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("\"s\"", "\"t\""));
    assertThatThrownBy(() -> RunFolder.results(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(RUN.results().manifestDigest())
        .hasMessageContaining("one of them was changed");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).toList();
    }
  }

  @Test
  void refusesANameTooLongForItsHiddenTwinBeforeAnyWork() throws IOException {
    Path folder = temporary.resolve("r".repeat(255));
    assertThatThrownBy(() -> RunFolder.check(folder))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("cannot be written");
    assertThat(names(temporary)).isEmpty();
  }
}
