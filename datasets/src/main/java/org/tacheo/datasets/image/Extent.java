package org.tacheo.datasets.image;

import org.tacheo.core.DataException;
import org.tacheo.core.ImageSize;

/** Checks the size that a file declares before anything is allocated for it. */
final class Extent {
  /**
   * The most pixels, or array elements, that a file may declare: 2^27, five 24-megapixel frames.
   */
  static final int MAX_PIXELS = 1 << 27;

  private Extent() {}

  /**
   * A declared size.
   *
   * @throws DataException if an extent is not positive or there are more than {@link #MAX_PIXELS}
   *     pixels
   */
  static ImageSize declared(long height, long width, String where, String format) {
    if (height < 1 || width < 1 || height > MAX_PIXELS || width > MAX_PIXELS / height) {
      throw new DataException(
          where
              + ": the "
              + format
              + " declares a size of ["
              + height
              + ", "
              + width
              + "], expected at least [1, 1] and at most "
              + MAX_PIXELS
              + " pixels; check the file");
    }
    return new ImageSize((int) height, (int) width);
  }
}
