package org.tacheo.core;

/**
 * The size of a raster, rows first: {@code [height, width]} in pixels.
 *
 * @param height number of rows, at least 1
 * @param width number of columns, at least 1
 */
public record ImageSize(int height, int width) {
  /**
   * Checks both extents.
   *
   * @throws IllegalArgumentException if an extent is not positive or the number of pixels does not
   *     fit an {@code int}
   */
  public ImageSize {
    if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not an image size: [" + height + ", " + width + "]");
    }
  }

  /** The number of pixels, {@code height * width}. */
  public int pixels() {
    return height * width;
  }

  /** Returns {@code [height, width]}, the form used in every message. */
  @Override
  public String toString() {
    return "[" + height + ", " + width + "]";
  }
}
