package org.tacheo.eval.align;

/**
 * The lower weighted median: the least value whose weight, together with that of all smaller
 * values, is at least half of the whole. It minimises the sum of weight * |value - m| over m, and
 * is the smallest m that does.
 *
 * <p>By selection, not by sorting: linear in the number of values on average. The pivots follow
 * from the values alone, so the same input always takes the same way.
 */
final class WeightedMedian {
  private WeightedMedian() {}

  /**
   * The lower weighted median of the first {@code count} values. Both arrays are reordered
   * together.
   *
   * @param values none NaN
   * @param weights not negative; if all are 0, the least value is the median
   * @param count at least 1
   */
  static double of(double[] values, double[] weights, int count) {
    double half = sum(weights, count) / 2;
    double below = 0; // the weight of everything left of the range
    int from = 0;
    int to = count;
    while (to - from > 1) {
      double pivot = pivot(values, from, to);
      int less = from;
      int greater = to;
      double weightLess = 0;
      double weightEqual = 0;
      for (int i = from; i < greater; ) {
        double value = values[i];
        if (value < pivot) {
          weightLess += weights[i];
          swap(values, weights, less++, i++);
        } else if (value > pivot) {
          swap(values, weights, --greater, i);
        } else {
          weightEqual += weights[i++];
        }
      }
      if (less > from && below + weightLess >= half) {
        to = less;
      } else if (below + weightLess + weightEqual >= half || greater == to) {
        return pivot;
      } else {
        below += weightLess + weightEqual;
        from = greater;
      }
    }
    return values[from];
  }

  private static double sum(double[] weights, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[i];
    }
    return sum;
  }

  /** The middle one of first, middle and last. */
  private static double pivot(double[] values, int from, int to) {
    double a = values[from];
    double b = values[(from + to) >>> 1];
    double c = values[to - 1];
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private static void swap(double[] values, double[] weights, int i, int j) {
    double value = values[i];
    values[i] = values[j];
    values[j] = value;
    double weight = weights[i];
    weights[i] = weights[j];
    weights[j] = weight;
  }
}
