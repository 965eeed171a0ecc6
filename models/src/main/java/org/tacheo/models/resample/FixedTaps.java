package org.tacheo.models.resample;

import java.util.Arrays;

/** Runs of inputs with weights in fixed point, as Pillow computes them for 8-bit images. */
final class FixedTaps {
  private static final int CHANNELS = 3;

  /** Digits behind the binary point: a weighted sum of bytes keeps two bits to spare. */
  private static final int PRECISION = 32 - 8 - 2;

  private static final int HALF = 1 << (PRECISION - 1);

  private final int inputs;
  private final int[] first;
  private final int[] count;
  private final int stride;
  private final int[] weights;

  private FixedTaps(int inputs, int outputs, int longest) {
    this.inputs = inputs;
    this.first = new int[outputs];
    this.count = new int[outputs];
    this.stride = longest;
    this.weights = new int[Math.multiplyExact(outputs, longest)];
  }

  /** How weights fall with the distance. */
  enum Kernel {
    TRIANGLE(1) {
      @Override
      double at(double distance) {
        return distance < 1 ? 1 - distance : 0;
      }
    },
    CUBIC(2) {
      @Override
      double at(double distance) {
        if (distance < 1) {
          return ((A + 2) * distance - (A + 3)) * distance * distance + 1;
        }
        return distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * A : 0;
      }
    };

    private static final double A = -0.5;

    private final double radius;

    Kernel(double radius) {
      this.radius = radius;
    }

    /** The weight at a distance that is not negative. */
    abstract double at(double distance);
  }

  static FixedTaps of(int inputs, int outputs, Kernel kernel) {
    double scale = (double) inputs / outputs;
    double widening = Math.max(scale, 1);
    double support = kernel.radius * widening;
    double[] run = new double[(int) Math.ceil(support) * 2 + 1];
    FixedTaps taps = new FixedTaps(inputs, outputs, run.length);
    for (int i = 0; i < outputs; i++) {
      double centre = (i + 0.5) * scale;
      int from = Math.max((int) (centre - support + 0.5), 0);
      int to = Math.min((int) (centre + support + 0.5), inputs);
      double total = 0;
      for (int j = 0; j < to - from; j++) {
        run[j] = kernel.at(Math.abs((j + from - centre + 0.5) * (1 / widening)));
        total += run[j];
      }
      taps.set(i, from, to - from, run, total);
    }
    return taps;
  }

  private void set(int output, int start, int length, double[] run, double total) {
    first[output] = start;
    count[output] = length;
    for (int j = 0; j < length; j++) {
      double weight = run[j] / total * (1 << PRECISION);
      weights[output * stride + j] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
    }
  }

  /** The outputs of each of these rows of pixels. */
  byte[] along(byte[] pixels, int rows) {
    byte[] target = new byte[Math.multiplyExact(CHANNELS * rows, first.length)];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int x = 0; x < first.length; x++) {
        int start = CHANNELS * (row * inputs + first[x]);
        for (int channel = 0; channel < CHANNELS; channel++) {
          target[at++] = rounded(sum(pixels, start + channel, x));
        }
      }
    }
    return target;
  }

  private int sum(byte[] pixels, int start, int output) {
    int weight = output * stride;
    int sum = HALF;
    for (int j = 0; j < count[output]; j++) {
      sum += (pixels[start + CHANNELS * j] & 0xFF) * weights[weight + j];
    }
    return sum;
  }

  /** The outputs of all columns of pixels, rows of this width. */
  byte[] across(byte[] pixels, int width) {
    int length = CHANNELS * width;
    byte[] target = new byte[Math.multiplyExact(length, first.length)];
    int[] sums = new int[length];
    for (int y = 0; y < first.length; y++) {
      Arrays.fill(sums, HALF);
      for (int j = 0; j < count[y]; j++) {
        add(pixels, (first[y] + j) * length, weights[y * stride + j], sums);
      }
      for (int i = 0; i < length; i++) {
        target[y * length + i] = rounded(sums[i]);
      }
    }
    return target;
  }

  private static void add(byte[] pixels, int from, int weight, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (pixels[from + i] & 0xFF) * weight;
    }
  }

  private static byte rounded(int sum) {
    return (byte) Math.min(Math.max(sum >> PRECISION, 0), 255);
  }
}
