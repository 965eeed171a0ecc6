package org.tacheo.eval.metric;

import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;

/**
 * Canny's edge detector in the variant of scikit-image: Gaussian smoothing normalised by how much
 * of the kernel lies inside the image, Sobel derivatives (sums, not means: a unit step has
 * magnitude 4), non-maximum suppression between bilinear neighbours, hysteresis over eight
 * neighbours. In double throughout. The outermost rows and columns never hold an edge, and neither
 * does anything within reach of a NaN.
 *
 * <p>Source: Canny 1986; skimage.feature.canny 0.25.2, against which CannyEdgesTest holds it.
 */
final class CannyEdges {
  private static final double TRUNCATE = 4;

  private final int height;
  private final int width;
  private final double[] dy;
  private final double[] dx;
  private final double[] magnitude;

  private CannyEdges(ImageSize size, double[] smoothed) {
    this.height = size.height();
    this.width = size.width();
    this.dy = sobel(smoothed, width, 1);
    this.dx = sobel(smoothed, 1, width);
    this.magnitude = new double[smoothed.length];
    for (int i = 0; i < magnitude.length; i++) {
      magnitude[i] = Math.sqrt(dy[i] * dy[i] + dx[i] * dx[i]);
    }
  }

  /**
   * Whether each pixel, row-major, lies on an edge.
   *
   * @param image [H, W]
   * @param sigma of the Gaussian, pixels
   * @param low least magnitude of an edge
   * @param high least magnitude that an edge must reach somewhere
   */
  static boolean[] of(FloatMap image, double sigma, double low, double high) {
    CannyEdges edges = new CannyEdges(image.size(), smooth(image, sigma));
    return edges.hysteresis(edges.thinned(low), low, high);
  }

  private static double[] smooth(FloatMap image, double sigma) {
    int height = image.size().height();
    int width = image.size().width();
    double[] kernel = kernel(sigma);
    double[] values = new double[height * width];
    double[] ones = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.at(i);
      ones[i] = 1;
    }
    double[] smoothed = convolve(convolve(values, kernel, height, width), kernel, width, height);
    double[] inside = convolve(convolve(ones, kernel, height, width), kernel, width, height);
    for (int i = 0; i < smoothed.length; i++) {
      smoothed[i] /= inside[i] + Math.ulp(1.0);
    }
    return smoothed;
  }

  private static double[] kernel(double sigma) {
    int radius = (int) (TRUNCATE * sigma + 0.5);
    double[] kernel = new double[radius + 1];
    double sum = 0;
    for (int i = 0; i <= radius; i++) {
      kernel[i] = StrictMath.exp(-0.5 / (sigma * sigma) * i * i);
      sum += i == 0 ? kernel[i] : 2 * kernel[i];
    }
    for (int i = 0; i <= radius; i++) {
      kernel[i] /= sum;
    }
    return kernel;
  }

  /**
   * Convolves along the columns of a [rows, columns] map, zero outside, and transposes: twice gives
   * both directions and the map as it was.
   */
  private static double[] convolve(double[] values, double[] kernel, int rows, int columns) {
    double[] result = new double[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double sum = values[row * columns + column] * kernel[0];
        for (int i = kernel.length - 1; i > 0; i--) {
          double above = row >= i ? values[(row - i) * columns + column] : 0;
          double below = row + i < rows ? values[(row + i) * columns + column] : 0;
          sum += (above + below) * kernel[i];
        }
        result[row * columns + column] = sum;
      }
    }
    return transpose(result, rows, columns);
  }

  private static double[] transpose(double[] values, int rows, int columns) {
    double[] result = new double[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = values[row * columns + column];
      }
    }
    return result;
  }

  /** The derivative along one direction, smoothed 1, 2, 1 along the other, borders repeated. */
  private double[] sobel(double[] values, int alongStep, int acrossStep) {
    double[] result = new double[values.length];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int index = row * width + column;
        boolean vertical = alongStep == width;
        int along = vertical ? row : column;
        int across = vertical ? column : row;
        int alongEnd = vertical ? height : width;
        int acrossEnd = vertical ? width : height;
        int back = along > 0 ? -alongStep : 0;
        int forth = along + 1 < alongEnd ? alongStep : 0;
        int left = across > 0 ? -acrossStep : 0;
        int right = across + 1 < acrossEnd ? acrossStep : 0;
        double before = difference(values, index + left, back, forth);
        double here = difference(values, index, back, forth);
        double after = difference(values, index + right, back, forth);
        result[index] = before + after + 2 * here;
      }
    }
    return result;
  }

  private static double difference(double[] values, int index, int back, int forth) {
    return values[index + forth] - values[index + back];
  }

  /** Magnitudes of the pixels that are no less than both neighbours across the edge, else 0. */
  private double[] thinned(double low) {
    double[] kept = new double[magnitude.length];
    for (int row = 1; row < height - 1; row++) {
      for (int column = 1; column < width - 1; column++) {
        int index = row * width + column;
        if (magnitude[index] >= low && isCrest(index)) {
          kept[index] = magnitude[index];
        }
      }
    }
    return kept;
  }

  private boolean isCrest(int index) {
    double down = Math.abs(dy[index]);
    double right = Math.abs(dx[index]);
    boolean sameSign = (dy[index] >= 0) == (dx[index] >= 0) || dy[index] == 0 || dx[index] == 0;
    int diagonal = sameSign ? width + 1 : width - 1;
    int straight = down > right ? width : sameSign ? 1 : -1;
    double share = down > right ? right / down : down / right;
    return magnitude[index] >= between(index, diagonal, straight, share)
        && magnitude[index] >= between(index, -diagonal, -straight, share);
  }

  private double between(int index, int diagonal, int straight, double share) {
    return magnitude[index + diagonal] * share + magnitude[index + straight] * (1 - share);
  }

  private boolean[] hysteresis(double[] kept, double low, double high) {
    boolean[] edges = new boolean[kept.length];
    int[] stack = new int[kept.length];
    int depth = 0;
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] > 0 && kept[i] >= high) {
        edges[i] = true;
        stack[depth++] = i;
      }
    }
    while (depth > 0) {
      int index = stack[--depth];
      for (int row = -1; row <= 1; row++) {
        for (int column = -1; column <= 1; column++) {
          int next = index + row * width + column; // kept pixels never touch the border
          if (!edges[next] && kept[next] > 0 && kept[next] >= low) {
            edges[next] = true;
            stack[depth++] = next;
          }
        }
      }
    }
    return edges;
  }
}
