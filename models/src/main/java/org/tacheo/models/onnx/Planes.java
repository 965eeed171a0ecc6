package org.tacheo.models.onnx;

import java.util.Arrays;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Region;
import org.tacheo.core.TacheoException;
import org.tacheo.models.resample.Interpolation;
import org.tacheo.models.runtime.Tensor;

/**
 * Maps of one size one after the other, {@code [C, H, W]}, in an array that their owner may use.
 */
final class Planes {
  private final int channels;
  private final ImageSize size;
  private final float[] values;

  Planes(int channels, ImageSize size, float[] values) {
    this.channels = channels;
    this.size = size;
    this.values = values;
  }

  /**
   * What came out of a network.
   *
   * @param name of the output
   * @param channels that it must have
   * @throws TacheoException if it has another shape, or a value that is not finite
   */
  static Planes of(String name, Tensor tensor, Layout layout, int channels) {
    long[] shape = tensor.shape();
    int end = shape.length;
    boolean last = layout == Layout.NHWC && end > 2 && shape[end - 1] == channels;
    int rows = last ? end - 3 : end - 2;
    int start = channels > 1 && !last ? rows - 1 : rows;
    boolean fits = start >= 0 && (channels == 1 || last == (layout == Layout.NHWC));
    fits &= channels == 1 || last || shape[Math.max(start, 0)] == channels;
    for (int axis = 0; axis < start; axis++) {
      fits &= shape[axis] == 1;
    }
    if (!fits || tensor.size() == 0) {
      throw new TacheoException(
          "output \""
              + name
              + "\" is "
              + Arrays.toString(shape)
              + ", expected one picture of "
              + channels
              + " channels, "
              + Words.of(layout)
              + "; see output in its description");
    }
    ImageSize size = new ImageSize((int) shape[rows], (int) shape[rows + 1]);
    float[] values = tensor.toArray();
    requireFinite(name, values, shape);
    return new Planes(channels, size, last ? parted(values, channels) : values);
  }

  private static void requireFinite(String name, float[] values, long[] shape) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new TacheoException(
            "the network gives "
                + values[i]
                + " at index "
                + i
                + " of output \""
                + name
                + "\" "
                + Arrays.toString(shape)
                + ", expected finite numbers");
      }
    }
  }

  /** Values with channels last as values with channels first. */
  private static float[] parted(float[] values, int channels) {
    int pixels = values.length / channels;
    float[] parted = new float[values.length];
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (int channel = 0; channel < channels; channel++) {
        parted[channel * pixels + pixel] = values[channels * pixel + channel];
      }
    }
    return parted;
  }

  ImageSize size() {
    return size;
  }

  /** The values themselves, which the caller may change. */
  float[] values() {
    return values;
  }

  /** The same maps at another size. */
  Planes resized(ImageSize to, Interpolation interpolation) {
    return size.equals(to)
        ? this
        : new Planes(channels, to, interpolation.resize(values, channels, size, to));
  }

  /** The part inside a rectangle. */
  Planes cropped(Region region) {
    ImageSize part = region.size();
    float[] target = new float[channels * part.pixels()];
    for (int row = 0; row < channels * part.height(); row++) {
      int plane = row / part.height();
      int from = plane * size.height() + region.top() + row % part.height();
      System.arraycopy(
          values, from * size.width() + region.left(), target, row * part.width(), part.width());
    }
    return new Planes(channels, part, target);
  }

  /** Values with channels last, {@code [H, W, C]}. */
  float[] interleaved() {
    int pixels = size.pixels();
    float[] target = new float[values.length];
    for (int channel = 0; channel < channels; channel++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        target[channels * pixel + channel] = values[channel * pixels + pixel];
      }
    }
    return target;
  }
}
