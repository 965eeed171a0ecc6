package org.tacheo.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.SampleId;
import org.tacheo.datasets.layout.DepthBand;

/** One tiny frame of each layout, written by hand, with values known by hand. */
class LayoutsTest {
  private static final SplitOptions PARTIAL = SplitOptions.WHOLE.orPartial();
  private static final ImageSize SIZE = new ImageSize(1, 4);

  @TempDir Path data;

  private void put(String archive, String name, byte[] bytes) throws IOException {
    Frames.write(data.resolve(archive), name, bytes);
  }

  private static GroundTruth only(Dataset dataset, String scene, String path, String prediction) {
    assertThat(dataset.ids()).containsExactly(new SampleId(dataset.card().id(), scene, path));
    SampleId id = dataset.ids().get(0);
    assertThat(dataset.predictionPath(id)).isEqualTo(prediction);
    assertThat(dataset.image(id).size()).isEqualTo(dataset.groundTruth(id).size());
    assertThat(dataset.intrinsics(id)).isEmpty();
    return dataset.groundTruth(id);
  }

  private void putNyu(String number, byte[] depth) throws IOException {
    String archive = "nyuv2/nyu_labeled_extracted";
    String folder = "test/kitchen_0004/";
    put(archive, folder + "rgb_" + number + ".png", Frames.image("png", 1, 4, 0x0A141E));
    put(archive, folder + "depth_" + number + ".png", depth);
    put(archive, folder + "filled_" + number + ".png", Frames.gray16(1, 4, 1, 1, 1, 1));
  }

  @Test
  void readsNyuRawDepthInMillimetres() throws IOException {
    putNyu("0001", Frames.gray16(1, 4, 0, 1, 2479, 65535));
    put("nyuv2/nyu_labeled_extracted", "train/den_0001/rgb_0002.png", new byte[1]);
    put("nyuv2/nyu_labeled_extracted", "train/den_0001/depth_0002.png", new byte[1]);
    put("nyuv2/nyu_labeled_extracted", "train/den_0001/filled_0002.png", new byte[1]);
    try (Dataset dataset = Datasets.open("nyuv2", data, PARTIAL)) {
      GroundTruth truth =
          only(
              dataset,
              "kitchen_0004",
              "test/kitchen_0004/rgb_0001.png",
              "test/kitchen_0004/pred_0001.npy");
      assertThat(truth)
          .isEqualTo(
              new GroundTruth.Depth(
                  FloatMap.of(SIZE, 0f, 0.001f, 2.479f, 65.535f), Optional.empty()));
      assertThat(dataset.image(dataset.ids().get(0)).at(0, 0, 2)).isEqualTo(0x1E);
      assertThat(dataset.split().n()).isEqualTo(1);
      assertThat(dataset.split().expected()).isEqualTo(654);
      assertThat(dataset.split().complete()).isFalse();
    }
  }

  @Test
  void readsKittiDepthInSteps256AMetre() throws IOException {
    String archive = "kitti/kitti_eigen_split_test";
    String drive = "2011_09_26_drive_0002_sync";
    String image = "2011_09_26/" + drive + "/image_02/data/0000000069.png";
    put(archive, image, Frames.image("png", 1, 4, 0));
    put(archive, "2011_09_26/" + drive + "/image_02/data/0000000070.png", new byte[1]);
    put(
        archive,
        drive + "/proj_depth/groundtruth/image_02/0000000069.png",
        Frames.gray16(1, 4, 0, 1, 20480, 384));
    put(archive, drive + "/proj_depth/groundtruth/image_02/0000000071.png", new byte[1]);
    try (Dataset dataset = Datasets.open("kitti", data, PARTIAL)) {
      GroundTruth truth =
          only(dataset, drive, image, "2011_09_26/" + drive + "/image_02/data/pred_0000000069.npy");
      assertThat(truth)
          .isEqualTo(
              new GroundTruth.Depth(
                  FloatMap.of(SIZE, 0f, 0.00390625f, 80f, 1.5f), Optional.empty()));
      assertThat(dataset.split().expected()).isEqualTo(652);
    }
  }

