package org.tacheo.core;

import java.util.Arrays;

/**
 * An immutable raster of booleans, {@code [H, W]}, row-major; {@code true} means the pixel counts.
 */
public final class Mask {
  private final ImageSize size;
  private final boolean[] values;

  private Mask(ImageSize size, boolean[] values) {
    if (values.length != size.pixels()) {
      throw new IllegalArgumentException(
          "a mask of " + size + " has " + size.pixels() + " values, got " + values.length);
    }
    this.size = size;
    this.values = values;
  }

  /**
   * A mask with a copy of these values.
   *
   * @param values row-major, {@code H * W} of them
   * @throws IllegalArgumentException if their number is not {@code H * W}
   */
  public static Mask of(ImageSize size, boolean... values) {
    return new Mask(size, values.clone());
  }

  /**
   * A mask that takes over this array without copying it; the caller must not keep a reference.
   *
   * @param values row-major, {@code H * W} of them
   * @throws IllegalArgumentException if their number is not {@code H * W}
   */
  public static Mask owning(ImageSize size, boolean[] values) {
    return new Mask(size, values);
  }

  /** The size, {@code [H, W]}. */
  public ImageSize size() {
    return size;
  }

  /** Whether the pixel at this row and column counts. */
  public boolean at(int row, int column) {
    return values[row * size.width() + column];
  }

  /** Whether the pixel at this row-major index counts. */
  public boolean at(int index) {
    return values[index];
  }

  /**
   * The part of this mask inside a rectangle, as a new mask.
   *
   * @throws IllegalArgumentException if the rectangle does not lie inside the mask
   */
  public Mask crop(Region region) {
    if (!region.isWithin(size)) {
      throw new IllegalArgumentException(region + " does not lie inside " + size);
    }
    ImageSize cropped = region.size();
    if (cropped.equals(size)) {
      return this;
    }
    boolean[] target = new boolean[cropped.pixels()];
    for (int row = 0; row < cropped.height(); row++) {
      System.arraycopy(
          values,
          (region.top() + row) * size.width() + region.left(),
          target,
          row * cropped.width(),
          cropped.width());
    }
    return new Mask(cropped, target);
  }

  /** Whether the other is a mask of the same size with the same values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Mask mask
        && size.equals(mask.size)
        && Arrays.equals(values, mask.values);
  }

  @Override
  public int hashCode() {
    return 31 * size.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Mask" + size;
  }
}
