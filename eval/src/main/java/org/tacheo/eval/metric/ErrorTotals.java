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

  /** Adds one sample: the bits of its errors, ascending. */
  void add(int[] sorted) {
    double sampleSum = 0;
    double sampleSquares = 0;
    for (int bits : sorted) {
      double error = Float.intBitsToFloat(bits);
      sampleSum += error;
      sampleSquares += error * error;
    }
    n += sorted.length;
    sum += sampleSum;
    squares += sampleSquares;
    for (int t = 0; t < THRESHOLDS.length; t++) {
      below[t] += firstAtLeast(sorted, Float.floatToRawIntBits(THRESHOLDS[t]));
    }
  }

  long count() {
    return n;
  }

  /**
   * The totals, with the median.
   *
   * @param ranked the bits of the error that has so many before it
   * @throws IllegalStateException if there is no error
   */
  ErrorSummary summary(LongToIntFunction ranked) {
    if (n == 0) {
      throw new IllegalStateException("no error, no median");
    }
    double low = Float.intBitsToFloat(ranked.applyAsInt((n - 1) / 2));
    double high = Float.intBitsToFloat(ranked.applyAsInt(n / 2));
    return new ErrorSummary(
        n, sum, squares, (low + high) / 2, below[0], below[1], below[2], below[3], below[4]);
  }

  /** How many of these, ascending, are smaller than this. */
  static int firstAtLeast(int[] sorted, int least) {
    int from = 0;
    int to = sorted.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < least) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
