package org.tacheo.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.Mask;
import org.tacheo.core.RgbImage;
import org.tacheo.core.SampleId;
import org.tacheo.core.SpecException;
import org.tacheo.core.VectorMap;
import org.tacheo.datasets.image.ExrCompression;
import org.tacheo.datasets.image.ExrType;
import org.tacheo.datasets.image.ExrWriter;
import org.tacheo.datasets.image.Png;

/** Tiny frames in the layouts of normals, written by hand, with values known by hand. */
class NormalsLayoutsTest {
  private static final SplitOptions PARTIAL = SplitOptions.WHOLE.orPartial();
  private static final ImageSize SIZE = new ImageSize(1, 4);
  private static final byte[] CAMERA =
      Frames.npy("<f4", "(3, 3)", Frames.floats(500, 0, 2, 0, 510, 0.5f, 0, 0, 1));

  @TempDir Path data;

  private void put(String name, byte[] bytes) throws IOException {
    Frames.write(data, name, bytes);
  }

  private static byte[] rgb(ImageSize size, int... levels) {
    byte[] bytes = new byte[levels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) levels[i];
    }
    return Png.write(RgbImage.owning(size, bytes));
  }

  private void putDsine(String stem, String ending, byte[] normals, byte[] camera)
      throws IOException {
    put("dsine_eval/" + stem + "_img.png", Frames.image("png", 1, 4, 0x0A141E));
    put("dsine_eval/" + stem + "_normal." + ending, normals);
    put("dsine_eval/" + stem + "_intrins.npy", camera);
  }

  /** Expected values are NumPy 2.4's for v.astype(float32) / 255.0 * 2.0 - 1.0, x negated. */
  @Test
  void decodesEightBitsAsTheReferenceDoesAndTurnsThemIntoTheHouseFrame() throws IOException {
    putDsine(
        "nyuv2/test/000003",
        "png",
        rgb(SIZE, 0, 1, 64, 127, 128, 200, 230, 254, 255, 0, 0, 0),
        CAMERA);
    try (Dataset dataset = Datasets.open("nyuv2-normals", data, PARTIAL)) {
      SampleId id = new SampleId("nyuv2-normals", "000003", "test/000003_img.png");
      assertThat(dataset.ids()).containsExactly(id);
      assertThat(dataset.predictionPath(id)).isEqualTo("test/000003_normal.npy");
      assertThat(dataset.image(id).at(0, 0, 2)).isEqualTo(0x1E);
      assertThat(dataset.groundTruth(id))
          .isEqualTo(
              new GroundTruth.Normals(
                  VectorMap.owning(
                      SIZE,
                      new float[] {
                        1f,
                        -0.99215686f,
                        -0.4980392f,
                        0.0039215684f,
                        0.003921628f,
                        0.5686275f,
                        -0.8039216f,
                        0.99215686f,
                        1f,
                        1f,
                        -1f,
                        -1f
                      }),
                  Mask.of(SIZE, true, true, true, false)));
      assertThat(dataset.intrinsics(id)).contains(new Intrinsics(500, 510, 2.5, 1));
      assertThat(dataset.split().expected()).isEqualTo(654);
      assertThat(dataset.split().complete()).isFalse();
    }
  }

  /** (0, 0, 1) decodes to almost (-1, -1, -1) and counts: only black bytes are a hole. */
  @Test
  void testsForHolesBeforeDecoding() throws IOException {
    putDsine(
        "scannet/scene0532_00/000000",
        "png",
        rgb(SIZE, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0),
        CAMERA);
    try (Dataset dataset = Datasets.open("scannet-normals", data, PARTIAL)) {
      SampleId id = dataset.ids().get(0);
      assertThat(id.scene()).isEqualTo("scene0532_00");
      assertThat(id.path()).isEqualTo("scene0532_00/000000_img.png");
      assertThat(dataset.predictionPath(id)).isEqualTo("scene0532_00/000000_normal.npy");
      assertThat(((GroundTruth.Normals) dataset.groundTruth(id)).valid())
          .isEqualTo(Mask.of(SIZE, false, true, true, true));
      assertThat(dataset.split().expected()).isEqualTo(300);
    }
  }

  /** The norm is taken in float32; 0.5 itself, NaN and shorter vectors are invalid. */
  @Test
  void readsFloatsWhereTheyAreLongerThanAHalf() throws IOException {
    float[] stored = {0.6f, -0.8f, 0f, 0.5f, 0, 0, Float.NaN, 0, 1, 0, 0, -0.500001f};
    byte[] exr =
        ExrWriter.write(VectorMap.owning(SIZE, stored), ExrType.FLOAT, ExrCompression.NONE);
    putDsine("ibims/ibims/corridor_01", "exr", exr, CAMERA);
    putDsine("sintel/alley_1/frame_0001", "exr", exr, CAMERA);
    GroundTruth.Normals expected =
        new GroundTruth.Normals(
            VectorMap.owning(
                SIZE,
                new float[] {-0.6f, -0.8f, 0f, -0.5f, 0, 0, Float.NaN, 0, 1, -0f, 0, -0.500001f}),
            Mask.of(SIZE, true, false, false, true));
    try (Dataset dataset = Datasets.open("ibims-normals", data, PARTIAL)) {
      SampleId id = new SampleId("ibims-normals", "corridor_01", "ibims/corridor_01_img.png");
      assertThat(dataset.ids()).containsExactly(id);
      assertThat(dataset.predictionPath(id)).isEqualTo("ibims/corridor_01_normal.npy");
      assertThat(dataset.groundTruth(id)).isEqualTo(expected);
      assertThat(dataset.intrinsics(id)).contains(new Intrinsics(500, 510, 2.5, 1));
      assertThat(dataset.split().expected()).isEqualTo(100);
    }
    try (Dataset dataset = Datasets.open("sintel-normals", data, PARTIAL)) {
      SampleId id = new SampleId("sintel-normals", "alley_1", "alley_1/frame_0001_img.png");
      assertThat(dataset.ids()).containsExactly(id);
      assertThat(dataset.predictionPath(id)).isEqualTo("alley_1/frame_0001_normal.npy");
      assertThat(dataset.groundTruth(id)).isEqualTo(expected);
      assertThat(dataset.split().expected()).isEqualTo(1064);
    }
  }

  @Test
  void refusesFloatsOfAnotherSizeThanTheImage() throws IOException {
    VectorMap small = VectorMap.owning(new ImageSize(1, 3), new float[9]);
    byte[] exr = ExrWriter.write(small, ExrType.HALF, ExrCompression.ZIP);
    putDsine("ibims/ibims/corridor_01", "exr", exr, CAMERA);
    try (Dataset dataset = Datasets.open("ibims-normals", data, PARTIAL)) {
      assertThatThrownBy(() -> dataset.groundTruth(dataset.ids().get(0)))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("corridor_01_normal.exr: size [1, 3]", "expected [1, 4]");
    }
  }

  @Test
  void leavesOutOtherSetsOfTheArchiveAndTrainingImages() throws IOException {
    byte[] normals = rgb(SIZE, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9);
    putDsine("nyuv2/test/000001", "png", normals, CAMERA);
    putDsine("nyuv2/train/000002", "png", normals, CAMERA);
    putDsine("nyuv2/test/._000001", "png", normals, CAMERA);
    putDsine("oasis/val/000009", "png", normals, CAMERA);
    try (Dataset dataset = Datasets.open("nyuv2-normals", data, PARTIAL)) {
      assertThat(dataset.ids())
          .extracting(SampleId::path)
          .isEqualTo(List.of("test/000001_img.png"));
    }
  }

  @Test
  void takesAListOfOneColumn() throws IOException {
    byte[] normals = rgb(SIZE, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9);
    putDsine("nyuv2/test/000001", "png", normals, CAMERA);
    putDsine("nyuv2/test/000002", "png", normals, CAMERA);
    Path list = data.resolve("test.txt");
    Files.write(list, "test/000002_img.png".getBytes(UTF_8));
    SplitOptions options = new SplitOptions(Optional.of(list), true);
    try (Dataset dataset = Datasets.open("nyuv2-normals", data, options)) {
      SampleId id = dataset.ids().get(0);
      assertThat(dataset.ids()).hasSize(1);
      assertThat(dataset.groundTruth(id).size()).isEqualTo(SIZE);
      assertThat(dataset.intrinsics(id)).isPresent();
    }
  }

  @Test
  void aSampleWithoutItsCameraIsNone() throws IOException {
    byte[] normals = rgb(SIZE, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9);
    putDsine("nyuv2/test/000001", "png", normals, CAMERA);
    Files.delete(data.resolve("dsine_eval/nyuv2/test/000001_intrins.npy"));
    assertThatThrownBy(() -> Datasets.open("nyuv2-normals", data, PARTIAL))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 images without all of their ground truth: test/000001_img.png");
  }

  @ParameterizedTest
  @CsvSource({
    "'500, 1, 2, 0, 510, 0.5, 0, 0, 1', without skew",
    "'500, 0, 2, 0, 510, 0.5, 0, 0, 2', without skew",
    "'500, 0, 2, 0, 510, 0.5, 0, 1, 1', without skew",
    "'0, 0, 2, 0, 510, 0.5, 0, 0, 1', not a pinhole camera",
    "'500, 0, NaN, 0, 510, 0.5, 0, 0, 1', not a pinhole camera"
  })
  void refusesAMatrixThatIsNoPinholeCamera(String matrix, String expected) throws IOException {
    String[] cells = matrix.split(", ", -1);
    float[] values = new float[cells.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(cells[i]);
    }
    assertCameraRefused(Frames.npy("<f4", "(3, 3)", Frames.floats(values)), expected);
  }

  @Test
  void refusesACameraOfAnotherShapeOrType() throws IOException {
    assertCameraRefused(Frames.npy("<f4", "(3,)", Frames.floats(1, 2, 3)), "float32 [3]");
    assertCameraRefused(Frames.npy("|u1", "(3, 3)", new byte[9]), "expected a camera matrix");
  }

  private void assertCameraRefused(byte[] camera, String expected) throws IOException {
    byte[] normals = rgb(SIZE, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9);
    putDsine("nyuv2/test/000001", "png", normals, camera);
    try (Dataset dataset = Datasets.open("nyuv2-normals", data, PARTIAL)) {
      assertThatThrownBy(() -> dataset.intrinsics(dataset.ids().get(0)))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("nyuv2/test/000001_intrins.npy: ", expected)
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void refusesNormalsOfAnotherSizeThanTheImageBeforeDecodingThem() throws IOException {
    byte[] png = rgb(SIZE, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9);
    ByteBuffer.wrap(png).putInt(16, 11_500).putInt(20, 11_500);
    assertTruthRefused(png, "[11500, 11500]", "expected [1, 4]");
    assertTruthRefused(Frames.gray16(1, 4, 1, 2, 3, 4), "16-bit grayscale");
    assertTruthRefused(Frames.rgb16(1, 4), "a 16-bit PNG, expected 8-bit RGB");
  }

  private void assertTruthRefused(byte[] normals, String... expected) throws IOException {
    putDsine("nyuv2/test/000001", "png", normals, CAMERA);
    try (Dataset dataset = Datasets.open("nyuv2-normals", data, PARTIAL)) {
      assertThatThrownBy(() -> dataset.groundTruth(dataset.ids().get(0)))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll(expected);
    }
  }

  private void putMarigold(String stem, byte[] npy) throws IOException {
    String folder = "marigold_normals/evaluation_dataset/";
    put(folder + stem + "_img.png", Frames.image("png", 1, 4, 0x0A141E));
    put(folder + stem + "_normal.npy", npy);
  }

  /** Stored in the house frame; a vector whose norm is not above 0 is a hole, NaN as well. */
  @ParameterizedTest
  @CsvSource({
    "nyuv2, nyuv2/test/, 000003, 000003, 654",
    "ibims, ibims/ibims/, corridor_01, corridor_01, 100",
    "scannet, scannet/, scene0532_00/000000, scene0532_00, 300"
  })
  void readsMarigoldNormalsAsTheyAre(
      String set, String folder, String stem, String scene, int expected) throws IOException {
    float[] stored = {0.6f, -0.8f, 0f, -0f, 0, 0, Float.NaN, 0, 1, 0, 0, 1e-30f};
    putMarigold(folder + stem, Frames.npy("<f4", "(1, 4, 3)", Frames.floats(stored)));
    String id = set + "-normals-marigold";
    try (Dataset dataset = Datasets.open(id, data, PARTIAL)) {
      SampleId sample = new SampleId(id, scene, stem + "_img.png");
      assertThat(dataset.ids()).containsExactly(sample);
      assertThat(dataset.predictionPath(sample)).isEqualTo(stem + "_img.npy");
      assertThat(dataset.groundTruth(sample))
          .isEqualTo(
              new GroundTruth.Normals(
                  VectorMap.owning(SIZE, stored), Mask.of(SIZE, true, false, false, true)));
      assertThat(dataset.intrinsics(sample)).isEmpty();
      assertThat(dataset.split().expected()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'(3, 1, 4)', 'expected [H, W, 3]'",
    "'(4, 3)', 'expected [H, W, 3]'",
    "'(2, 2, 3)', 'size [2, 2], expected [1, 4]'"
  })
  void refusesMarigoldNormalsOfAnotherShape(String shape, String expected) throws IOException {
    putMarigold("nyuv2/test/000003", Frames.npy("<f4", shape, new byte[48]));
    try (Dataset dataset = Datasets.open("nyuv2-normals-marigold", data, PARTIAL)) {
      assertThatThrownBy(() -> dataset.groundTruth(dataset.ids().get(0)))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll("nyuv2/test/000003_normal.npy: ", expected);
    }
  }

  @Test
  void takesTheColumnsOfAMarigoldListOnly() throws IOException {
    putMarigold("nyuv2/test/000003", Frames.npy("<f4", "(1, 4, 3)", new byte[48]));
    Path list = data.resolve("test.txt");
    Files.write(list, "000003_img.png 000003_normal.npy".getBytes(UTF_8));
    SplitOptions options = new SplitOptions(Optional.of(list), true);
    try (Dataset dataset = Datasets.open("nyuv2-normals-marigold", data, options)) {
      assertThat(dataset.ids()).hasSize(1);
    }
    Files.write(list, "000003_img.png 000004_normal.npy".getBytes(UTF_8));
    assertThatThrownBy(() -> Datasets.open("nyuv2-normals-marigold", data, options))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("expected 000003_normal.npy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nyuv2-normals", "scannet-normals", "ibims-normals", "sintel-normals"})
  void saysHowToGetTheArchive(String id) {
    assertThat(Datasets.isPresent(id, data)).isFalse();
    assertThatThrownBy(() -> Datasets.open(id, data, SplitOptions.WHOLE))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(data.resolve("dsine_eval.zip").toString(), "Google Drive");
  }

  /** Unit normals of a wall, a floor and a wall on the left, then one of half the length. */
  private static GroundTruth.Normals normals(float... vectors) {
    ImageSize size = new ImageSize(2, 2);
    return new GroundTruth.Normals(
        VectorMap.owning(size, vectors), Mask.of(size, true, true, true, false));
  }

  @Test
  void countsNormalsThatPointAwayFromTheCamera() {
    Optional<Intrinsics> camera = Optional.of(new Intrinsics(1, 1, 1, 1));
    GroundTruth.Normals right = normals(1, 0, 0, 0, 0, 1, 0, 1, 0, 9, 9, 9);
    NormalsSummary summary = NormalsSummary.of(right, camera);
    assertThat(summary.validShare()).isEqualTo(0.75);
    assertThat(summary.meanNorm()).hasValue(1);
    // The wall ahead, on the left and the floor: x turns one of three, y one, z the wall ahead.
    double third = 1 / 3.0;
    assertThat(summary.awayShares())
        .containsExactly(0.0, third, third, 2 * third, third, 2 * third, 2 * third, 1.0);
    assertThat(summary.problem()).isEmpty();
    // The left wall seen from the right, the floor from below.
    GroundTruth.Normals wrong = normals(-1, 0, 0, 0, 0, 1, 0, -1, 0, 9, 9, 9);
    assertThat(NormalsSummary.of(wrong, camera).awayShares().get(0)).isEqualTo(2 / 3.0);
    assertThat(NormalsSummary.of(wrong, camera).problem())
        .contains(
            "67 % of the normals point away from the camera, expected next to none; check"
                + " the axes");
    assertThat(NormalsSummary.of(wrong, Optional.empty()).awayShares()).isEmpty();
    assertThat(NormalsSummary.of(wrong, Optional.empty()).problem()).isEmpty();
  }

  @Test
  void namesAWrongEncodingAndWhatIsNotFinite() {
    assertThat(
            NormalsSummary.of(normals(.5f, 0, 0, 0, 0, .5f, 0, .5f, 0, 9, 9, 9), Optional.empty())
                .problem())
        .contains(
            "the mean length of the normals is 0.5000, expected 1 +- 0.05; check the encoding");
    NormalsSummary holes =
        NormalsSummary.of(normals(Float.NaN, 0, 0, 0, 0, 1, 0, 1, 0, 9, 9, 9), Optional.empty());
    assertThat(holes.meanNorm()).hasValue(1);
    assertThat(holes.problem())
        .contains("1 valid pixels hold no finite vector; fetch the archive again");
    ImageSize one = new ImageSize(1, 1);
    GroundTruth.Normals none =
        new GroundTruth.Normals(VectorMap.owning(one, new float[3]), Mask.of(one, false));
    assertThat(NormalsSummary.of(none, Optional.empty()).problem())
        .contains("no pixel has ground truth; fetch the archive again");
  }
}
