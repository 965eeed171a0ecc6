package org.tacheo.datasets.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.DataException;

class FolderArchiveTest {
  @TempDir Path folder;

  @Test
  void readsFilesByRelativeName() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.write(folder.resolve("a/b/x"), new byte[] {1, 2, 3});
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.names()).containsExactly("a/b/x");
      assertThat(archive.read("./a/b/x")).containsExactly(1, 2, 3);
    }
    assertThat(TarArchiveTest.openDescriptors(folder.resolve("a/b/x"))).isZero();
  }

  @Test
  void followsTheLinksOfItsOwner(@TempDir Path elsewhere) throws IOException {
    Files.write(elsewhere.resolve("x"), new byte[] {7});
    Files.createSymbolicLink(folder.resolve("scene"), elsewhere);
    Files.createSymbolicLink(folder.resolve("y"), elsewhere.resolve("x"));
    try (Archive archive = Archive.open(folder)) {
      assertThat(archive.names()).containsExactly("scene/x", "y");
      assertThat(archive.read("scene/x")).containsExactly(7);
      assertThat(archive.size("y")).isEqualTo(1);
    }
  }

  @Test
  void refusesALoop() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("a/back"), folder);
    assertThatThrownBy(() -> Archive.open(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("back", "leads back");
  }

  @Test
  void refusesALinkToNothing() throws IOException {
    Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));
    assertThatThrownBy(() -> Archive.open(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("dangling", "link to nothing");
  }

  @Test
  void tellsOfAFileThatChangedAfterTheFolderWasOpened() throws IOException {
    Path file = Files.write(folder.resolve("x"), new byte[] {1, 2, 3});
    try (Archive archive = Archive.open(folder)) {
      Files.write(file, new byte[] {1});
      assertThatThrownBy(() -> archive.read("x"))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("had 3 bytes", "now 1");
    }
    assertThat(TarArchiveTest.openDescriptors(file)).isZero();
  }
}
