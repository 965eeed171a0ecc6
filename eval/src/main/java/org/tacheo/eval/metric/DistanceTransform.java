package org.tacheo.eval.metric;

import org.tacheo.core.ImageSize;

/**
 * The exact Euclidean distance of every pixel to the nearest pixel of a set, between centres.
 * Squared distances are integers, so nothing is rounded but the root.
 *
 * <p>Source: Felzenszwalb and Huttenlocher 2012 (lower envelope of parabolas), one pass by columns
 * and one by rows.
 */
final class DistanceTransform {
  private static final long FAR = 1L << 40;

  private DistanceTransform() {}

  /**
   * Distances in pixels, row-major; infinite everywhere if the set is empty.
   *
   * @param size [H, W]
   * @param members the set, row-major
   */
  static double[] of(ImageSize size, boolean[] members) {
    int height = size.height();
    int width = size.width();
    long[] squared = new long[size.pixels()];
    for (int column = 0; column < width; column++) {
      downAndUp(squared, members, column, height, width);
    }
    double[] distances = new double[squared.length];
    long[] line = new long[width];
    int[] apex = new int[width];
    double[] from = new double[width + 1];
    for (int row = 0; row < height; row++) {
      System.arraycopy(squared, row * width, line, 0, width);
      envelope(line, apex, from, distances, row * width);
    }
    return distances;
  }

  private static void downAndUp(
      long[] squared, boolean[] members, int column, int height, int width) {
    long steps = FAR;
    for (int row = 0; row < height; row++) {
      int pixel = row * width + column;
      steps = members[pixel] ? 0 : Math.min(FAR, steps + 1);
      squared[pixel] = steps;
    }
    steps = FAR;
    for (int row = height - 1; row >= 0; row--) {
      int pixel = row * width + column;
      steps = members[pixel] ? 0 : Math.min(FAR, steps + 1);
      long nearer = Math.min(steps, squared[pixel]);
      squared[pixel] = nearer >= FAR ? FAR : nearer * nearer;
    }
  }

  private static void envelope(
      long[] line, int[] apex, double[] from, double[] distances, int offset) {
    int last = -1;
    for (int q = 0; q < line.length; q++) {
      if (line[q] >= FAR) {
        continue;
      }
      double meeting = Double.NEGATIVE_INFINITY;
      while (last >= 0) {
        int p = apex[last];
        meeting = (line[q] + (double) q * q - line[p] - (double) p * p) / (2.0 * (q - p));
        if (meeting > from[last]) {
          break;
        }
        last--;
        meeting = Double.NEGATIVE_INFINITY;
      }
      last++;
      apex[last] = q;
      from[last] = meeting;
    }
    int current = 0;
    for (int column = 0; column < line.length; column++) {
      if (last < 0) {
        distances[offset + column] = Double.POSITIVE_INFINITY;
        continue;
      }
      while (current < last && from[current + 1] < column) {
        current++;
      }
      double across = column - apex[current];
      distances[offset + column] = Math.sqrt(line[apex[current]] + across * across);
    }
  }
}
