package org.tacheo.models.resample;

import org.tacheo.core.ImageSize;
import org.tacheo.core.SpecException;
import org.tacheo.core.TacheoException;

/**
 * The size at which an image is processed: its longer edge gets a resolution, up or down, and the
 * other edge follows. The ways of rounding differ by a pixel.
 */
public enum ProcessingSize {
  /** In integers, as the pipelines of diffusers: the longer edge is exact. */
  INTEGER {
    @Override
    int scaled(int extent, ImageSize size, int resolution) {
      return (int) ((long) extent * resolution / Math.max(size.height(), size.width()));
    }
  },

  /**
   * The product with a factor in double precision, truncated, as the repositories of Marigold and
   * of its fine-tuned models: the longer edge is one pixel short for some sizes, for 768 pixels
   * those of 330 of the first 6000 extents, among them the 1226 of some KITTI frames.
   */
  DOUBLE {
    @Override
    int scaled(int extent, ImageSize size, int resolution) {
      double factor =
          Math.min((double) resolution / size.width(), (double) resolution / size.height());
      return (int) (extent * factor);
    }
  };

  abstract int scaled(int extent, ImageSize size, int resolution);

  /**
   * The size at which an image is processed.
   *
   * @param size of the image
   * @param resolution of the longer edge, or 0 for the image's own
   * @throws SpecException if the resolution is negative or so large that no such image can be held
   * @throws TacheoException if the shorter edge would have no pixel left
   */
  public ImageSize of(ImageSize size, int resolution) {
    if (resolution < 0 || resolution > LARGEST) {
      throw new SpecException(
          "processing resolution: expected 0 (native) to " + LARGEST + ", got " + resolution);
    }
    if (resolution == 0) {
      return size;
    }
    int height = scaled(size.height(), size, resolution);
    int width = scaled(size.width(), size, resolution);
    if (height < 1 || width < 1) {
      throw new TacheoException(
          "an image of "
              + size
              + " at processing resolution "
              + resolution
              + " has no pixels left; choose a higher resolution or 0 (native)");
    }
    return new ImageSize(height, width);
  }

  /** Beyond which the square of the resolution exceeds the pixels of a raster. */
  private static final int LARGEST = 46340;
}