  @Test
  void readsEth3dRawFloatsOfTheSizeOfTheImage() throws IOException {
    String archive = "eth3d/eth3d";
    String image = "rgb/office/images/dslr_images/DSC_0219.JPG";
    put(archive, image, Frames.image("jpg", 1, 4, 0x808080));
    put(archive, "rgb/office/images/dslr_images/._DSC_0219.JPG", new byte[1]);
    put(
        archive,
        "depth/office_dslr_depth/office/ground_truth_depth/dslr_images/DSC_0219.JPG",
        Frames.floats(1.25f, Float.POSITIVE_INFINITY, 0f, 3e-5f));
    try (Dataset dataset = Datasets.open("eth3d", data, PARTIAL)) {
      GroundTruth truth =
          only(dataset, "office", image, "rgb/office/images/dslr_images/pred_DSC_0219.npy");
      assertThat(truth)
          .isEqualTo(
              new GroundTruth.Depth(FloatMap.of(SIZE, 1.25f, 0f, 0f, 3e-5f), Optional.empty()));
      assertThat(dataset.split().expected()).isEqualTo(454);
    }
  }

  @Test
  void refusesEth3dDepthOfAnotherLength() throws IOException {
    put("eth3d/eth3d", "rgb/o/images/dslr_images/D.JPG", Frames.image("jpg", 1, 4, 0));
    put(
        "eth3d/eth3d",
        "depth/o_dslr_depth/o/ground_truth_depth/dslr_images/D.JPG",
        Frames.floats(1, 2, 3));
    try (Dataset dataset = Datasets.open("eth3d", data, PARTIAL)) {
      assertThatThrownBy(() -> dataset.groundTruth(dataset.ids().get(0)))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("12 bytes", "expected 16", "[1, 4]");
    }
  }

  @Test
  void readsScannetDepthInMillimetres() throws IOException {
    String archive = "scannet/scannet_val_sampled_800_1";
    put(archive, "scene0406_02/color/000300.jpg", Frames.image("jpg", 1, 4, 0));
    put(archive, "scene0406_02/depth/000300.png", Frames.gray16(1, 4, 0, 1, 1234, 10000));
    try (Dataset dataset = Datasets.open("scannet", data, PARTIAL)) {
      GroundTruth truth =
          only(
              dataset,
              "scene0406_02",
              "scene0406_02/color/000300.jpg",
              "scene0406_02/color/pred_000300.npy");
      assertThat(truth)
          .isEqualTo(
              new GroundTruth.Depth(FloatMap.of(SIZE, 0f, 0.001f, 1.234f, 10f), Optional.empty()));
      assertThat(dataset.split().expected()).isEqualTo(800);
    }
  }

  private void putDiode(byte[] depth, byte[] mask) throws IOException {
    String stem = "indoors/scene_00021/scan_00189/00021_00189_indoors_200_010";
    put("diode/diode_val", stem + ".png", Frames.image("png", 2, 2, 0));
    put("diode/diode_val", stem + "_depth.npy", depth);
    put("diode/diode_val", stem + "_depth_mask.npy", mask);
  }

  @Test
  void readsDiodeDepthWithItsMask() throws IOException {
    ImageSize square = new ImageSize(2, 2);
    putDiode(
        Frames.npy("<f4", "(2, 2, 1)", Frames.floats(2.5f, Float.NaN, 400f, 7f)),
        Frames.npy("<f4", "(2, 2)", Frames.floats(1, 0, 1, 0)));
    try (Dataset dataset = Datasets.open("diode", data, PARTIAL)) {
      GroundTruth truth =
          only(
              dataset,
              "scene_00021",
              "indoors/scene_00021/scan_00189/00021_00189_indoors_200_010.png",
              "indoors/scene_00021/scan_00189/pred_00021_00189_indoors_200_010.npy");
      assertThat(truth)
          .isEqualTo(
              new GroundTruth.Depth(
                  FloatMap.of(square, 2.5f, Float.NaN, 400f, 7f),
                  Optional.of(Mask.of(square, true, false, true, false))));
      assertThat(dataset.split().expected()).isEqualTo(771);
    }
  }

  /** Whether such pixels count is for the protocol to say; verification names them. */
  @Test
  void countsDiodeDepthThatIsValidButNoDepth() {
    ImageSize square = new ImageSize(2, 2);
    GroundTruth.Depth depth =
        new GroundTruth.Depth(
            FloatMap.of(square, 2.5f, Float.NaN, 400f, 7f),
            Optional.of(Mask.of(square, true, true, true, false)));
    assertThat(DepthSummary.of(depth).impossible()).isEqualTo(1);
    assertThat(DepthSummary.of(depth).problem(new DepthBand(0, 1000)))
        .hasValueSatisfying(text -> assertThat(text).startsWith("1 pixels that the mask"));
  }

