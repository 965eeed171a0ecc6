package org.tacheo.eval.align;

import org.tacheo.core.VectorMap;

/**
 * A fitted scale and a shift along each axis: aligned = point * scale + shift, in two float32
 * roundings per coordinate.
 *
 * @param scale float32, common to the axes
 * @param x shift along x, metres
 * @param y shift along y, metres
 * @param z shift along z, metres
 */
public record PointFit(float scale, float x, float y, float z) {
  /**
   * The aligned points.
   *
   * @param points [H, W, 3]
   */
  public VectorMap apply(VectorMap points) {
    float[] values = points.toArray();
    for (int i = 0; i < values.length; i += 3) {
      values[i] = values[i] * scale + x;
      values[i + 1] = values[i + 1] * scale + y;
      values[i + 2] = values[i + 2] * scale + z;
    }
    return VectorMap.owning(points.size(), values);
  }
}
