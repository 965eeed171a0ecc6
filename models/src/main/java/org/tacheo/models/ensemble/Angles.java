package org.tacheo.models.ensemble;

/**
 * Inverse functions of angles as polynomials, of an absolute error of 2e-8, a quarter of what
 * float32 angles are rounded by, and without branches (Abramowitz and Stegun, Handbook of
 * Mathematical Functions, 4.4.46 and 4.4.49).
 */
final class Angles {
  private Angles() {}

  /** The angle between 0 and pi of a cosine. */
  static double acos(double cosine) {
    double x = Math.abs(cosine);
    double sum = -0.0012624911;
    sum = sum * x + 0.0066700901;
    sum = sum * x - 0.0170881256;
    sum = sum * x + 0.0308918810;
    sum = sum * x - 0.0501743046;
    sum = sum * x + 0.0889789874;
    sum = sum * x - 0.2145988016;
    sum = sum * x + 1.5707963050;
    double angle = Math.sqrt(1 - x) * sum;
    return cosine < 0 ? Math.PI - angle : angle;
  }

  /** The angle between -pi and pi of a point in the plane; 0 for the origin. */
  static double atan2(double y, double x) {
    double a = Math.abs(x);
    double b = Math.abs(y);
    double ratio = Math.min(a, b) / Math.max(Math.max(a, b), Double.MIN_NORMAL);
    double angle = atan(ratio);
    angle = b > a ? Math.PI / 2 - angle : angle;
    angle = x < 0 ? Math.PI - angle : angle;
    return y < 0 ? -angle : angle;
  }

  private static double atan(double ratio) {
    double square = ratio * ratio;
    double sum = 0.0028662257;
    sum = sum * square - 0.0161657367;
    sum = sum * square + 0.0429096138;
    sum = sum * square - 0.0752896400;
    sum = sum * square + 0.1065626393;
    sum = sum * square - 0.1420889944;
    sum = sum * square + 0.1999355085;
    sum = sum * square - 0.3333314528;
    return ratio * (sum * square + 1);
  }
}
