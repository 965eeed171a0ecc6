package org.tacheo.eval.align;

import java.util.Arrays;

/**
 * The search behind MoGe's fits with a shift: over all anchors k and scales a, minimise the sum of
 * w_i |a (x_i - x_k) - (y_i - y_k)| over points and coordinates, leaving out terms with x_i = x_k.
 *
 * <p>Leaving out those terms is what the reference does, by a sign that is 0: an anchor whose value
 * repeats looks better than it is, and the line found is not the one of least absolute deviations
 * ({@link LeastAbsoluteDeviations} finds that). With one coordinate and without repeated values
 * both agree. With three coordinates the shift is that of one point in all of them, which is no
 * exact minimum either.
 *
 * <p>The reference sorts all N points for every one of N anchors. Here the loss of every anchor at
 * one scale, and its derivative, follow from a single sort by y - a x. Each anchor's loss is convex
 * in a, so a pair of tangents bounds it from below; scales are tried where the least bound is,
 * until only few anchors may still be the best. For those alone the scale is computed, in the
 * reference's float32.
 */
final class AnchoredFit {
  private static final int MAX_SCALES = 60;
  private static final int FEW = 8;
  private static final float EPSILON = 1e-7f;

  private final float[][] x;
  private final float[][] y;
  private final float[] w;
  private final int n;
  private final double magnitude;

  /** What the dropped terms would add to the loss of each anchor. */
  private final double[] dropped;

  private final double[] lowScale;
  private final double[] lowLoss;
  private final double[] lowSlope;
  private final double[] highScale;
  private final double[] highLoss;
  private final double[] highSlope;
  private final double[] least;
  private final double[] loss;
  private final double[] slope;
  private final long[] order;

  /**
   * A search.
   *
   * @param x what is aligned, by coordinate and point
   * @param y what it is aligned to, likewise
   * @param w weight of each point, positive
   */
  AnchoredFit(float[][] x, float[][] y, float[] w) {
    this.x = x;
    this.y = y;
    this.w = w;
    this.n = w.length;
    this.magnitude = magnitude(y, w);
    this.dropped = new double[n];
    this.lowScale = new double[n];
    this.lowLoss = new double[n];
    this.lowSlope = new double[n];
    this.highScale = new double[n];
    this.highLoss = new double[n];
    this.highSlope = new double[n];
    this.least = new double[n];
    this.loss = new double[n];
    this.slope = new double[n];
    this.order = new long[n];
  }

  /**
   * The best anchor, the point and the coordinate that its line meets next.
   *
   * @param anchor index of a point
   * @param partner index of a point; the anchor itself if x is constant
   * @param coordinate in which the two support the line
   */
  record Support(int anchor, int partner, int coordinate) {}

  /** Searches. */
  Support solve() {
    dropTies();
    startBrackets();
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    double scale = 0;
    for (int step = 0; step < MAX_SCALES; step++) {
      evaluate(scale);
      double best = Double.POSITIVE_INFINITY;
      for (int k = 0; k < n; k++) {
        narrow(k, scale);
        least[k] = Math.min(least[k], loss[k] - dropped[k]);
        best = Math.min(best, least[k]);
      }
      double slack = slack(best);
      int possible = 0;
      int lowest = 0;
      double bound = Double.POSITIVE_INFINITY;
      for (int k = 0; k < n; k++) {
        double lower = lowerBound(k);
        possible += lower <= best + slack ? 1 : 0;
        if (lower < bound) {
          bound = lower;
          lowest = k;
        }
      }
      double next = meeting(lowest);
      if (possible <= FEW || next == scale) {
        break;
      }
      scale = next;
    }
    return finish();
  }

  /** Rounding of float32 terms, by which losses cannot be told apart. */
  private double slack(double best) {
    return 1e-6 * Math.abs(best) + 1e-9 * magnitude;
  }

  private static double magnitude(float[][] y, float[] w) {
    double sum = 0;
    for (float[] coordinate : y) {
      for (int i = 0; i < w.length; i++) {
        sum += w[i] * Math.abs(coordinate[i]);
      }
    }
    return sum;
  }

  private void dropTies() {
    for (int c = 0; c < x.length; c++) {
      sortBy(x[c]);
      for (int from = 0, to; from < n; from = to) {
        to = from + 1;
        while (to < n && x[c][index(to)] == x[c][index(from)]) {
          to++;
        }
        if (to - from > 1) {
          dropTies(y[c], from, to);
        }
      }
    }
  }

  /** Adds, for each point of a tie, the sum of w |y - y_k| over the others. */
  private void dropTies(float[] target, int from, int to) {
    long[] tied = new long[to - from];
    double weight = 0;
    double moment = 0;
    for (int i = from; i < to; i++) {
      int point = index(i);
      tied[i - from] = key(target[point], point);
      weight += w[point];
      moment += (double) w[point] * target[point];
    }
    Arrays.sort(tied);
    double weightBelow = 0;
    double momentBelow = 0;
    for (long entry : tied) {
      int point = (int) entry;
      double value = target[point];
      dropped[point] += value * (2 * weightBelow - weight) - 2 * momentBelow + moment;
      weightBelow += w[point];
      momentBelow += w[point] * value;
    }
  }

  /** |a| sum w |x - x_k| - sum w |y - y_k| bounds every loss from below. */
  private void startBrackets() {
    double[] spread = new double[n];
    double[] offset = new double[n];
    for (int c = 0; c < x.length; c++) {
      addDistances(x[c], spread);
      addDistances(y[c], offset);
    }
    for (int k = 0; k < n; k++) {
      lowScale[k] = Double.NEGATIVE_INFINITY;
      highScale[k] = Double.POSITIVE_INFINITY;
      lowLoss[k] = -offset[k];
      highLoss[k] = -offset[k];
      lowSlope[k] = -spread[k];
      highSlope[k] = spread[k];
    }
  }

