package org.tacheo.core;

import java.util.Arrays;

/**
 * An immutable raster of float32 values, {@code [H, W]}, row-major; row 0 is the top of the image.
 * What a value means (metres, a ratio, disparity) is said where the map is used.
 */
public final class FloatMap {
  private final ImageSize size;
  private final float[] values;

  private FloatMap(ImageSize size, float[] values) {
    if (values.length != size.pixels()) {
      throw new IllegalArgumentException(
          "a map of " + size + " has " + size.pixels() + " values, got " + values.length);
    }
    this.size = size;
    this.values = values;
  }

  /**
   * A map with a copy of these values.
   *
   * @param values row-major, {@code H * W} of them
   * @throws IllegalArgumentException if their number is not {@code H * W}
   */
  public static FloatMap of(ImageSize size, float... values) {
    return new FloatMap(size, values.clone());
  }

  /**
   * A map that takes over this array without copying it; the caller must not keep a reference.
   *
   * @param values row-major, {@code H * W} of them
   * @throws IllegalArgumentException if their number is not {@code H * W}
   */
  public static FloatMap owning(ImageSize size, float[] values) {
    return new FloatMap(size, values);
  }

  /** The size, {@code [H, W]}. */
  public ImageSize size() {
    return size;
  }

  /** The value at this row and column. */
  public float at(int row, int column) {
    return values[row * size.width() + column];
  }

  /** The value at this row-major index. */
  public float at(int index) {
    return values[index];
  }

  /** A new row-major array of the values. */
  public float[] toArray() {
    return values.clone();
  }

  /**
   * The part of this map inside a rectangle, as a new map.
   *
   * @throws IllegalArgumentException if the rectangle does not lie inside the map
   */
  public FloatMap crop(Region region) {
    if (!region.isWithin(size)) {
      throw new IllegalArgumentException(region + " does not lie inside " + size);
    }
    ImageSize cropped = region.size();
    if (cropped.equals(size)) {
      return this;
    }
    float[] target = new float[cropped.pixels()];
    for (int row = 0; row < cropped.height(); row++) {
      System.arraycopy(
          values,
          (region.top() + row) * size.width() + region.left(),
          target,
          row * cropped.width(),
          cropped.width());
    }
    return new FloatMap(cropped, target);
  }

  /** Whether the other is a map of the same size with the same bits. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FloatMap map
        && size.equals(map.size)
        && Arrays.equals(values, map.values);
  }

  @Override
  public int hashCode() {
    return 31 * size.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "FloatMap" + size;
  }
}
