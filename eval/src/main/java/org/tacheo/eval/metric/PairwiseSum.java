package org.tacheo.eval.metric;

/**
 * The sum of float32 values in float32, in the order in which NumPy adds a contiguous array:
 * halves, cut at multiples of 8, down to 128 values; those in eight interleaved sums. A mean that
 * the reference rounds to four decimals falls on the same side only if it is summed in the same
 * way.
 *
 * <p>PairwiseSumTest holds it to the bit against NumPy 2.4.6.
 */
final class PairwiseSum {
  private static final int BLOCK = 128;
  private static final int LANES = 8;

  private PairwiseSum() {}

  static float of(float[] values) {
    return sum(values, 0, values.length);
  }

  private static float sum(float[] values, int from, int count) {
    if (count < LANES) {
      return chain(0, values, from, count);
    }
    if (count > BLOCK) {
      int half = count / 2;
      half -= half % LANES;
      return sum(values, from, half) + sum(values, from + half, count - half);
    }
    return block(values, from, count);
  }

  private static float block(float[] values, int from, int count) {
    float s0 = values[from];
    float s1 = values[from + 1];
    float s2 = values[from + 2];
    float s3 = values[from + 3];
    float s4 = values[from + 4];
    float s5 = values[from + 5];
    float s6 = values[from + 6];
    float s7 = values[from + 7];
    int whole = count - count % LANES;
    for (int i = from + LANES; i < from + whole; i += LANES) {
      s0 += values[i];
      s1 += values[i + 1];
      s2 += values[i + 2];
      s3 += values[i + 3];
      s4 += values[i + 4];
      s5 += values[i + 5];
      s6 += values[i + 6];
      s7 += values[i + 7];
    }
    float sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    return chain(sum, values, from + whole, count - whole);
  }

  private static float chain(float start, float[] values, int from, int count) {
    float sum = start;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    return sum;
  }
}
