package org.tacheo.datasets.synthetic;

/**
 * The points of a lamp that are looked for, in half extents of the lamp: four probes far apart,
 * which tell neighbouring pixels in turn whether they disagree, and the first points of Roberts's
 * R3 sequence, an additive recurrence, the same for all pixels: they must not show a pattern.
 */
final class LampPoints {
  /** Probes, one for each pixel of a block of 2 x 2. */
  static final int PROBES = 4;

  /** Points that one ray of a pixel in half shadow looks for. */
  static final int SHARE = 5;

  /** The most rays of one pixel that look for points of their own. */
  private static final int RAYS = 5;

  private static final int POINTS = RAYS * SHARE;

  /** The root above 1 of x^4 = x + 1. */
  private static final double ROOT = 1.2207440846057596;

  private static final double[] PLACES = places();

  private LampPoints() {}

  /** The probe of a pixel. */
  static int probe(int row, int column) {
    return (row & 1) * 2 + (column & 1);
  }

  /**
   * The first of the {@link #SHARE} points of one ray of a pixel.
   *
   * @param ray 0 to 4
   */
  static int share(int ray) {
    return PROBES + ray * SHARE;
  }

  static double x(int point) {
    return PLACES[3 * point];
  }

  static double y(int point) {
    return PLACES[3 * point + 1];
  }

  static double z(int point) {
    return PLACES[3 * point + 2];
  }

  private static double[] places() {
    double[] places = new double[3 * (PROBES + POINTS)];
    // The corners of a tetrahedron: seen from any side they are the corners of a square or so.
    double[] corners = {1, 1, 1, 1, -1, -1, -1, 1, -1, -1, -1, 1};
    for (int i = 0; i < corners.length; i++) {
      places[i] = 0.9 * corners[i];
    }
    for (int i = 0; i < POINTS; i++) {
      double step = i + 1;
      for (int axis = 0; axis < 3; axis++) {
        step /= ROOT;
        places[3 * (PROBES + i) + axis] = 2 * fraction(0.5 + step) - 1;
      }
    }
    return places;
  }

  private static double fraction(double value) {
    return value - Math.floor(value);
  }
}
