package org.tacheo.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.SpecException;

class SplitListTest {
  @TempDir Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("list.txt"), text);
  }

  @Test
  void readsRowsInTheirOrderWithOrWithoutFinalNewline() throws IOException {
    SplitList list =
        SplitList.read(write("b/2.png b/2.depth\n\n a/1.png\ta/1.depth \r\n"), FakeRule.PAIRED);
    assertThat(list.samples())
        .containsExactly(
            new SampleFiles("b", "b/2.png", List.of("b/2.depth")),
            new SampleFiles("a", "a/1.png", List.of("a/1.depth")));
    assertThat(SplitList.read(write("b/2.png b/2.depth"), FakeRule.PAIRED).samples()).hasSize(1);
  }

  @Test
  void dropsRowsWithoutGroundTruthWhereTheLayoutHasThem() throws IOException {
    SplitList list =
        SplitList.read(write("a/1.png None 721.5377\na/2.png a/2.depth 700\n"), FakeRule.LOOSE);
    assertThat(list.samples())
        .containsExactly(new SampleFiles("a", "a/2.png", List.of("a/2.depth")));
    assertThat(list.asExpected())
        .isEqualTo(new ExpectedSplit(1, SampleDigest.of(List.of("a/2.png"))));
  }

  @Test
  void refusesNoneWhereTheLayoutHasNoSuchRows() throws IOException {
    Path list = write("a/1.png None");
    assertThatThrownBy(() -> SplitList.read(list, FakeRule.PAIRED))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(":1: ground truth None, expected a/1.depth for a/1.png");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/1.png a/1.depth 1~b/1.png| :2: 1 columns",
        "a/1.png a/1.depth 1~~x.jpg a 1| :3: image x.jpg",
        "a/1.png a/1.depth 1px| :1: focal length 1px",
        "a/1.png a/1.depth 1~a/1.png a/1.depth 1| :2: the same image as line 1",
        "a/1.png a/1.depth 1~a/2.png a/1.depth 1| :2: ground truth a/1.depth, expected a/2.depth",
        "a/1.png None 1| no row with ground truth"
      })
  void refusesMalformedLinesByNumber(String text, String message) throws IOException {
    Path list = write(text.replace('~', '\n'));
    assertThatThrownBy(() -> SplitList.read(list, FakeRule.LOOSE))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll(list.toString(), message, "expected")
        .hasMessageNotContaining("\n");
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Path list = Files.write(folder.resolve("list.txt"), new byte[] {(byte) 0xFF, (byte) 0xFE});
    assertThatThrownBy(() -> SplitList.read(list, FakeRule.PAIRED))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void refusesAMissingFile() {
    assertThatThrownBy(() -> SplitList.read(folder.resolve("none.txt"), FakeRule.PAIRED))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("none.txt");
  }
}
