package org.tacheo.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;
import org.tacheo.core.SplitState;
import org.tacheo.datasets.archive.Archive;

class SplitSearchTest {
  private static final List<String> IMAGES = List.of("a/1.png", "a/2.png", "b/1.png");
  private static final ExpectedSplit EXPECTED = new ExpectedSplit(3, SampleDigest.of(IMAGES));

  @TempDir Path folder;
  @TempDir Path lists;

  private void put(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, new byte[0]);
    }
  }

  private void putWhole() throws IOException {
    put("a/1.png", "a/1.depth", "a/2.png", "a/2.depth", "b/1.png", "b/1.depth", "readme.txt");
  }

  private SplitSearch search(SplitRule rule) {
    return new SplitSearch(Archive.open(folder), rule, EXPECTED);
  }

  private SplitList list(String... images) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String image : images) {
      text.append(image).append(' ').append(image.replace(".png", ".depth")).append('\n');
    }
    return SplitList.read(Files.writeString(lists.resolve("l.txt"), text), FakeRule.PAIRED);
  }

  @Test
  void acceptsAnArchiveThatHoldsTheSplit() throws IOException {
    putWhole();
    Split split = search(FakeRule.PAIRED).derived();
    split.requireComplete();
    assertThat(split.state()).isEqualTo(new SplitState(3, 3, EXPECTED.digest(), true));
    assertThat(split.samples())
        .contains(new SampleFiles("b", "b/1.png", List.of("b/1.depth")))
        .hasSize(3);
  }

  @Test
  void leavesOutUnpairedFilesWhereTheyAreNormal() throws IOException {
    putWhole();
    put("c/1.png", "d/1.depth");
    search(FakeRule.LOOSE).derived().requireComplete();
  }

  @Test
  void namesUnpairedFilesOfAnIncompleteArchive() throws IOException {
    put("a/1.png", "a/1.depth", "a/2.png", "b/1.depth");
    for (int i = 0; i < 7; i++) {
      put("c/" + i + ".depth");
    }
    Split split = search(FakeRule.PAIRED).derived();
    assertThat(split.state())
        .isEqualTo(new SplitState(1, 3, SampleDigest.of(List.of("a/1.png")), false));
    assertThatThrownBy(split::requireComplete)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            folder.toString(),
            "expected the 3 samples of fake, found 1",
            "1 images without all of their ground truth: a/2.png;",
            "8 ground truth without image: b/1.depth, c/0.depth, c/1.depth, c/2.depth, c/3.depth, ...;",
            "get the whole archive",
            "--partial")
        .hasMessageNotContaining("\n");
  }

  @Test
  void saysNothingOfUnpairedFilesWhereTheyAreNormal() throws IOException {
    put("a/1.png", "a/1.depth", "a/2.png", "b/1.depth");
    assertThat(search(FakeRule.LOOSE).derived().refusal().orElseThrow().message())
        .contains("found 1; get")
        .doesNotContain("a/2.png");
  }

  @Test
  void refusesAsManyOtherSamples() throws IOException {
    put("a/1.png", "a/1.depth", "a/2.png", "a/2.depth", "b/7.png", "b/7.depth");
    assertThatThrownBy(() -> search(FakeRule.PAIRED).derived().requireComplete())
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "with digest " + EXPECTED.digest().substring(0, 12), "found as many with digest");
  }

  @Test
  void refusesSurplusSamples() throws IOException {
    putWhole();
    put("c/1.png", "c/1.depth");
    assertThatThrownBy(() -> search(FakeRule.PAIRED).derived().requireComplete())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("found 4");
  }

  @Test
  void refusesAnArchiveWithoutASingleSampleEvenPartially() throws IOException {
    put("a/1.png", "readme.txt");
    assertThatThrownBy(() -> search(FakeRule.PAIRED).derived())
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("no sample of fake", "<scene>/<n>.png", "a/1.png");
  }

  @Test
  void acceptsThePublishedListInAnArchiveWithMore() throws IOException {
    putWhole();
    put("c/1.png", "c/1.depth");
    Split split = search(FakeRule.PAIRED).listed(list("b/1.png", "a/2.png", "a/1.png"));
    split.requireComplete();
    assertThat(split.state().complete()).isTrue();
  }

  @Test
  void namesTheMembersOfAListThatAreMissing() throws IOException {
    put("a/1.png", "a/1.depth", "a/2.png");
    Split split = search(FakeRule.PAIRED).listed(list("b/1.png", "a/2.png", "a/1.png"));
    assertThat(split.state().n()).isEqualTo(1);
    assertThat(split.state().complete()).isFalse();
    assertThatThrownBy(split::requireComplete)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("3 members named in", "b/1.png, b/1.depth, a/2.depth");
  }

  @Test
  void refusesAnotherListThanThePublishedOne() throws IOException {
    putWhole();
    Split split = search(FakeRule.PAIRED).listed(list("a/1.png", "a/2.png"));
    assertThat(split.state().n()).isEqualTo(2);
    assertThat(split.state().complete()).isFalse();
    assertThatThrownBy(split::requireComplete)
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll("has 2 rows", "not the published list", "--partial");
  }

  @Test
  void callsThePartOfALongerListCompleteIfItIsTheSplit() throws IOException {
    putWhole();
    Split split = search(FakeRule.PAIRED).listed(list("a/1.png", "a/2.png", "b/1.png", "c/1.png"));
    assertThat(split.state()).isEqualTo(new SplitState(3, 3, EXPECTED.digest(), true));
    assertThat(split.refusal()).isPresent();
  }

  @Test
  void holdsADefiningListAndItsArchiveToExactlyEachOther() throws IOException {
    putWhole();
    search(FakeRule.PAIRED).defined(list("a/1.png", "a/2.png", "b/1.png")).requireComplete();
    put("c/1.png", "c/1.depth");
    Files.delete(folder.resolve("a/2.depth"));
    Split split = search(FakeRule.PAIRED).defined(list("a/1.png", "a/2.png", "b/1.png"));
    assertThat(split.state().n()).isEqualTo(2);
    assertThat(split.state().complete()).isFalse();
    assertThatThrownBy(split::requireComplete)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("1 members named in", "a/2.depth", "1 samples that", "c/1.png");
  }
}
