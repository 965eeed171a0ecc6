package org.tacheo.datasets.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Which parts of a space are taken, as boxes along the axes, so that nothing stands in another. */
final class Occupancy {
  private final List<double[]> taken = new ArrayList<>();

  /** Takes the box between two corners, unless a part of it is taken. */
  boolean claim(Vec low, Vec high) {
    for (double[] box : taken) {
      if (low.x() < box[3]
          && high.x() > box[0]
          && low.y() < box[4]
          && high.y() > box[1]
          && low.z() < box[5]
          && high.z() > box[2]) {
        return false;
      }
    }
    take(low, high);
    return true;
  }

  /** Takes a box whatever was there. */
  void take(Vec low, Vec high) {
    taken.add(new double[] {low.x(), low.y(), low.z(), high.x(), high.y(), high.z()});
  }

  /** Takes the box around a box in a frame: x in [-w/2, w/2], y in [0, d], z in [0, h]. */
  boolean claim(Frame base, double w, double d, double h) {
    Vec a = base.point(-w / 2, 0, 0);
    Vec b = base.point(w / 2, 0, 0);
    Vec c = base.point(-w / 2, d, 0);
    Vec e = base.point(w / 2, d, 0);
    double z = base.origin().z();
    Vec low = new Vec(least(a.x(), b.x(), c.x(), e.x()), least(a.y(), b.y(), c.y(), e.y()), z);
    Vec high =
        new Vec(
            -least(-a.x(), -b.x(), -c.x(), -e.x()), -least(-a.y(), -b.y(), -c.y(), -e.y()), z + h);
    return claim(low, high);
  }

  private static double least(double a, double b, double c, double d) {
    return Math.min(Math.min(a, b), Math.min(c, d));
  }
}
