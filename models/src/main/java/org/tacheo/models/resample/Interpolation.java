package org.tacheo.models.resample;

import java.util.Arrays;
import org.tacheo.core.ImageSize;

/**
 * How a raster gets another size, as {@code torch.nn.functional.interpolate} does it on a CPU, in
 * single precision, with the roundings and fused multiply-adds of its AVX builds. Along an axis
 * that keeps its extent nothing changes.
 *
 * <p>Agrees with PyTorch 2.13 bit for bit where that has two threads or more, with at most four
 * planes and not interleaved, and images wider than one pixel; {@link #AREA} within 1e-6 of the
 * range of values. See InterpolationTest. NaN and infinities spread to all outputs whose run covers
 * them.
 */
public enum Interpolation {
  /** {@code mode="nearest"}: the input at or before the output's edge. */
  NEAREST {
    @Override
    Taps taps(int inputs, int outputs) {
      float scale = (float) inputs / outputs;
      Taps taps = new Taps(inputs, outputs, 1);
      for (int i = 0; i < outputs; i++) {
        taps.set(i, Math.min((int) (i * scale), inputs - 1), 1, 1f);
      }
      return taps;
    }
  },

  /** {@code mode="nearest-exact"}: the input under the output's centre. */
  NEAREST_EXACT {
    @Override
    Taps taps(int inputs, int outputs) {
      float scale = (float) inputs / outputs;
      Taps taps = new Taps(inputs, outputs, 1);
      for (int i = 0; i < outputs; i++) {
        taps.set(i, Math.min((int) ((i + 0.5f) * scale), inputs - 1), 1, 1f);
      }
      return taps;
    }
  },

  /** {@code mode="bilinear"}. */
  BILINEAR {
    @Override
    Taps taps(int inputs, int outputs) {
      float scale = (float) inputs / outputs;
      Taps taps = new Taps(inputs, outputs, 2);
      for (int i = 0; i < outputs; i++) {
        linear(taps, i, Math.max(Math.fma(scale, i + 0.5f, -0.5f), 0));
      }
      return taps;
    }

    @Override
    Resampling resampling(ImageSize from, ImageSize to) {
      return bilinear(this, from, to);
    }
  },

  /** {@code mode="bilinear", antialias=True}. */
  BILINEAR_ANTIALIAS {
    @Override
    Taps taps(int inputs, int outputs) {
      return Antialiasing.taps(inputs, outputs, Antialiasing.TRIANGLE);
    }
  },

  /** {@code mode="bilinear", align_corners=True}: corner pixels keep their centres. */
  BILINEAR_ALIGN_CORNERS {
    @Override
    Taps taps(int inputs, int outputs) {
      float scale = outputs > 1 ? (float) (inputs - 1) / (outputs - 1) : 0;
      Taps taps = new Taps(inputs, outputs, 2);
      for (int i = 0; i < outputs; i++) {
        linear(taps, i, scale * i);
      }
      return taps;
    }

    @Override
    Resampling resampling(ImageSize from, ImageSize to) {
      return bilinear(this, from, to);
    }
  },

  /** {@code mode="bicubic"}, whose cubics have the parameter -0.75. */
  BICUBIC {
    @Override
    Taps taps(int inputs, int outputs) {
      float scale = (float) inputs / outputs;
      Taps taps = new Taps(inputs, outputs, 4);
      for (int i = 0; i < outputs; i++) {
        float position = Math.fma(scale, i + 0.5f, -0.5f);
        int start = (int) Math.floor(position);
        taps.set(i, start - 1, 4, Cubic.SHARP.weights(position - start));
      }
      return taps;
    }

    @Override
    Resampling resampling(ImageSize from, ImageSize to) {
      return new Separable(this, Summation.SECOND_FIRST, from, to);
    }
  },

  /** {@code mode="bicubic", antialias=True}, whose cubics have the parameter -0.5. */
  BICUBIC_ANTIALIAS {
    @Override
    Taps taps(int inputs, int outputs) {
      return Antialiasing.taps(inputs, outputs, Antialiasing.CUBIC);
    }
  },

  /** {@code mode="area"}: the mean of all inputs that the output touches. */
  AREA {
    @Override
    Taps taps(int inputs, int outputs) {
      Taps taps = new Taps(inputs, outputs, inputs / outputs + 2);
      for (int i = 0; i < outputs; i++) {
        int from = (int) ((long) i * inputs / outputs);
        int to = (int) (((i + 1L) * inputs + outputs - 1) / outputs);
        float[] weights = new float[to - from];
        Arrays.fill(weights, 1f / weights.length);
        taps.set(i, from, weights.length, weights);
      }
      return taps;
    }
  };

  /** What each output along an axis is made of. */
  abstract Taps taps(int inputs, int outputs);

  /** How planes of a size get another one. */
  Resampling resampling(ImageSize from, ImageSize to) {
    return new Separable(this, Summation.IN_ORDER, from, to);
  }

  /**
   * Planes of another size.
   *
   * @param planes {@code [C, H, W]}
   * @param channels how many planes, at least 1
   * @param from their size
   * @param to the size wanted
   * @return {@code [C, H', W']}, a new array
   * @throws IllegalArgumentException if there are not as many values as the planes have
   */
  public float[] resize(float[] planes, int channels, ImageSize from, ImageSize to) {
    if (planes.length != (long) channels * from.pixels()) {
      throw new IllegalArgumentException(
          planes.length + " values for " + channels + " planes of " + from);
    }
    if (from.equals(to)) {
      return planes.clone();
    }
    float[] target = new float[Math.multiplyExact(channels, to.pixels())];
    Resampling resampling = resampling(from, to);
    for (int plane = 0; plane < channels; plane++) {
      int start = plane * from.pixels();
      resampling.run(
          (row, values, at) ->
              System.arraycopy(planes, start + row * from.width(), values, at, from.width()),
          target,
          plane * to.pixels());
    }
    return target;
  }

  private static Resampling bilinear(Interpolation kind, ImageSize from, ImageSize to) {
    return Joint.suits(to)
        ? new Joint(kind, from, to)
        : new Separable(kind, Summation.SECOND_FIRST, from, to);
  }

  private static void linear(Taps taps, int output, float position) {
    int start = Math.min((int) position, taps.inputs() - 1);
    float fraction = Math.min(position - start, 1);
    taps.set(output, start, 2, 1 - fraction, fraction);
  }
}
