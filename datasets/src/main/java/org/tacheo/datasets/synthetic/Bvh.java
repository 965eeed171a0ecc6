package org.tacheo.datasets.synthetic;

import java.util.Arrays;

/**
 * A tree of bounding boxes over the solids of a scene, flattened in depth-first order: the first
 * child of node {@code n} is {@code n + 1}. Split by the surface area heuristic over bins
 * (MacDonald and Booth 1990; Wald 2007).
 */
final class Bvh {
  private static final int BINS = 12;
  private static final int LEAF = 2;

  /** Six numbers per node: smallest x, y, z, largest x, y, z. */
  final double[] bounds;

  /** Of an inner node the second child, of a leaf its first place in {@link #order}. */
  final int[] link;

  /** Number of solids of a leaf, 0 for an inner node. */
  final int[] count;

  /** Axis along which an inner node was split. */
  final int[] axis;

  /** The solids in the order of the leaves. */
  final int[] order;

  private final double[] boxes;

  // Scratch of the split: the bins, and one place more for the union of some of them.
  private final double[] binned = new double[6 * (BINS + 1)];
  private final int[] filled = new int[BINS + 1];
  private final double[] leftCost = new double[BINS];
  private int nodes;

  /**
   * Builds the tree.
   *
   * @param boxes six numbers per solid, as in {@link #bounds}
   */
  Bvh(double[] boxes) {
    int solids = boxes.length / 6;
    this.boxes = boxes;
    int most = Math.max(1, 2 * solids);
    bounds = new double[6 * most];
    link = new int[most];
    count = new int[most];
    axis = new int[most];
    order = new int[solids];
    for (int i = 0; i < solids; i++) {
      order[i] = i;
    }
    build(0, solids);
  }

  private int build(int from, int to) {
    int node = nodes++;
    enclose(node, from, to);
    int along = widest(from, to);
    int middle = to - from <= LEAF ? from : split(from, to, along);
    if (to - from <= LEAF) {
      link[node] = from;
      count[node] = to - from;
      return node;
    }
    axis[node] = along;
    build(from, middle);
    link[node] = build(middle, to);
    return node;
  }

  private void enclose(int node, int from, int to) {
    for (int k = 0; k < 3; k++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        low = Math.min(low, boxes[6 * order[i] + k]);
        high = Math.max(high, boxes[6 * order[i] + 3 + k]);
      }
      bounds[6 * node + k] = low;
      bounds[6 * node + 3 + k] = high;
    }
  }

  private double centre(int place, int along) {
    int solid = 6 * order[place];
    return boxes[solid + along] + boxes[solid + 3 + along];
  }

  private int widest(int from, int to) {
    int best = 0;
    double width = -1;
    for (int k = 0; k < 3; k++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        low = Math.min(low, centre(i, k));
        high = Math.max(high, centre(i, k));
      }
      if (high - low > width) {
        width = high - low;
        best = k;
      }
    }
    return best;
  }

  private int split(int from, int to, int along) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      low = Math.min(low, centre(i, along));
      high = Math.max(high, centre(i, along));
    }
    if (!(high > low)) {
      return (from + to) / 2;
    }
    double scale = BINS / (high - low);
    int middle = partition(from, to, along, low, scale, cheapest(from, to, along, low, scale));
    return middle == from || middle == to ? (from + to) / 2 : middle;
  }

  private int partition(int from, int to, int along, double low, double scale, int bin) {
    int left = from;
    for (int i = from; i < to; i++) {
      if (binOf(i, along, low, scale) < bin) {
        int moved = order[left];
        order[left++] = order[i];
        order[i] = moved;
      }
    }
    return left;
  }

  private int binOf(int place, int along, double low, double scale) {
    return Math.min(BINS - 1, (int) ((centre(place, along) - low) * scale));
  }

  /** The first bin of the right-hand side of the cheapest split. */
  private int cheapest(int from, int to, int along, double low, double scale) {
    for (int bin = 0; bin < BINS; bin++) {
      clear(bin);
    }
    for (int i = from; i < to; i++) {
      int bin = binOf(i, along, low, scale);
      filled[bin]++;
      grow(bin, boxes, 6 * order[i]);
    }
    clear(BINS);
    for (int bin = 0; bin < BINS - 1; bin++) {
      leftCost[bin + 1] = swallow(bin);
    }
    clear(BINS);
    int best = BINS / 2;
    double least = Double.POSITIVE_INFINITY;
    for (int bin = BINS - 1; bin > 0; bin--) {
      double cost = leftCost[bin] + swallow(bin);
      if (cost < least) {
        least = cost;
        best = bin;
      }
    }
    return best;
  }

  private void clear(int bin) {
    filled[bin] = 0;
    Arrays.fill(binned, 6 * bin, 6 * bin + 3, Double.POSITIVE_INFINITY);
    Arrays.fill(binned, 6 * bin + 3, 6 * bin + 6, Double.NEGATIVE_INFINITY);
  }

  private void grow(int bin, double[] other, int at) {
    for (int k = 0; k < 3; k++) {
      binned[6 * bin + k] = Math.min(binned[6 * bin + k], other[at + k]);
      binned[6 * bin + 3 + k] = Math.max(binned[6 * bin + 3 + k], other[at + 3 + k]);
    }
  }

  /** Adds a bin to the last place of the scratch; the cost of what is there then. */
  private double swallow(int bin) {
    filled[BINS] += filled[bin];
    grow(BINS, binned, 6 * bin);
    if (filled[BINS] == 0) {
      return 0;
    }
    double x = binned[6 * BINS + 3] - binned[6 * BINS];
    double y = binned[6 * BINS + 4] - binned[6 * BINS + 1];
    double z = binned[6 * BINS + 5] - binned[6 * BINS + 2];
    return filled[BINS] * (x * y + y * z + z * x);
  }
}
