package org.tacheo.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.Region;
import org.tacheo.core.SpecException;
import org.tacheo.eval.Reference;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.result.Outcome;

class DepthProtocolTest {
  static Stream<String[]> kitti() {
    return Reference.lines("kitti").stream();
  }

  static Stream<String[]> ranges() {
    return Reference.lines("range").stream();
  }

  @ParameterizedTest(name = "[{0}, {1}]")
  @MethodSource("kitti")
  void cropsKittiAsTheReferenceDoes(
      String height,
      String width,
      String top,
      String left,
      String top2,
      String bottom2,
      String left2,
      String right2) {
    Region crop =
        DepthProtocol.MARIGOLD.crop(
            "kitti", new ImageSize(Integer.parseInt(height), Integer.parseInt(width)));
    assertThat(crop)
        .isEqualTo(
            new Region(
                Integer.parseInt(top),
                Integer.parseInt(top) + 352,
                Integer.parseInt(left),
                Integer.parseInt(left) + 1216));
    Region eigen =
        new DepthRules.Cut.Fractions(0.3324324, 0.91351351, 0.0359477, 0.96405229).in(crop.size());
    assertThat(eigen)
        .isEqualTo(
            new Region(
                Integer.parseInt(top2),
                Integer.parseInt(bottom2),
                Integer.parseInt(left2),
                Integer.parseInt(right2)));
    // what lies outside those bounds does not count
    float[] metres = new float[crop.size().pixels()];
    Arrays.fill(metres, 5);
    PreparedDepth prepared =
        DepthProtocol.MARIGOLD.prepare(
            "kitti", new GroundTruth.Depth(FloatMap.owning(crop.size(), metres), Optional.empty()));
    assertThat(prepared.validPixels()).isEqualTo(eigen.size().pixels());
  }

  @ParameterizedTest(name = "{0} / {1}")
  @MethodSource("ranges")
  void comparesRangesStrictlyInFloat32(
      String value, String divisor, String low, String high, String counts, String bits) {
    float metres = (float) (Integer.parseInt(value) / Double.parseDouble(divisor));
    assertThat(metres).isEqualTo(Reference.bits(bits));
    String layout = divisor.equals("256") ? "kitti" : "scannet";
    ImageSize size = layout.equals("kitti") ? new ImageSize(352, 1216) : new ImageSize(1, 1);
    float[] values = new float[size.pixels()];
    values[layout.equals("kitti") ? 200 * 1216 + 600 : 0] = metres;
    PreparedDepth prepared =
        DepthProtocol.MARIGOLD.prepare(
            layout, new GroundTruth.Depth(FloatMap.owning(size, values), Optional.empty()));
    assertThat(prepared.validPixels()).isEqualTo(Integer.parseInt(counts));
  }

  @Test
  void nyuCountsOnlyTheEigenCrop() {
    ImageSize size = new ImageSize(480, 640);
    float[] metres = new float[size.pixels()];
    Arrays.fill(metres, 5);
    assertThat(
            DepthProtocol.MARIGOLD
                .prepare(
                    "nyuv2", new GroundTruth.Depth(FloatMap.owning(size, metres), Optional.empty()))
                .validPixels())
        .isEqualTo(426 * 560);
  }

  @Test
  void eth3dTakesEveryPositiveFiniteDepth() {
    FloatMap metres = FloatMap.of(new ImageSize(1, 4), 0, 1e-5f, 2e-5f, 1e6f);
    assertThat(
            DepthProtocol.MARIGOLD
                .prepare("eth3d", new GroundTruth.Depth(metres, Optional.empty()))
                .validPixels())
        .isEqualTo(2);
  }

  @Test
  void diodeTakesItsMaskAndNoRange() {
    ImageSize size = new ImageSize(1, 3);
    GroundTruth.Depth depth =
        new GroundTruth.Depth(
            FloatMap.of(size, 0.1f, 400, 5), Optional.of(Mask.of(size, true, true, false)));
    assertThat(DepthProtocol.MARIGOLD.prepare("diode", depth).validPixels()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY})
  void aDepthThatIsNoneInsideTheDatasetsMaskFailsTheSample(float depth) {
    ImageSize size = new ImageSize(1, 3);
    GroundTruth.Depth groundTruth =
        new GroundTruth.Depth(
            FloatMap.of(size, depth, 5, 6), Optional.of(Mask.of(size, true, true, true)));
    Outcome outcome =
        DepthProtocol.MARIGOLD
            .prepare("diode", groundTruth)
            .score(FloatMap.of(size, 1, 2, 3), Alignment.LEAST_SQUARES);
    assertThat(outcome)
        .isEqualTo(
            new Outcome.Failed(
                "ground truth is not positive and finite on 1 of 3 pixels that the dataset's own mask declares valid"));
  }

  @Test
  void printsItsConstantsTheSameOnEveryJdk() {
    assertThat(DepthProtocol.MARIGOLD.info(DepthProtocol.MARIGOLD.layouts()).rules())
        .containsEntry(
            "nyuv2",
            "valid g from 0.001 m to 10 m; crop whole; evaluated rows 45:471, columns 41:601; clip q from 0.001 m to 10 m; alignment on all pixels; disparity fitted where p > 0, at least 0.001 per m")
        .containsEntry(
            "kitti",
            "valid g from 0.00001 m to 80 m; crop bottom 352 rows, centre 1216 columns; evaluated rows 0.3324324:0.91351351 of the height, columns 0.0359477:0.96405229 of the width; clip q from 0.00001 m to 80 m; alignment on all pixels; disparity fitted where p > 0, at least 0.001 per m")
        .containsEntry(
            "eth3d",
            "valid g from 0.00001 m; crop whole; evaluated whole; clip q from 0.00001 m; alignment on columns subsampled to 1024; disparity fitted where p > 0, at least 0.001 per m")
        .containsEntry(
            "diode",
            "valid g from 0 m; crop whole; evaluated whole; clip q from 0.6 m to 350 m; alignment on all pixels; disparity fitted where p > 0, at least 0.001 per m");
  }

  @Test
  void refusesFramesSmallerThanItsCrop() {
    assertThatThrownBy(() -> DepthProtocol.MARIGOLD.crop("kitti", new ImageSize(350, 1242)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("[350, 1242] is too small");
  }

  @Test
  void refusesUnknownLayoutsAndProtocols() {
    assertThatThrownBy(() -> DepthProtocol.MARIGOLD.crop("sintel", new ImageSize(1, 1)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("diode, eth3d, kitti, nyuv2, scannet");
    assertThatThrownBy(() -> Protocols.of("marigold"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("marigold-depth");
  }
}
