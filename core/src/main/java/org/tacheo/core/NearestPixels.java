package org.tacheo.core;

/**
 * For every pixel the nearest pixel of a set, by the exact Euclidean distance between centres. Of
 * equally near ones it is the leftmost, and of these the upper. Squared distances are integers, so
 * that nothing is rounded but the root.
 *
 * <p>Source: Felzenszwalb and Huttenlocher 2012 (lower envelope of parabolas), one pass by columns
 * and one by rows.
 */
public final class NearestPixels {
  private static final int NONE = -1;

  private final ImageSize size;
  private final int[] nearest;

  private NearestPixels(ImageSize size) {
    this.size = size;
    this.nearest = new int[size.pixels()];
  }

  /**
   * The nearest pixels of a set.
   *
   * @param members the set
   */
  public static NearestPixels of(Mask members) {
    NearestPixels pixels = new NearestPixels(members.size());
    int width = members.size().width();
    for (int column = 0; column < width; column++) {
      pixels.downAndUp(members, column);
    }
    long[] line = new long[width];
    int[] member = new int[width];
    int[] apex = new int[width];
    double[] from = new double[width];
    for (int row = 0; row < members.size().height(); row++) {
      pixels.read(row, line, member);
      pixels.write(row, member, apex, from, envelope(line, member, apex, from));
    }
    return pixels;
  }

  /** The row-major index of the nearest pixel of the set, -1 if the set is empty. */
  public int at(int pixel) {
    return nearest[pixel];
  }

  /** How far away that pixel is, in pixels; infinitely far if the set is empty. */
  public double distance(int pixel) {
    int other = nearest[pixel];
    if (other == NONE) {
      return Double.POSITIVE_INFINITY;
    }
    int width = size.width();
    long across = (long) pixel % width - other % width;
    long down = (long) pixel / width - other / width;
    return Math.sqrt((double) (across * across + down * down));
  }

  /** The nearest member of each pixel's own column. */
  private void downAndUp(Mask members, int column) {
    int width = size.width();
    int above = NONE;
    for (int pixel = column; pixel < nearest.length; pixel += width) {
      above = members.at(pixel) ? pixel : above;
      nearest[pixel] = above;
    }
    int below = NONE;
    for (int pixel = nearest.length - width + column; pixel >= 0; pixel -= width) {
      below = members.at(pixel) ? pixel : below;
      int upper = nearest[pixel];
      if (upper == NONE || (below != NONE && below - pixel < pixel - upper)) {
        nearest[pixel] = below;
      }
    }
  }

  /** A row: the nearest members within the columns, and the squares of how far these are. */
  private void read(int row, long[] line, int[] member) {
    int width = size.width();
    for (int column = 0; column < width; column++) {
      int pixel = row * width + column;
      member[column] = nearest[pixel];
      long down = ((long) nearest[pixel] - pixel) / width;
      line[column] = down * down;
    }
  }

  /** The parabolas that are lowest anywhere, and from where on; returns how many. */
  private static int envelope(long[] line, int[] member, int[] apex, double[] from) {
    int count = 0;
    for (int q = 0; q < line.length; q++) {
      if (member[q] == NONE) {
        continue;
      }
      double meeting = Double.NEGATIVE_INFINITY;
      while (count > 0) {
        meeting = meeting(line, apex[count - 1], q);
        if (meeting > from[count - 1]) {
          break;
        }
        count--;
        meeting = Double.NEGATIVE_INFINITY;
      }
      apex[count] = q;
      from[count] = meeting;
      count++;
    }
    return count;
  }

  private static double meeting(long[] line, int p, int q) {
    return (line[q] + (double) q * q - line[p] - (double) p * p) / (2.0 * (q - p));
  }

  private void write(int row, int[] member, int[] apex, double[] from, int count) {
    int current = 0;
    for (int column = 0; column < member.length && count > 0; column++) {
      while (current < count - 1 && from[current + 1] < column) {
        current++;
      }
      nearest[row * member.length + column] = member[apex[current]];
    }
  }
}
