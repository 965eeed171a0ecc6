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
import org.tacheo.core.SpecException;

class OutputFolderTest {
  @TempDir private Path temporary = Path.of("");

  @Test
  void neverOverwrites() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("run"));
    Files.writeString(folder.resolve("mine.txt"), "keep");
    assertThatThrownBy(() -> OutputFolder.check(folder))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("not an empty folder");
    assertThatThrownBy(() -> OutputFolder.write(folder, Map.of()))
        .isInstanceOf(SpecException.class);
    assertThat(names(folder)).containsExactly("mine.txt");
    assertThat(names(temporary)).containsExactly("run");
  }

  @Test
  void leavesNothingHalfWritten() throws IOException {
    // the second report cannot be written: its folder is a file
    Path folder = temporary.resolve("run");
    Map<String, String> files = new TreeMap<>(Map.of("a", "1", "a/b", "2"));
    assertThatThrownBy(() -> OutputFolder.write(folder, files))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("cannot be written");
    assertThat(names(temporary)).isEmpty();
  }

  @Test
  void refusesAParentThatIsAFile() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "x");
    assertThatThrownBy(() -> OutputFolder.check(file.resolve("run")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void refusesANameTooLongForItsHiddenTwinBeforeAnyWork() throws IOException {
    Path folder = temporary.resolve("r".repeat(255));
    assertThatThrownBy(() -> OutputFolder.check(folder))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("cannot be written");
    assertThat(names(temporary)).isEmpty();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).toList();
    }
  }
}
