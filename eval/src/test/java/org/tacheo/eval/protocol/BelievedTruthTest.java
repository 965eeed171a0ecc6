package org.tacheo.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.VectorMap;

/** What an oracle sees of the ground truth. */
class BelievedTruthTest {
  private static final ImageSize KITTI = new ImageSize(352, 1216);
  private static final float[] FIRST = {0, 79, 80, 90, 1e-6f};

  @Test
  void depthBeyondTheRangeOfTheProtocolIsAHole() {
    assertThat(believed(DepthProtocol.MARIGOLD)).containsExactly(false, true, false, false, false);
    assertThat(believed(DepthProtocol.KITTI_DEVKIT)).containsExactly(false, true, true, true, true);
  }

  /** The first row lies above the region that the protocol evaluates. */
  @Test
  void pixelsThatAreNotEvaluatedAreBelieved() {
    Prepared prepared = DepthProtocol.MARIGOLD.prepare("kitti", kitti(1), Optional.empty());

    assertThat(prepared.validPixels()).isLessThan(KITTI.pixels());
    assertThat(((GroundTruth.Depth) prepared.groundTruth()).valid().orElseThrow().at(1)).isTrue();
  }

  @Test
  void isCroppedAsTheProtocolCrops() {
    GroundTruth.Depth believed =
        (GroundTruth.Depth)
            DepthProtocol.MARIGOLD.prepare("kitti", kitti(3), Optional.empty()).groundTruth();

    assertThat(believed.size()).isEqualTo(KITTI);
    assertThat(believed.metres().at(1)).as("two rows and one column cut off").isEqualTo(5);
  }

  @Test
  void theMaskOfTheDatasetDecidesWhereThereIsOne() {
    ImageSize size = new ImageSize(1, 3);
    GroundTruth.Depth truth =
        new GroundTruth.Depth(
            FloatMap.of(size, 1, 400, 2), Optional.of(Mask.of(size, true, true, false)));

    Prepared prepared = DepthProtocol.MARIGOLD.prepare("diode", truth, Optional.empty());

    assertThat(prepared.groundTruth()).isEqualTo(truth);
  }

  @Test
  void normalsAreAsTheyWereRead() {
    ImageSize size = new ImageSize(1, 2);
    GroundTruth.Normals truth =
        new GroundTruth.Normals(
            VectorMap.owning(size, new float[] {0, 0, 1, 0, 0, 0}), Mask.of(size, true, false));

    Prepared prepared = NormalsProtocol.DSINE.prepare("nyuv2-normals", truth, Optional.empty());

    assertThat(prepared.groundTruth()).isEqualTo(truth);
  }

  private static boolean[] believed(DepthProtocol protocol) {
    Prepared prepared = protocol.prepare("kitti", kitti(1), Optional.empty());
    Mask mask = ((GroundTruth.Depth) prepared.groundTruth()).valid().orElseThrow();
    boolean[] first = new boolean[FIRST.length];
    for (int pixel = 0; pixel < first.length; pixel++) {
      first[pixel] = mask.at(pixel);
    }
    return first;
  }

  /** Larger than the crop by so many rows and columns less one. */
  private static GroundTruth.Depth kitti(int more) {
    ImageSize size = new ImageSize(KITTI.height() + more - 1, KITTI.width() + more - 1);
    float[] metres = new float[size.pixels()];
    Arrays.fill(metres, 5);
    System.arraycopy(FIRST, 0, metres, 0, FIRST.length);
    return new GroundTruth.Depth(FloatMap.owning(size, metres), Optional.empty());
  }
}
