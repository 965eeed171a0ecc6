package org.tacheo.models.resample;

import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;

/**
 * Resizing of 8-bit images as Pillow's {@code Image.resize} does it: along rows first, then down
 * columns, with weights in fixed point, each pass rounded to bytes.
 *
 * <p>Agrees byte for byte with Pillow 12.0.0, see PillowTest. Pillow 13 goes down columns first if
 * the height shrinks far more than the width, and then differs by one; where the aspect ratio is
 * kept it does not.
 */
public final class Pillow {
  private static final int CHANNELS = 3;

  private Pillow() {}

  /** What an output pixel is made of. */
  public enum Filter {
    /** The pixel under its centre. */
    NEAREST,
    /** A triangle as wide as two steps of the coarser raster. */
    BILINEAR,
    /** Cubic convolution with the parameter -0.5, as wide as four steps of the coarser raster. */
    BICUBIC
  }

  /**
   * An image of another size; the same if it has this size already.
   *
   * @param image {@code [H, W, 3]}
   * @param to the size wanted
   * @param filter what its pixels are made of
   */
  public static RgbImage resize(RgbImage image, ImageSize to, Filter filter) {
    if (image.size().equals(to)) {
      return image;
    }
    return switch (filter) {
      case NEAREST -> nearest(image, to);
      case BILINEAR -> convolved(image, to, FixedTaps.Kernel.TRIANGLE);
      case BICUBIC -> convolved(image, to, FixedTaps.Kernel.CUBIC);
    };
  }

  private static RgbImage nearest(RgbImage image, ImageSize to) {
    int[] rows = places(image.size().height(), to.height());
    int[] columns = places(image.size().width(), to.width());
    byte[] bytes = new byte[Math.multiplyExact(CHANNELS, to.pixels())];
    int at = 0;
    for (int row : rows) {
      int start = row * image.size().width();
      for (int column : columns) {
        for (int channel = 0; channel < CHANNELS; channel++) {
          bytes[at++] = (byte) image.at(start + column, channel);
        }
      }
    }
    return RgbImage.owning(to, bytes);
  }

  /** Steps are added up as in Pillow, with the roundings of that. */
  private static int[] places(int inputs, int outputs) {
    double step = (double) inputs / outputs;
    double place = step * 0.5;
    int[] places = new int[outputs];
    for (int i = 0; i < outputs; i++) {
      places[i] = Math.min((int) place, inputs - 1);
      place += step;
    }
    return places;
  }

  private static RgbImage convolved(RgbImage image, ImageSize to, FixedTaps.Kernel kernel) {
    ImageSize from = image.size();
    byte[] bytes = image.toArray();
    if (from.width() != to.width()) {
      bytes = FixedTaps.of(from.width(), to.width(), kernel).along(bytes, from.height());
    }
    if (from.height() != to.height()) {
      bytes = FixedTaps.of(from.height(), to.height(), kernel).across(bytes, to.width());
    }
    return RgbImage.owning(to, bytes);
  }
}
