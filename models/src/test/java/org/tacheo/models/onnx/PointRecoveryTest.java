package org.tacheo.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.ImageSize;
import org.tacheo.models.GoldenArrays;
import org.tacheo.models.GoldenArrays.GoldenArray;

/** Shift and focal length against SciPy's least_squares and torch, see make_onnx.py. */
class PointRecoveryTest {
  private static final GoldenArrays GOLDEN = GoldenArrays.read("/onnx/golden.npz");

  @ParameterizedTest
  @ValueSource(strings = {"exact", "noisy", "behind", "large"})
  void findsTheShiftThatScipyFinds(String name) {
    GoldenArray points = GOLDEN.get("points_" + name);
    ImageSize size = new ImageSize(points.shape()[0], points.shape()[1]);
    float[] planes = new float[3 * size.pixels()];
    for (int i = 0; i < planes.length; i++) {
      planes[i % 3 * size.pixels() + i / 3] = (float) points.values()[i];
    }
    boolean[] mask = mask(GOLDEN.get("points_" + name + "_mask"));
    float[] placed = new PointRecovery(new Planes(3, size, planes), mask).recovered().interleaved();
    // Both stop after the same steps; what differs is the order of sums of single-precision data.
    float[] expected = GOLDEN.get("points_" + name + "_placed").floats();
    for (int i = 0; i < expected.length; i++) {
      float tolerance = 2e-5f * Math.max(1, Math.abs(expected[i]));
      assertThat(placed[i]).as("value %d", i).isEqualTo(expected[i], within(tolerance));
    }
    assertThat(mask).isEqualTo(mask(GOLDEN.get("points_" + name + "_kept")));
  }

  private static boolean[] mask(GoldenArray array) {
    boolean[] mask = new boolean[array.values().length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = array.values()[i] != 0;
    }
    return mask;
  }

  @Test
  void leavesTheDepthOfPointsWithoutAMaskAlone() {
    ImageSize size = new ImageSize(2, 2);
    float[] planes = new float[12];
    Arrays.fill(planes, 8, 12, 3);
    Planes placed = new PointRecovery(new Planes(3, size, planes), new boolean[4]).recovered();
    assertThat(Arrays.copyOfRange(placed.values(), 8, 12)).containsOnly(3);
    // Focal length 1 of half a diagonal: fx = sqrt(2) / 2 of the width, x = -0.25 / fx * 3.
    assertThat(placed.values()[0]).isEqualTo(-1.0606602f, within(1e-6f));
  }
}
