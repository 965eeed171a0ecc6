package org.tacheo.models.resample;

import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;

/** The rasters whose reference values were computed elsewhere, and the names of those values. */
final class Rasters {
  private Rasters() {}

  /** A Weyl sequence in [-1, 1), {@code [C, H, W]}. */
  static float[] planes(int channels, ImageSize size) {
    float[] planes = new float[channels * size.pixels()];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (i * 40503L % 65536) / 32768f - 1;
    }
    return planes;
  }

  /** Slopes with noise upon them. */
  static RgbImage image(ImageSize size) {
    byte[] bytes = new byte[3 * size.pixels()];
    for (int i = 0; i < bytes.length; i++) {
      long noise = ((i * 2654435761L) >> 7) % 101;
      bytes[i] = (byte) ((i * 255L / bytes.length + noise) % 256);
    }
    return RgbImage.owning(size, bytes);
  }

  /** A size written as HxW. */
  static ImageSize size(String text) {
    String[] parts = text.split("x", -1);
    return new ImageSize(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }
}
