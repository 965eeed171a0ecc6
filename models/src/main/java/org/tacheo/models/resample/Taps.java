package org.tacheo.models.resample;

import java.util.Arrays;

/**
 * For each output along one axis, the run of inputs that it is a weighted sum of. A run may start
 * before the first input or end behind the last, by {@link #MARGIN} at most: there stands the first
 * or last input again.
 */
final class Taps {
  /** By how much a run may leave the axis. */
  static final int MARGIN = 2;

  private final int inputs;
  private final int[] first;
  private final int[] count;
  private final int stride;
  private final float[] weights;

  /**
   * No runs yet.
   *
   * @param inputs how many inputs there are
   * @param outputs how many outputs there are
   * @param longest how many inputs a run has at most
   */
  Taps(int inputs, int outputs, int longest) {
    this.inputs = inputs;
    this.first = new int[outputs];
    this.count = new int[outputs];
    this.stride = longest;
    this.weights = new float[Math.multiplyExact(outputs, longest)];
  }

  /** Sets the run of one output. */
  void set(int output, int start, int length, float... values) {
    if (length < 1 || length > stride || start < -MARGIN || start + length > inputs + MARGIN) {
      throw new IllegalStateException(
          "the run from " + start + " of " + length + " leaves an axis of " + inputs);
    }
    first[output] = start;
    count[output] = length;
    System.arraycopy(values, 0, weights, output * stride, length);
  }

  /** How many inputs there are. */
  int inputs() {
    return inputs;
  }

  /** Which input a run has at this place. */
  int input(int output, int tap) {
    return Math.min(Math.max(first[output] + tap, 0), inputs - 1);
  }

  /** The weight of a run at this place. */
  float weight(int output, int tap) {
    return weights[output * stride + tap];
  }

  /** How long an array must be that holds the inputs between margins. */
  int rowLength() {
    return inputs + 2 * MARGIN;
  }

  /** The outputs from inputs that stand in an array behind a margin, which is filled here. */
  void along(float[] row, Summation summation, float[] target, int at) {
    Arrays.fill(row, 0, MARGIN, row[MARGIN]);
    Arrays.fill(row, MARGIN + inputs, inputs + 2 * MARGIN, row[MARGIN + inputs - 1]);
    for (int x = 0; x < first.length; x++) {
      target[at + x] = summation.sum(row, first[x] + MARGIN, weights, x * stride, count[x]);
    }
  }

  /**
   * The outputs of all columns at once.
   *
   * @param rows inputs, each a row of the plane
   * @param width columns of the plane
   * @param target to which as many rows are written as there are outputs
   * @param at where
   */
  void across(float[] rows, int width, Summation summation, float[] target, int at) {
    for (int y = 0; y < first.length; y++) {
      int out = at + y * width;
      int rounded = summation.rounded(count[y]);
      for (int position = 0; position < count[y]; position++) {
        int tap = summation.tap(position);
        int row = input(y, tap) * width;
        float weight = weight(y, tap);
        if (position == 0) {
          scaled(rows, row, weight, target, out, width);
        } else if (position <= rounded) {
          added(rows, row, weight, target, out, width);
        } else {
          fused(rows, row, weight, target, out, width);
        }
      }
    }
  }

  private static void scaled(
      float[] rows, int from, float weight, float[] target, int at, int width) {
    for (int x = 0; x < width; x++) {
      target[at + x] = rows[from + x] * weight;
    }
  }

  private static void added(
      float[] rows, int from, float weight, float[] target, int at, int width) {
    for (int x = 0; x < width; x++) {
      target[at + x] += rows[from + x] * weight;
    }
  }

  private static void fused(
      float[] rows, int from, float weight, float[] target, int at, int width) {
    for (int x = 0; x < width; x++) {
      target[at + x] = Math.fma(rows[from + x], weight, target[at + x]);
    }
  }
}
