package org.tacheo.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.SpecException;

class DatasetsTest {
  private static final String RENDERED = "rendered-scannet/scannet_val_sampled_800_1";

  @TempDir Path data;

  private void putRendered(String... scenes) throws IOException {
    for (String scene : scenes) {
      Path folder = data.resolve(RENDERED);
      Frames.write(folder, scene + "/color/000001.jpg", Frames.image("jpg", 1, 2, 0));
      Frames.write(folder, scene + "/depth/000001.png", Frames.gray16(1, 2, 1500, 2500));
    }
  }

  private void putList(String... scenes) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String scene : scenes) {
      text.append(scene + "/color/000001.jpg " + scene + "/depth/000001.png\n");
    }
    Frames.write(data.resolve("rendered-scannet"), "split.txt", text.toString().getBytes(UTF_8));
  }

  @Test
  void knowsThePublishedDatasetsAndTheirRenderedTwins() {
    assertThat(Datasets.cards())
        .extracting(DatasetCard::id)
        .containsExactly(
            "nyuv2",
            "kitti",
            "eth3d",
            "scannet",
            "diode",
            "nyuv2-normals",
            "scannet-normals",
            "ibims-normals",
            "sintel-normals",
            "nyuv2-normals-marigold",
            "scannet-normals-marigold",
            "ibims-normals-marigold",
            "rendered-nyuv2",
            "rendered-kitti",
            "rendered-eth3d",
            "rendered-scannet",
            "rendered-nyuv2-normals",
            "rendered-scannet-normals",
            "rendered-ibims-normals",
            "rendered-sintel-normals",
            "rendered-nyuv2-normals-marigold");
    assertThat(Datasets.card("rendered-kitti").archive())
        .isEqualTo("rendered-kitti/kitti_eigen_split_test.tar");
    assertThat(Datasets.card("rendered-kitti").layout()).isEqualTo("kitti");
    assertThat(Datasets.card("eth3d").access()).contains("evaluation_dataset/eth3d/eth3d.tar");
  }

  @Test
  void namesTheNearestAndAllKnownIds() {
    assertThatThrownBy(() -> Datasets.card("kiti"))
        .isInstanceOf(SpecException.class)
        .hasMessageContainingAll("\"kiti\"", "did you mean \"kitti\"", "nyuv2, kitti, eth3d");
    assertThatThrownBy(() -> Datasets.card("render-eth3d"))
        .hasMessageContaining("did you mean \"rendered-eth3d\"");
  }

  @Test
  void saysHowToGetAMissingArchive() {
    assertThat(Datasets.isPresent("nyuv2", data)).isFalse();
    assertThatThrownBy(() -> Datasets.open("nyuv2", data, SplitOptions.WHOLE))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            data.resolve("nyuv2/nyu_labeled_extracted.tar").toString(), "download https://");
  }

  @Test
  void findsAFolderInPlaceOfTheArchive() throws IOException {
    putRendered("s1");
    assertThat(Datasets.isPresent("rendered-scannet", data)).isTrue();
    assertThat(Datasets.isPresent("scannet", data)).isFalse();
  }

  @Test
  void prefersTheTarToTheFolder() throws IOException {
    putRendered("s1");
    Files.write(data.resolve(RENDERED + ".tar"), new byte[1024]);
    assertThatThrownBy(() -> Datasets.open("rendered-scannet", data, SplitOptions.WHOLE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("split.txt: missing");
    putList("s1");
    assertThatThrownBy(() -> Datasets.open("rendered-scannet", data, SplitOptions.WHOLE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(RENDERED + ".tar: no sample");
  }

  @Test
  void takesTheSplitOfRenderedScenesFromTheListBesideThem() throws IOException {
    putRendered("s1", "s2");
    putList("s2", "s1");
    try (Dataset dataset = Datasets.open("rendered-scannet", data, SplitOptions.WHOLE)) {
      assertThat(dataset.split().n()).isEqualTo(2);
      assertThat(dataset.split().expected()).isEqualTo(2);
      assertThat(dataset.split().complete()).isTrue();
      assertThat(dataset.card().id()).isEqualTo("rendered-scannet");
      assertThat(dataset.ids().get(0).dataset()).isEqualTo("rendered-scannet");
    }
    Verification verification =
        Verification.of("rendered-scannet", data, SplitOptions.WHOLE, 1, n -> {});
    assertThat(verification.problems()).isEmpty();
    assertThat(verification.isSound()).isTrue();
    assertThat(verification.meanValidShare()).hasValue(1.0);
  }

  @Test
  void refusesRenderedScenesThatAreNotThoseOfTheirList() throws IOException {
    putRendered("s1", "s3");
    putList("s1", "s2");
    assertThatThrownBy(() -> Datasets.open("rendered-scannet", data, SplitOptions.WHOLE))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("s2/color/000001.jpg", "s3/color/000001.jpg", "found 1");
    try (Dataset dataset =
        Datasets.open("rendered-scannet", data, SplitOptions.WHOLE.orPartial())) {
      assertThat(dataset.split().n()).isEqualTo(1);
      assertThat(dataset.split().expected()).isEqualTo(2);
      assertThat(dataset.split().complete()).isFalse();
    }
  }

  @Test
  void blamesTheDataForAMalformedListBesideIt() throws IOException {
    putRendered("s1");
    Frames.write(data.resolve("rendered-scannet"), "split.txt", "nonsense".getBytes(UTF_8));
    assertThatThrownBy(() -> Datasets.open("rendered-scannet", data, SplitOptions.WHOLE))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("split.txt:1", "tacheo datasets render scannet");
  }

  @Test
  void takesAListInPlaceOfTheRule() throws IOException {
    putRendered("s1", "s2");
    putList("s1", "s2");
    Path list = data.resolve("one.txt");
    Files.writeString(list, "s2/color/000001.jpg s2/depth/000001.png");
    SplitOptions options = new SplitOptions(Optional.of(list), false);
    assertThatThrownBy(() -> Datasets.open("rendered-scannet", data, options))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("one.txt has 1 rows");
    try (Dataset dataset = Datasets.open("rendered-scannet", data, options.orPartial())) {
      assertThat(dataset.ids()).extracting(id -> id.scene()).isEqualTo(List.of("s2"));
    }
  }
}
