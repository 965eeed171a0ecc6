package org.tacheo.core;

import java.util.Arrays;

/**
 * An immutable raster of three-dimensional float32 vectors, {@code [H, W, 3]}, row-major,
 * components x, y, z. The coordinate frame is said where the map is used.
 */
public final class VectorMap {
  private final ImageSize size;
  private final float[] values;

  private VectorMap(ImageSize size, float[] values) {
    if (values.length != 3L * size.pixels()) {
      throw new IllegalArgumentException(
          "a vector map of "
              + size
              + " has "
              + 3L * size.pixels()
              + " values, got "
              + values.length);
    }
    this.size = size;
    this.values = values;
  }

  /**
   * A map that takes over this array without copying it; the caller must not keep a reference.
   *
   * @param values {@code H * W * 3} values, x first
   * @throws IllegalArgumentException if their number is not {@code H * W * 3}
   */
  public static VectorMap owning(ImageSize size, float[] values) {
    return new VectorMap(size, values);
  }

  /** The size, {@code [H, W]}. */
  public ImageSize size() {
    return size;
  }

  /**
   * One component of one vector.
   *
   * @param index row-major index of the pixel
   * @param component 0 x, 1 y, 2 z
   */
  public float at(int index, int component) {
    return values[3 * index + component];
  }

  /** Each component times a factor of its own, as a new map. */
  public VectorMap scaled(float x, float y, float z) {
    float[] target = new float[values.length];
    for (int i = 0; i < values.length; i += 3) {
      target[i] = values[i] * x;
      target[i + 1] = values[i + 1] * y;
      target[i + 2] = values[i + 2] * z;
    }
    return new VectorMap(size, target);
  }

  /**
   * The part of this map inside a rectangle, as a new map.
   *
   * @throws IllegalArgumentException if the rectangle does not lie inside the map
   */
  public VectorMap crop(Region region) {
    if (!region.isWithin(size)) {
      throw new IllegalArgumentException(region + " does not lie inside " + size);
    }
    ImageSize cropped = region.size();
    if (cropped.equals(size)) {
      return this;
    }
    float[] target = new float[3 * cropped.pixels()];
    for (int row = 0; row < cropped.height(); row++) {
      System.arraycopy(
          values,
          3 * ((region.top() + row) * size.width() + region.left()),
          target,
          3 * row * cropped.width(),
          3 * cropped.width());
    }
    return new VectorMap(cropped, target);
  }

  /** A new array of the {@code H * W * 3} values. */
  public float[] toArray() {
    return values.clone();
  }

  /** Whether the other is a map of the same size with the same bits. */
  @Override
  public boolean equals(Object other) {
    return other instanceof VectorMap map
        && size.equals(map.size)
        && Arrays.equals(values, map.values);
  }

  @Override
  public int hashCode() {
    return 31 * size.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "VectorMap" + size;
  }
}
