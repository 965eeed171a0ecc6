package org.tacheo.models.diffusion;

import java.util.Arrays;
import org.tacheo.core.ImageSize;
import org.tacheo.models.resample.Interpolation;
import org.tacheo.models.runtime.Tensor;

/**
 * Numbers in planes, [C, H, W].
 *
 * @param values row by row, plane by plane; whoever makes one hands the array over
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record Planes(int channels, ImageSize size, float[] values) {
  Planes {
    if (values.length != (long) channels * size.pixels()) {
      throw new IllegalArgumentException(
          values.length + " values for " + channels + " planes of " + size);
    }
  }

  /**
   * One image of several without what padding added; where nothing was padded it may be smaller
   * than what is shown.
   *
   * @param images [N, C, H, W]
   */
  static Planes shown(Tensor images, int index, ImageSize shown) {
    ImageSize size = new ImageSize(images.extent(2), images.extent(3));
    float[] values = new float[images.extent(1) * size.pixels()];
    images.values().get(index * values.length, values);
    ImageSize kept =
        new ImageSize(
            Math.min(size.height(), shown.height()), Math.min(size.width(), shown.width()));
    return new Planes(images.extent(1), size, values).cropped(kept);
  }

  /** [1, C, H, W]. */
  Tensor tensor() {
    return Tensor.of(values, 1, channels, size.height(), size.width());
  }

  Planes resized(ImageSize to, Interpolation interpolation) {
    return to.equals(size)
        ? this
        : new Planes(channels, to, interpolation.resize(values, channels, size, to));
  }

  /** The upper left part. */
  Planes cropped(ImageSize to) {
    if (to.equals(size)) {
      return this;
    }
    float[] cropped = new float[channels * to.pixels()];
    for (int channel = 0; channel < channels; channel++) {
      for (int row = 0; row < to.height(); row++) {
        System.arraycopy(
            values,
            channel * size.pixels() + row * size.width(),
            cropped,
            channel * to.pixels() + row * to.width(),
            to.width());
      }
    }
    return new Planes(channels, to, cropped);
  }

  /** Larger by copies of the last column to the right and of the last row below. */
  Planes padded(ImageSize to) {
    if (to.equals(size)) {
      return this;
    }
    float[] padded = new float[channels * to.pixels()];
    for (int channel = 0; channel < channels; channel++) {
      for (int row = 0; row < to.height(); row++) {
        int from = channel * size.pixels() + Math.min(row, size.height() - 1) * size.width();
        int target = channel * to.pixels() + row * to.width();
        System.arraycopy(values, from, padded, target, size.width());
        Arrays.fill(
            padded, target + size.width(), target + to.width(), values[from + size.width() - 1]);
      }
    }
    return new Planes(channels, to, padded);
  }

  /** Each value between two bounds. */
  Planes clipped(float low, float high) {
    float[] clipped = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      clipped[i] = Math.min(Math.max(values[i], low), high);
    }
    return new Planes(channels, size, clipped);
  }
}