  @Test
  void refusesDiodeDepthOfAnotherType() throws IOException {
    putDiode(Frames.npy("<f8", "(2, 2)", new byte[32]), Frames.npy("<f4", "(2, 2)", new byte[16]));
    assertGroundTruthRefused("diode", "float64", "expected float32");
  }

  @Test
  void refusesAMaskOfAnotherSize() throws IOException {
    putDiode(
        Frames.npy("<f4", "(2, 2)", Frames.floats(1, 1, 1, 1)),
        Frames.npy("<f4", "(1, 4)", Frames.floats(1, 1, 1, 0)));
    assertGroundTruthRefused("diode", "_depth_mask.npy", "[1, 4]", "expected [2, 2]");
  }

  @Test
  void refusesDepthOfAnotherSizeThanItsImage() throws IOException {
    putNyu("0001", Frames.gray16(2, 2, 1, 2, 3, 4));
    assertGroundTruthRefused("nyuv2", "depth_0001.png", "[2, 2]", "expected [1, 4]");
  }

  @Test
  void refusesDepthThatDeclaresAnotherSizeBeforeDecodingIt() throws IOException {
    byte[] png = Frames.gray16(1, 4, 1, 2, 3, 4);
    ByteBuffer.wrap(png).putInt(16, 11_500).putInt(20, 11_500);
    putNyu("0001", png);
    assertGroundTruthRefused("nyuv2", "depth_0001.png", "[11500, 11500]", "expected [1, 4]");
  }

  @Test
  void refusesDepthThatIsAnImage() throws IOException {
    putNyu("0001", Frames.image("png", 1, 4, 0));
    assertGroundTruthRefused("nyuv2", "depth_0001.png", "expected 16-bit grayscale");
  }

  private void assertGroundTruthRefused(String id, String... parts) {
    try (Dataset dataset = Datasets.open(id, data, PARTIAL)) {
      assertThatThrownBy(() -> dataset.groundTruth(dataset.ids().get(0)))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll(parts)
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void refusesToServeASampleOfAnotherDataset() throws IOException {
    putNyu("0001", Frames.gray16(1, 4, 1, 2, 3, 4));
    try (Dataset dataset = Datasets.open("nyuv2", data, PARTIAL)) {
      SampleId stranger = new SampleId("kitti", "kitchen_0004", "test/kitchen_0004/rgb_0001.png");
      assertThatThrownBy(() -> dataset.image(stranger))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void listsSamplesInTheirOrder() throws IOException {
    putNyu("0010", Frames.gray16(1, 4, 1, 2, 3, 4));
    putNyu("0009", Frames.gray16(1, 4, 1, 2, 3, 4));
    try (Dataset dataset = Datasets.open("nyuv2", data, PARTIAL)) {
      assertThat(dataset.ids()).isSorted().hasSize(2);
    }
  }

  @Test
  void verifiesWhatIsThereAndListsWhatIsWrong() throws IOException {
    putNyu("0001", Frames.gray16(1, 4, 0, 1000, 3000, 2000));
    putNyu("0002", Frames.gray16(1, 4, 0, 0, 0, 0));
    putNyu("0003", Frames.gray16(1, 4, 1, 1, 2, 2));
    putNyu("0004", Frames.gray16(2, 2, 1, 1, 2, 2));
    putNyu("0005", Frames.gray16(1, 4, 0, 1000, 3000, 2000));
    Files.write(
        data.resolve("nyuv2/nyu_labeled_extracted/test/kitchen_0004/rgb_0005.png"), new byte[40]);
    int[] done = {0};
    Verification verification =
        Verification.of("nyuv2", data, SplitOptions.WHOLE, 2, n -> done[0] = n);
    assertThat(done[0]).isEqualTo(5);
    assertThat(verification.isSound()).isFalse();
    assertThat(verification.samples().get(0).problems()).isEmpty();
    assertThat(verification.samples().get(0).truth())
        .contains(new DepthSummary(0.75, OptionalDouble.of(2), 0));
    assertThat(verification.samples().get(0).size()).contains(SIZE);
    assertThat(verification.problems())
        .satisfiesExactly(
            split -> assertThat(split).contains("expected the 654 samples of nyuv2, found 5"),
            empty -> assertThat(empty).contains("rgb_0002.png: no pixel has ground truth"),
            unit -> assertThat(unit).contains("rgb_0003.png: the median depth is 0.00100"),
            size -> assertThat(size).contains("depth_0004.png: size [2, 2]"),
            image -> assertThat(image).contains("rgb_0005.png: not a PNG"),
            truth -> assertThat(truth).contains("rgb_0005.png: neither a PNG nor a JPEG"));
  }
}
