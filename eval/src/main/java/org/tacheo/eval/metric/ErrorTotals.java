package org.tacheo.eval.metric;

import java.util.function.LongToIntFunction;

/**
 * Running totals over sorted angular errors, given as float32 bits. Sums are in double, within a
 * sample in ascending order, over samples in the order in which they are added.
 */
final class ErrorTotals {
  private static final float[] THRESHOLDS = {5, 7.5f, 11.25f, 22.5f, 30};

  private long n;
  private double sum;
  private double squares;
  private final long[] below = new long[THRESHOLDS.length];

  /** The value in the middle, or both of an even number. */
  record Middle(double low, double high) {
    double mean() {
      return (low + high) / 2;
    }
  }

  /** Adds one sample: the first {@code count} of these, ascending. */
  void add(int[] bits, int count) {
    double sampleSum = 0;
    double sampleSquares = 0;
    for (int i = 0; i < count; i++) {
      double error = Float.intBitsToFloat(bits[i]);
      sampleSum += error;
      sampleSquares += error * error;
    }
    n += count;
    sum += sampleSum;
    squares += sampleSquares;
    for (int t = 0; t < THRESHOLDS.length; t++) {
      below[t] += firstAtLeast(bits, count, Float.floatToRawIntBits(THRESHOLDS[t]));
    }
  }

  long count() {
    return n;
  }

  /**
   * The middle of all errors.
   *
   * @param ranked the bits of the error with so many smaller ones
   * @throws IllegalStateException if there is no error
   */
  Middle middle(LongToIntFunction ranked) {
    if (n == 0) {
      throw new IllegalStateException("no error, no median");
    }
    return new Middle(
        Float.intBitsToFloat(ranked.applyAsInt((n - 1) / 2)),
        Float.intBitsToFloat(ranked.applyAsInt(n / 2)));
  }

  ErrorSummary summary(Middle middle) {
    return new ErrorSummary(
        n, sum, squares, middle.mean(), below[0], below[1], below[2], below[3], below[4]);
  }

  /** How many of the first {@code count}, ascending, are smaller than this. */
  static int firstAtLeast(int[] bits, int count, int least) {
    int from = 0;
    int to = count;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (bits[middle] < least) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
