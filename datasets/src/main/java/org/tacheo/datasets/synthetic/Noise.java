package org.tacheo.datasets.synthetic;

/** Hashes and lattice noise: pure functions of their arguments, exact on every machine. */
final class Noise {
  private Noise() {}

  /** A well-mixed hash of three integers. */
  static int hash(int x, int y, int salt) {
    int h = x * 0x9E3779B1 + y * 0x85EBCA77 + salt * 0xC2B2AE3D;
    h = (h ^ (h >>> 15)) * 0x2C1B3C6D;
    h = (h ^ (h >>> 13)) * 0x297A2D39;
    return h ^ (h >>> 16);
  }

  /** A hash of three integers as a number in [0, 1). */
  static double cell(int x, int y, int salt) {
    return (hash(x, y, salt) >>> 8) * 0x1p-24;
  }

  /** Smooth noise over the plane in [0, 1), lattice constant 1. */
  static double plane(double x, double y, int salt) {
    double fx = Math.floor(x);
    double fy = Math.floor(y);
    int ix = (int) fx;
    int iy = (int) fy;
    double sx = ease(x - fx);
    double sy = ease(y - fy);
    double low = lerp(cell(ix, iy, salt), cell(ix + 1, iy, salt), sx);
    double high = lerp(cell(ix, iy + 1, salt), cell(ix + 1, iy + 1, salt), sx);
    return lerp(low, high, sy);
  }

  /** Smooth noise over space in [0, 1), lattice constant 1. */
  static double space(double x, double y, double z, int salt) {
    double fz = Math.floor(z);
    int floor = (int) fz;
    int layer = floor * 0x632BE5AB;
    double low = plane(x, y, salt + layer);
    double high = plane(x, y, salt + layer + 0x632BE5AB);
    return lerp(low, high, ease(z - fz));
  }

  /** Three octaves of {@link #plane}, in [0, 1). */
  static double cloudy(double x, double y, int salt) {
    return 0.57 * plane(x, y, salt)
        + 0.29 * plane(2.03 * x, 2.03 * y, salt + 1)
        + 0.14 * plane(4.11 * x, 4.11 * y, salt + 2);
  }

  static double lerp(double a, double b, double share) {
    return a + (b - a) * share;
  }

  /** 0 below {@code low}, 1 above {@code high}, smooth between. */
  static double step(double low, double high, double value) {
    return ease(Math.min(1, Math.max(0, (value - low) / (high - low))));
  }

  private static double ease(double t) {
    return t * t * (3 - 2 * t);
  }
}
