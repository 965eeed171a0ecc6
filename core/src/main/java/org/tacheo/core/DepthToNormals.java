package org.tacheo.core;

/**
 * Surface normals of a depth map.
 *
 * <p>With P(row, column) = depth * ((column + 0.5 - cx) / fx, (row + 0.5 - cy) / fy, 1), the point
 * that a pixel shows, the normal is the direction of
 *
 * <p>(P(row + 1, column) - P(row - 1, column)) x (P(row, column + 1) - P(row, column - 1)),
 *
 * <p>the cross product of central differences, which for positive depths points towards the camera.
 * It is exact on planes; on a surface of radius R it is off by the second order of the distance
 * between neighbours over R; across an edge in depth it is meaningless.
 *
 * <p>Arithmetic: double, rounded once to float32. Source: cross products of tangents of an
 * organised point cloud, Holzer et al., "Adaptive neighborhood selection for real-time surface
 * normal estimation", IROS 2012, without its smoothing.
 */
public final class DepthToNormals {
  private final FloatMap depth;
  private final Intrinsics camera;
  private final int width;

  private DepthToNormals(FloatMap depth, Intrinsics camera) {
    this.depth = depth;
    this.camera = camera;
    this.width = depth.size().width();
  }

  /**
   * The normals of a depth map.
   *
   * @param depth [H, W], along the optical axis, in any unit
   * @param camera that took it, pixels of this map
   * @return [H, W, 3], unit vectors with x right, y up and z towards the viewer; 0, 0, 0 on the
   *     border, and where the pixel or one of its four neighbours has no positive finite depth
   */
  public static VectorMap of(FloatMap depth, Intrinsics camera) {
    DepthToNormals pass = new DepthToNormals(depth, camera);
    float[] vectors = new float[Math.multiplyExact(3, depth.size().pixels())];
    for (int row = 1; row < depth.size().height() - 1; row++) {
      for (int column = 1; column < depth.size().width() - 1; column++) {
        pass.put(row, column, vectors);
      }
    }
    return VectorMap.owning(depth.size(), vectors);
  }

  private void put(int row, int column, float[] vectors) {
    int here = row * width + column;
    float up = depth.at(here - width);
    float down = depth.at(here + width);
    float left = depth.at(here - 1);
    float right = depth.at(here + 1);
    if (!(isDepth(depth.at(here)) && isDepth(up) && isDepth(down))
        || !(isDepth(left) && isDepth(right))) {
      return;
    }
    double slopeX = (column + 0.5 - camera.cx()) / camera.fx();
    double slopeY = (row + 0.5 - camera.cy()) / camera.fy();
    // Along the row, y slopes as the ray; along the column, x does.
    double alongZ = (double) right - left;
    double alongX = slopeX * alongZ + ((double) right + left) / camera.fx();
    double alongY = slopeY * alongZ;
    double downZ = (double) down - up;
    double downX = slopeX * downZ;
    double downY = slopeY * downZ + ((double) down + up) / camera.fy();
    double x = downY * alongZ - downZ * alongY;
    double y = downZ * alongX - downX * alongZ;
    double z = downX * alongY - downY * alongX;
    double length = Math.sqrt(x * x + y * y + z * z);
    // From OpenCV's axes, y down and z forward.
    vectors[3 * here] = (float) (x / length);
    vectors[3 * here + 1] = (float) (-y / length);
    vectors[3 * here + 2] = (float) (-z / length);
  }

  private static boolean isDepth(float value) {
    return value > 0 && value < Float.POSITIVE_INFINITY;
  }
}
