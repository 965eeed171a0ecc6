package org.tacheo.core;

import java.util.Arrays;

/**
 * An immutable 8-bit image, {@code [H, W, 3]}, row-major, channels red, green, blue; row 0 is the
 * top.
 */
public final class RgbImage {
  private final ImageSize size;
  private final byte[] values;

  private RgbImage(ImageSize size, byte[] values) {
    if (values.length != 3L * size.pixels()) {
      throw new IllegalArgumentException(
          "an image of " + size + " has " + 3L * size.pixels() + " bytes, got " + values.length);
    }
    this.size = size;
    this.values = values;
  }

  /**
   * An image that takes over this array without copying it; the caller must not keep a reference.
   *
   * @param values {@code H * W * 3} bytes, red first
   * @throws IllegalArgumentException if their number is not {@code H * W * 3}
   */
  public static RgbImage owning(ImageSize size, byte[] values) {
    return new RgbImage(size, values);
  }

  /** The size, {@code [H, W]}. */
  public ImageSize size() {
    return size;
  }

  /**
   * One channel of one pixel, 0 to 255.
   *
   * @param index row-major index of the pixel
   * @param channel 0 red, 1 green, 2 blue
   */
  public int at(int index, int channel) {
    return values[3 * index + channel] & 0xFF;
  }

  /** One channel (0 red, 1 green, 2 blue) of the pixel at this row and column, 0 to 255. */
  public int at(int row, int column, int channel) {
    return at(row * size.width() + column, channel);
  }

  /** A new array of the {@code H * W * 3} bytes. */
  public byte[] toArray() {
    return values.clone();
  }

  /**
   * The part of this image inside a rectangle, as a new image.
   *
   * @throws IllegalArgumentException if the rectangle does not lie inside the image
   */
  public RgbImage crop(Region region) {
    if (!region.isWithin(size)) {
      throw new IllegalArgumentException(region + " does not lie inside " + size);
    }
    ImageSize cropped = region.size();
    if (cropped.equals(size)) {
      return this;
    }
    byte[] target = new byte[3 * cropped.pixels()];
    int rowBytes = 3 * cropped.width();
    for (int row = 0; row < cropped.height(); row++) {
      System.arraycopy(
          values,
          3 * ((region.top() + row) * size.width() + region.left()),
          target,
          row * rowBytes,
          rowBytes);
    }
    return new RgbImage(cropped, target);
  }

  /** Whether the other is an image of the same size with the same bytes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RgbImage image
        && size.equals(image.size)
        && Arrays.equals(values, image.values);
  }

  @Override
  public int hashCode() {
    return 31 * size.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "RgbImage" + size;
  }
}
