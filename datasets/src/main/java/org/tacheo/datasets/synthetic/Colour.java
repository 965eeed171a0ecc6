package org.tacheo.datasets.synthetic;

/** A linear RGB colour; reflectances lie in [0, 1], lights may exceed 1. */
record Colour(double r, double g, double b) {
  static Colour grey(double value) {
    return new Colour(value, value, value);
  }

  /**
   * A colour by hue (turns, any real), saturation and value (both 0 to 1). The value is squared, so
   * that equal steps look equal once the image is encoded.
   */
  static Colour hsv(double hue, double saturation, double value) {
    double linear = value * value;
    return new Colour(
        linear * (1 - saturation * dip(hue)),
        linear * (1 - saturation * dip(hue - 1.0 / 3)),
        linear * (1 - saturation * dip(hue - 2.0 / 3)));
  }

  Colour mix(Colour other, double share) {
    return new Colour(
        r + (other.r - r) * share, g + (other.g - g) * share, b + (other.b - b) * share);
  }

  Colour times(double factor) {
    return new Colour(r * factor, g * factor, b * factor);
  }

  Colour times(Colour other) {
    return new Colour(r * other.r, g * other.g, b * other.b);
  }

  /** How much a channel is lowered at this distance (turns) from its own hue. */
  private static double dip(double turns) {
    double wrapped = Math.abs(turns - Math.floor(turns + 0.5));
    return Math.min(1, Math.max(0, 6 * wrapped - 1));
  }
}
