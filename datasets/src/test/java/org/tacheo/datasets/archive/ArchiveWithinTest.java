package org.tacheo.datasets.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;

/** One folder of an archive in place of the whole. */
class ArchiveWithinTest {
  @TempDir Path folder;

  private Path zip(String... names) throws IOException {
    Path file = folder.resolve("sets.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(UTF_8));
      }
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eval/", "other_name/"})
  void showsTheFolderAtTheRootAndOneBelowAsTheWhole(String top) throws IOException {
    Path file = zip(top + "a/b/x.txt", top + "a/b/c/y.txt", top + "a/z.txt", top + "b/x.txt");
    try (Archive whole = Archive.open(file)) {
      Archive inner = whole.within("a/b");
      assertThat(inner.names()).containsExactly("c/y.txt", "x.txt");
      assertThat(inner.contains("x.txt")).isTrue();
      assertThat(inner.contains("z.txt")).isFalse();
      assertThat(inner.read("c/y.txt")).isEqualTo((top + "a/b/c/y.txt").getBytes(UTF_8));
      assertThat(inner.size("x.txt")).isEqualTo((top + "a/b/x.txt").length());
      assertThat(inner.where("x.txt")).isEqualTo(file + ": " + top + "a/b/x.txt");
      assertThat(inner.path()).isEqualTo(file);
      assertThatThrownBy(() -> inner.read("z.txt"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("no member \"" + top + "a/b/z.txt\"");
    }
  }

  /** What else lies in an archive must not change the identity of a dataset in it. */
  @Test
  void hasTheDigestOfTheFolderAlone() throws IOException {
    String alone;
    try (Archive whole = Archive.open(zip("a/x.txt", "a/y.txt"))) {
      alone = whole.within("a").digest();
      assertThat(alone).isNotEqualTo(whole.digest());
    }
    try (Archive whole = Archive.open(zip("a/x.txt", "a/y.txt", "b/x.txt"))) {
      assertThat(whole.within("a").digest()).isEqualTo(alone);
    }
  }

  @Test
  void looksNeitherDeeperNorIntoWhatAPackerLeft() throws IOException {
    try (Archive whole = Archive.open(zip("p/q/a/x.txt", "__MACOSX/a/._x.txt", "aa/x.txt"))) {
      assertThatThrownBy(() -> whole.within("a"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("no folder a at the root or one folder below");
    }
  }

  @Test
  void refusesToChooseBetweenTwo() throws IOException {
    try (Archive whole = Archive.open(zip("a/x.txt", "copy/a/x.txt"))) {
      assertThatThrownBy(() -> whole.within("a"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("more than one folder a: a/, copy/a/");
    }
  }
}