  private void addDistances(float[] values, double[] sums) {
    sortBy(values);
    double weight = 0;
    double moment = 0;
    for (int i = 0; i < n; i++) {
      weight += w[i];
      moment += (double) w[i] * values[i];
    }
    double weightBelow = 0;
    double momentBelow = 0;
    for (int i = 0; i < n; i++) {
      int point = index(i);
      double value = values[point];
      sums[point] += value * (2 * weightBelow - weight) - 2 * momentBelow + moment;
      weightBelow += w[point];
      momentBelow += w[point] * value;
    }
  }

  /** Loss and derivative of every anchor at one scale. */
  private void evaluate(double scale) {
    Arrays.fill(loss, 0);
    Arrays.fill(slope, 0);
    for (int c = 0; c < x.length; c++) {
      evaluate(scale, x[c], y[c]);
    }
  }

  private void evaluate(double scale, float[] xs, float[] ys) {
    double weight = 0;
    double moment = 0;
    double momentX = 0;
    for (int i = 0; i < n; i++) {
      double residual = ys[i] - scale * xs[i];
      order[i] = key((float) residual, i);
      weight += w[i];
      moment += w[i] * residual;
      momentX += (double) w[i] * xs[i];
    }
    Arrays.sort(order);
    double weightBelow = 0;
    double momentBelow = 0;
    double momentXBelow = 0;
    for (int i = 0; i < n; i++) {
      int k = index(i);
      double residual = ys[k] - scale * xs[k];
      double balance = 2 * weightBelow - weight; // weight below less weight from here on
      loss[k] += residual * balance - 2 * momentBelow + moment;
      slope[k] += -xs[k] * balance + 2 * momentXBelow - momentX;
      weightBelow += w[k];
      momentBelow += w[k] * residual;
      momentXBelow += (double) w[k] * xs[k];
    }
  }

  private void narrow(int k, double scale) {
    // Tangents are kept as value at scale 0 and slope.
    double intercept = loss[k] - slope[k] * scale;
    if (slope[k] < 0) {
      if (scale > lowScale[k]) {
        lowScale[k] = scale;
        lowLoss[k] = intercept;
        lowSlope[k] = slope[k];
      }
    } else if (scale < highScale[k]) {
      highScale[k] = scale;
      highLoss[k] = intercept;
      highSlope[k] = slope[k];
    }
  }

  private double meeting(int k) {
    double turn = highSlope[k] - lowSlope[k];
    return turn > 0 ? (lowLoss[k] - highLoss[k]) / turn : 0;
  }

  private double lowerBound(int k) {
    return lowLoss[k] + lowSlope[k] * meeting(k) - dropped[k];
  }

  /** Solves the anchors that may be the best one by one, the likeliest first. */
  private Support finish() {
    for (int k = 0; k < n; k++) {
      order[k] = key((float) least[k], k);
    }
    Arrays.sort(order);
    double[] values = new double[n * x.length];
    double[] weights = new double[n * x.length];
    double best = Double.POSITIVE_INFINITY;
    double noise = 1e-7 * magnitude;
    Support support = new Support(0, 0, 0);
    for (int i = 0; i < n && !(best <= noise); i++) {
      int k = index(i);
      if (lowerBound(k) > best + slack(best)) {
        continue;
      }
      float scale = scale(k, values, weights);
      double exact = loss(k, scale);
      if (exact < best) {
        best = exact;
        support = partner(k, scale);
      }
    }
    return support;
  }

  /** The reference's one-dimensional solution for this anchor, in its float32. */
  private float scale(int k, double[] values, double[] weights) {
    int count = 0;
    for (int c = 0; c < x.length; c++) {
      for (int i = 0; i < n; i++) {
        float dx = x[c][i] - x[c][k];
        if (dx != 0) {
          values[count] = ratio(dx, y[c][i] - y[c][k]);
          weights[count++] = Math.abs(dx) * w[i];
        }
      }
    }
    return count == 0 ? 0 : (float) WeightedMedian.of(values, weights, count);
  }

  private double loss(int k, float scale) {
    double sum = 0;
    for (int c = 0; c < x.length; c++) {
      for (int i = 0; i < n; i++) {
        float dx = x[c][i] - x[c][k];
        if (dx != 0) {
          sum += w[i] * Math.abs((double) scale * dx - (y[c][i] - y[c][k]));
        }
      }
    }
    return sum;
  }

  private Support partner(int k, float scale) {
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < x.length; c++) {
        float dx = x[c][i] - x[c][k];
        if (dx != 0 && ratio(dx, y[c][i] - y[c][k]) == scale) {
          return new Support(k, i, c);
        }
      }
    }
    return new Support(k, k, 0);
  }

  private static float ratio(float dx, float dy) {
    float sign = Math.signum(dx);
    return dy * sign / Math.max(dx * sign, EPSILON);
  }

  private void sortBy(float[] values) {
    for (int i = 0; i < n; i++) {
      order[i] = key(values[i], i);
    }
    Arrays.sort(order);
  }

  private int index(int position) {
    return (int) order[position];
  }

  /** Sorts by value, then by index. */
  private static long key(float value, int index) {
    int bits = Float.floatToIntBits(value);
    return (long) (bits ^ ((bits >> 31) & 0x7FFFFFFF)) << 32 | index;
  }
}
