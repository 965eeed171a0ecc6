package org.tacheo.datasets.synthetic;

/**
 * A place and three perpendicular unit axes; the world has z up. Furniture is built in its own
 * frame: x along its width, y from its back to its front, z up.
 */
record Frame(Vec origin, Vec x, Vec y, Vec z) {
  static final Frame WORLD =
      new Frame(new Vec(0, 0, 0), new Vec(1, 0, 0), new Vec(0, 1, 0), new Vec(0, 0, 1));

  /** The point with these coordinates in this frame. */
  Vec point(double a, double b, double c) {
    return origin.plus(x.times(a)).plus(y.times(b)).plus(z.times(c));
  }

  /** This frame moved along its own axes. */
  Frame at(double a, double b, double c) {
    return new Frame(point(a, b, c), x, y, z);
  }

  /** Turned about its own z axis, from x towards y. */
  Frame turn(double radians) {
    double c = StrictMath.cos(radians);
    double s = StrictMath.sin(radians);
    return new Frame(origin, x.times(c).plus(y.times(s)), y.times(c).minus(x.times(s)), z);
  }

  /** Turned about its own z axis by quarter turns, exactly. */
  Frame quarter(int turns) {
    Frame turned = this;
    for (int i = 0; i < turns; i++) {
      turned = new Frame(origin, turned.y, turned.x.times(-1), z);
    }
    return turned;
  }

  /** Tilted about its own x axis, from y towards z. */
  Frame tilt(double radians) {
    double c = StrictMath.cos(radians);
    double s = StrictMath.sin(radians);
    return new Frame(origin, x, y.times(c).plus(z.times(s)), z.times(c).minus(y.times(s)));
  }

  /** Leaning about its own y axis, from z towards x. */
  Frame lean(double radians) {
    double c = StrictMath.cos(radians);
    double s = StrictMath.sin(radians);
    return new Frame(origin, x.times(c).minus(z.times(s)), y, z.times(c).plus(x.times(s)));
  }

  /** Lying down, so that what stood along z points along the former x axis. */
  Frame alongX() {
    return new Frame(origin, y, z, x);
  }

  /** Lying down, so that what stood along z points along the former y axis. */
  Frame alongY() {
    return new Frame(origin, z, x, y);
  }
}
