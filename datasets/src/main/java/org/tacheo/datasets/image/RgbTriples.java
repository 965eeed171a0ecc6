package org.tacheo.datasets.image;

import org.tacheo.core.ImageSize;
import org.tacheo.core.VectorMap;

/** An immutable raster [H, W, 3] of the integers of an RGB image, of 8 or of 16 bits each. */
public final class RgbTriples {
  private final ImageSize size;
  private final byte[] samples;
  private final boolean wide;

  /**
   * A raster that takes over this array.
   *
   * @param samples R, G, B of each pixel; big-endian pairs of bytes if there are 16 bits
   */
  RgbTriples(ImageSize size, byte[] samples) {
    this.size = size;
    this.samples = samples;
    this.wide = samples.length > 3 * size.pixels();
  }

  /** The size, {@code [H, W]}. */
  public ImageSize size() {
    return size;
  }

  /** 8 or 16. */
  public int bitDepth() {
    return wide ? 16 : 8;
  }

  /**
   * One integer as stored, 0 to 255 or to 65535.
   *
   * @param index row-major index of the pixel
   * @param channel 0 red, 1 green, 2 blue
   */
  public int at(int index, int channel) {
    int sample = 3 * index + channel;
    return wide
        ? (samples[2 * sample] & 0xFF) << 8 | (samples[2 * sample + 1] & 0xFF)
        : samples[sample] & 0xFF;
  }

  /** Whether all three integers of a pixel are zero, which is how normals mark what has none. */
  public boolean isZero(int index) {
    return (at(index, 0) | at(index, 1) | at(index, 2)) == 0;
  }

  /**
   * The vectors that the integers stand for: {@code v / 255 * 2 - 1}, or {@code v / 65535 * 2 - 1},
   * each step rounded to float32 as NumPy does with a float32 array. Zero triples are decoded like
   * every other; nothing is normalised.
   */
  public VectorMap toVectors() {
    float[] values = new float[3 * size.pixels()];
    float most = wide ? 65535f : 255f;
    for (int i = 0; i < values.length; i++) {
      values[i] = at(i / 3, i % 3) / most * 2f - 1f;
    }
    return VectorMap.owning(size, values);
  }
}
