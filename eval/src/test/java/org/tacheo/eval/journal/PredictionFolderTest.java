package org.tacheo.eval.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.SpecException;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ResultJson;

class PredictionFolderTest {
  private static final Manifest MANIFEST =
      new Manifest(ResultJson.SCHEMA, "0", "s", "by-kind", List.of(), List.of(), List.of());
  private static final byte[] CONTENT = "0123456789".repeat(50).getBytes(UTF_8);

  @TempDir private Path temporary = Path.of("");

  @ParameterizedTest
  @EnumSource(FaultyDisk.Fault.class)
  void whateverStepFailsAFileIsWholeOrNotThere(FaultyDisk.Fault fault) throws IOException {
    FaultyDisk counting = new FaultyDisk(Integer.MAX_VALUE, fault);
    fill(counting, "counting");
    for (int step = 0; step < counting.steps(); step++) {
      String out = "out" + step;
      FaultyDisk faulty = new FaultyDisk(step, fault);
      assertThatThrownBy(() -> fill(faulty, out))
          .as("step %d", step)
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("No space left");
      assertWhole(out);
      fill(FastDisk.INSTANCE, out);
      assertWhole(out);
      assertThat(temporary.resolve(out).resolve("e/d/b.npy")).exists();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.npy", "a/../../b.npy", "", "a/..", "/elsewhere/a.npy"})
  void writesNothingElsewhere(String place) {
    try (PredictionFolder folder = PredictionFolder.open(temporary.resolve("out"), MANIFEST)) {
      assertThatThrownBy(() -> folder.put(place, CONTENT))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("lies outside");
    }
  }

  @Test
  void givesWayIfNothingWasMadeOfIt() throws IOException {
    Manifest other =
        new Manifest(ResultJson.SCHEMA, "1", "s", "by-kind", List.of(), List.of(), List.of());
    Path out = temporary.resolve("out");
    try (PredictionFolder folder = PredictionFolder.open(out, MANIFEST)) {
      folder.put("a.npy", CONTENT);
    }
    Files.delete(out.resolve("a.npy"));
    try (PredictionFolder folder = PredictionFolder.open(out, other)) {
      folder.put("a.npy", CONTENT);
    }
    assertThatThrownBy(() -> PredictionFolder.open(out, MANIFEST))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("holds other predictions: tacheo: 1 -> 0");
  }

  @Test
  void refusesASecondProcess() {
    String user = "in use by process " + ProcessHandle.current().pid();
    try (PredictionFolder first = PredictionFolder.open(temporary, MANIFEST);
        PredictionFolder asEarly = PredictionFolder.open(temporary, MANIFEST)) {
      first.put("a", CONTENT);
      assertThatThrownBy(() -> asEarly.put("b", CONTENT))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining(user);
      assertThatThrownBy(() -> PredictionFolder.open(temporary, MANIFEST))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining(user);
    }
  }

  @Test
  void leavesNothingWhereNothingWasWritten() throws IOException {
    PredictionFolder.open(temporary.resolve("new"), MANIFEST).close();
    assertThat(temporary.resolve("new")).doesNotExist();
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    PredictionFolder.open(empty, MANIFEST).close();
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void refusesAtOnceWhereNoFolderCanBeMade() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    assertThatThrownBy(() -> PredictionFolder.open(file.resolve("out"), MANIFEST))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("cannot be written");
  }

  private void fill(Disk disk, String out) {
    try (PredictionFolder folder = PredictionFolder.open(disk, temporary.resolve(out), MANIFEST)) {
      for (String place : List.of("e/d/a.npy", "e/d/b.npy")) {
        if (!folder.has(place)) {
          folder.put(place, CONTENT);
        }
      }
    }
  }

  private void assertWhole(String out) throws IOException {
    if (!Files.exists(temporary.resolve(out))) {
      return;
    }
    try (Stream<Path> tree = Files.walk(temporary.resolve(out))) {
      assertThat(tree.filter(path -> path.toString().endsWith(".npy")))
          .allSatisfy(path -> assertThat(path).hasBinaryContent(CONTENT));
    }
  }
}
