package org.tacheo.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Planes written down as formulas; curved surfaces are tested with the renderer. */
class DepthToNormalsTest {
  private static final ImageSize SIZE = new ImageSize(5, 7);
  private static final Intrinsics CAMERA = new Intrinsics(6, 5, 3.2, 2.9);

  /**
   * A depth is rounded by at most 2^-24 of itself, and moves its point by that along a ray no
   * longer than 1.4; the neighbours are at least 2 / 6 of the depth apart, so that either tangent
   * turns by at most 1.4 * 2 * 2^-24 / (2 / 6), and the normal, in such a small map, by less than
   * four times that.
   */
  private static final double ROUNDING = 4 * 1.4 * 2 / 16777216.0 * 3;

  private static VectorMap plane(double x, double y, double z, double distance) {
    float[] depth = new float[SIZE.pixels()];
    for (int i = 0; i < depth.length; i++) {
      double rayX = (i % SIZE.width() + 0.5 - CAMERA.cx()) / CAMERA.fx();
      int row = i / SIZE.width();
      double rayY = (row + 0.5 - CAMERA.cy()) / CAMERA.fy();
      depth[i] = (float) (distance / (x * rayX + y * rayY + z));
    }
    return DepthToNormals.of(FloatMap.owning(SIZE, depth), CAMERA);
  }

  private static void assertInside(VectorMap normals, double x, double y, double z) {
    for (int row = 1; row < SIZE.height() - 1; row++) {
      for (int column = 1; column < SIZE.width() - 1; column++) {
        int i = row * SIZE.width() + column;
        assertThat((double) normals.at(i, 0)).isCloseTo(x, within(ROUNDING));
        assertThat((double) normals.at(i, 1)).isCloseTo(y, within(ROUNDING));
        assertThat((double) normals.at(i, 2)).isCloseTo(z, within(ROUNDING));
      }
    }
  }

  @Test
  void aWallThatFacesTheCameraLooksAtTheViewer() {
    assertInside(plane(0, 0, 1, 2), 0, 0, 1);
  }

  @Test
  void aSlantedPlaneHasItsNormalInTheFrameOfTheHouse() {
    // 0.36 X + 0.48 Y + 0.8 Z = 3 in x right, y down, z forward: towards the camera is minus that.
    assertInside(plane(0.36, 0.48, 0.8, 3), -0.36, 0.48, 0.8);
  }

  @Test
  void theUnitOfDepthDoesNotMatter() {
    assertThat(plane(0.36, 0.48, 0.8, 3 * 1024)).isEqualTo(plane(0.36, 0.48, 0.8, 3));
  }

  @Test
  void theBorderHasNone() {
    VectorMap normals = plane(0, 0, 1, 2);
    for (int i = 0; i < SIZE.pixels(); i++) {
      int row = i / SIZE.width();
      int column = i % SIZE.width();
      boolean inside = row > 0 && row < 4 && column > 0 && column < 6;
      assertThat(normals.at(i, 2) != 0).isEqualTo(inside);
    }
  }

  @Test
  void aHoleTakesItselfAndItsFourNeighbours() {
    float[] bad = {0, -1, Float.NaN, Float.POSITIVE_INFINITY};
    for (float hole : bad) {
      float[] depth = new float[SIZE.pixels()];
      Arrays.fill(depth, 2);
      depth[2 * SIZE.width() + 3] = hole;
      VectorMap normals = DepthToNormals.of(FloatMap.owning(SIZE, depth), CAMERA);
      for (int row = 1; row < 4; row++) {
        for (int column = 1; column < 6; column++) {
          boolean lost = Math.abs(row - 2) + Math.abs(column - 3) <= 1;
          int i = row * SIZE.width() + column;
          assertThat(normals.at(i, 2)).isEqualTo(lost ? 0f : 1f);
        }
      }
    }
  }

  @Test
  void aMapWithoutInsideHasNone() {
    ImageSize small = new ImageSize(2, 2);
    VectorMap normals = DepthToNormals.of(FloatMap.of(small, 1, 1, 1, 1), CAMERA);
    assertThat(normals.toArray()).containsOnly(0f);
  }
}
