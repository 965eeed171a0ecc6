package org.tacheo.models.ensemble;

import org.tacheo.core.ImageSize;

/** The mean and the extremes of each member, and the extremes of each of its segments. */
final class Extents {
  private final double[] means;
  private final float[][] lows;
  private final float[][] highs;
  private final float[] smallest;
  private final float[] greatest;

  private Extents(double[] means, float[][] lows, float[][] highs) {
    this.means = means;
    this.lows = lows;
    this.highs = highs;
    this.smallest = new float[means.length];
    this.greatest = new float[means.length];
    for (int i = 0; i < means.length; i++) {
      smallest[i] = smallest(lows[i], lows[i].length);
      greatest[i] = greatest(highs[i], highs[i].length);
    }
  }

  /**
   * Those of members of one plane.
   *
   * @throws org.tacheo.core.TacheoException if a value is not finite
   */
  static Extents of(float[][] members, ImageSize size, Workers workers) {
    int chunks = Blocks.chunks(size.pixels());
    int segments = Blocks.segments(size.pixels());
    double[] sums = new double[members.length * chunks];
    float[][] lows = new float[members.length][segments];
    float[][] highs = new float[members.length][segments];
    workers.forEach(
        sums.length,
        task -> {
          int i = task / chunks;
          sums[task] = scan(members[i], task % chunks, lows[i], highs[i]);
        });
    return new Extents(means(members, size, sums), lows, highs);
  }

  private static double scan(float[] member, int chunk, float[] lows, float[] highs) {
    int end = Math.min(member.length, (chunk + 1) * Blocks.CHUNK);
    double sum = 0;
    for (int from = chunk * Blocks.CHUNK; from < end; from += Blocks.SEGMENT) {
      int to = Math.min(end, from + Blocks.SEGMENT);
      int segment = from / Blocks.SEGMENT;
      float low = member[from];
      float high = low;
      for (int p = from; p < to; p++) {
        // Branches, for they are seldom taken; NaN shows in the sum.
        float value = member[p];
        if (value < low) {
          low = value;
        } else if (value > high) {
          high = value;
        }
      }
      lows[segment] = low;
      highs[segment] = high;
      sum += sum(member, from, to);
    }
    return sum;
  }

  /** Four sums side by side, for they need not wait for one another. */
  private static double sum(float[] member, int from, int to) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int p = from;
    for (; p + 3 < to; p += 4) {
      sum0 += member[p];
      sum1 += member[p + 1];
      sum2 += member[p + 2];
      sum3 += member[p + 3];
    }
    for (; p < to; p++) {
      sum0 += member[p];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  private static double[] means(float[][] members, ImageSize size, double[] sums) {
    int chunks = sums.length / members.length;
    double[] means = new double[members.length];
    for (int task = 0; task < sums.length; task++) {
      means[task / chunks] += sums[task];
    }
    for (int i = 0; i < means.length; i++) {
      // A sum of float32 values cannot overflow, so it is finite just if all of them are.
      if (!Double.isFinite(means[i])) {
        throw Members.notFinite(members, i, size);
      }
      means[i] /= size.pixels();
    }
    return means;
  }

  static float smallest(float[] values, int count) {
    float smallest = values[0];
    for (int p = 1; p < count; p++) {
      smallest = Math.min(smallest, values[p]);
    }
    return smallest;
  }

  static float greatest(float[] values, int count) {
    float greatest = values[0];
    for (int p = 1; p < count; p++) {
      greatest = Math.max(greatest, values[p]);
    }
    return greatest;
  }

  int members() {
    return means.length;
  }

  double mean(int member) {
    return means[member];
  }

  float smallest(int member) {
    return smallest[member];
  }

  float greatest(int member) {
    return greatest[member];
  }

  int segments() {
    return lows[0].length;
  }

  /** The smallest value of each segment. */
  float[] lows(int member) {
    return lows[member];
  }

  /** The greatest value of each segment. */
  float[] highs(int member) {
    return highs[member];
  }
}
