package org.tacheo.core;

/**
 * A rectangle of a raster: rows {@code top} (inclusive) to {@code bottom} (exclusive), columns
 * {@code left} to {@code right} likewise.
 *
 * @param top first row
 * @param bottom row after the last
 * @param left first column
 * @param right column after the last
 */
public record Region(int top, int bottom, int left, int right) {
  /**
   * Checks the order of the bounds.
   *
   * @throws IllegalArgumentException if the rectangle is empty or starts before row or column 0
   */
  public Region {
    if (top < 0 || left < 0 || bottom <= top || right <= left) {
      throw new IllegalArgumentException(
          "not a region: rows " + top + ":" + bottom + ", columns " + left + ":" + right);
    }
  }

  /** The whole of a raster of this size. */
  public static Region all(ImageSize size) {
    return new Region(0, size.height(), 0, size.width());
  }

  /** The size of the rectangle. */
  public ImageSize size() {
    return new ImageSize(bottom - top, right - left);
  }

  /** Whether the rectangle lies inside a raster of this size. */
  public boolean isWithin(ImageSize size) {
    return bottom <= size.height() && right <= size.width();
  }
}
