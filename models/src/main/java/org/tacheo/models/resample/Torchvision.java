package org.tacheo.models.resample;

import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;

/**
 * Resizing of 8-bit images as {@code torchvision.transforms.functional.resize} does it with a
 * tensor of bytes: interpolated in single precision, clamped, rounded to the nearest byte (half to
 * even).
 */
public final class Torchvision {
  private static final int CHANNELS = 3;

  private Torchvision() {}

  /**
   * An image of another size; the same if it has this size already.
   *
   * @param image {@code [H, W, 3]}
   * @param to the size wanted
   * @param interpolation for torchvision's {@code antialias=True} one with antialiasing
   */
  public static RgbImage resize(RgbImage image, ImageSize to, Interpolation interpolation) {
    ImageSize from = image.size();
    if (from.equals(to)) {
      return image;
    }
    Resampling resampling = interpolation.resampling(CHANNELS, from, to);
    float[] plane = new float[to.pixels()];
    byte[] bytes = new byte[Math.multiplyExact(CHANNELS, to.pixels())];
    for (int channel = 0; channel < CHANNELS; channel++) {
      resampling.run(rows(image, channel), plane, 0);
      round(plane, bytes, channel);
    }
    return RgbImage.owning(to, bytes);
  }

  private static Resampling.Rows rows(RgbImage image, int channel) {
    int width = image.size().width();
    return (row, values, at) -> {
      int start = row * width;
      for (int x = 0; x < width; x++) {
        values[at + x] = image.at(start + x, channel);
      }
    };
  }

  private static void round(float[] plane, byte[] bytes, int channel) {
    for (int i = 0; i < plane.length; i++) {
      float value = plane[i];
      float clamped = value < 0 ? 0 : value > 255 ? 255 : value;
      // So large a sum has no fraction left: it is rounded, half to even, and ends with the byte.
      bytes[CHANNELS * i + channel] = (byte) Float.floatToRawIntBits(clamped + 0x1p23f);
    }
  }
}
