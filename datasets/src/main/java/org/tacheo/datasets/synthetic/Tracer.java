package org.tacheo.datasets.synthetic;

import java.util.Arrays;

/**
 * Follows rays through one scene. Holds the scratch of one thread, so that following a ray
 * allocates nothing. Directions need not be unit vectors: distances are in lengths of them.
 */
final class Tracer {
  /** A hit nearer than this many lengths of the direction is the start's own surface. */
  private static final double NEAREST = 1e-6;

  private static final double NONE = Double.POSITIVE_INFINITY;

  /** Distance of the last hit, in lengths of the ray's direction. */
  double distance;

  /** The solid that was hit last, -1 if none. */
  int solid;

  /** The point that was resolved last, in the coordinates of the solid's form. */
  double formX;

  double formY;
  double formZ;

  /** The outward unit normal of the point that was resolved last, in the world. */
  double normalX;

  double normalY;
  double normalZ;

  private final Scene scene;
  private final double[] toForm;
  private final int[] stack;
  private final int[] hiders;

  Tracer(Scene scene) {
    this.scene = scene;
    this.toForm = scene.toForm;
    this.stack = new int[scene.forms.length + 1];
    this.hiders = new int[scene.lights.length + 1];
    Arrays.fill(hiders, -1);
  }

  /** Finds the first solid along a ray; the answer is in {@link #distance} and {@link #solid}. */
  boolean hit(double ox, double oy, double oz, double dx, double dy, double dz) {
    distance = NONE;
    solid = -1;
    Bvh bvh = scene.bvh;
    double ix = 1 / dx;
    double iy = 1 / dy;
    double iz = 1 / dz;
    int top = 0;
    int node = 0;
    while (true) {
      if (entry(bvh.bounds, 6 * node, ox, oy, oz, ix, iy, iz, distance) < distance) {
        int count = bvh.count[node];
        if (count == 0 && bvh.link[node] != 0) {
          int axis = bvh.axis[node];
          double along = axis == 0 ? dx : axis == 1 ? dy : dz;
          int first = node + 1;
          int second = bvh.link[node];
          stack[top++] = along < 0 ? first : second;
          node = along < 0 ? second : first;
          continue;
        }
        for (int i = bvh.link[node]; i < bvh.link[node] + count; i++) {
          double t = meet(i, ox, oy, oz, dx, dy, dz);
          if (t < distance) {
            distance = t;
            solid = i;
          }
        }
      }
      if (top == 0) {
        return solid >= 0;
      }
      node = stack[--top];
    }
  }

  /**
   * Whether a solid that does not glow stands between a point and point + end * direction.
   *
   * @param lamp number of the lamp that is looked for; what hid it last is tried first
   */
  boolean blocked(
      double ox, double oy, double oz, double dx, double dy, double dz, double end, int lamp) {
    int hider = hiders[lamp];
    if (hider >= 0 && meet(hider, ox, oy, oz, dx, dy, dz) < end) {
      return true;
    }
    hiders[lamp] = -1;
    Bvh bvh = scene.bvh;
    double ix = 1 / dx;
    double iy = 1 / dy;
    double iz = 1 / dz;
    int top = 0;
    int node = 0;
    while (true) {
      if (entry(bvh.bounds, 6 * node, ox, oy, oz, ix, iy, iz, end) < end) {
        int count = bvh.count[node];
        if (count == 0 && bvh.link[node] != 0) {
          stack[top++] = bvh.link[node];
          node++;
          continue;
        }
        for (int i = bvh.link[node]; i < bvh.link[node] + count; i++) {
          if (scene.opaque[i] && meet(i, ox, oy, oz, dx, dy, dz) < end) {
            hiders[lamp] = i;
            return true;
          }
        }
      }
      if (top == 0) {
        return false;
      }
      node = stack[--top];
    }
  }

  /** Works out where on the solid the world's point lies, and the normal there. */
  void resolve(int place, double px, double py, double pz) {
    int k = 12 * place;
    double[] m = toForm;
    formX = m[k] * px + m[k + 1] * py + m[k + 2] * pz + m[k + 3];
    formY = m[k + 4] * px + m[k + 5] * py + m[k + 6] * pz + m[k + 7];
    formZ = m[k + 8] * px + m[k + 9] * py + m[k + 10] * pz + m[k + 11];
    switch (scene.forms[place]) {
      case BOX -> boxNormal(k);
      case BALL -> normal(k, formX, formY, formZ);
      case CONE -> coneNormal(k, scene.tapers[place]);
      case GABLE -> gableNormal(k);
    }
  }

  private void boxNormal(int k) {
    double x = Math.abs(formX);
    double y = Math.abs(formY);
    double z = Math.abs(formZ);
    if (x >= y && x >= z) {
      normal(k, formX, 0, 0);
    } else if (y >= z) {
      normal(k, 0, formY, 0);
    } else {
      normal(k, 0, 0, formZ);
    }
  }

  private void coneNormal(int k, double taper) {
    double radius = (1 + taper) / 2 - (1 - taper) / 2 * formZ;
    double side = Math.sqrt(formX * formX + formY * formY) - radius;
    if (Math.abs(formZ) - 1 > side) {
      normal(k, 0, 0, formZ);
    } else {
      normal(k, formX, formY, radius * (1 - taper) / 2);
    }
  }

  private void gableNormal(int k) {
    double end = Math.abs(formX) - 1;
    double slope = Math.abs(formY) + formZ / 2 - 0.5;
    double under = -1 - formZ;
    if (end >= slope && end >= under) {
      normal(k, formX, 0, 0);
    } else if (slope >= under) {
      normal(k, 0, formY < 0 ? -1 : 1, 0.5);
    } else {
      normal(k, 0, 0, -1);
    }
  }

  /** Turns a normal of the form into one of the world: by the transposed matrix. */
  private void normal(int k, double x, double y, double z) {
    double[] m = toForm;
    double nx = m[k] * x + m[k + 4] * y + m[k + 8] * z;
    double ny = m[k + 1] * x + m[k + 5] * y + m[k + 9] * z;
    double nz = m[k + 2] * x + m[k + 6] * y + m[k + 10] * z;
    double scale = 1 / Math.sqrt(nx * nx + ny * ny + nz * nz);
    normalX = nx * scale;
    normalY = ny * scale;
    normalZ = nz * scale;
  }

  /** Where a ray enters a node's box, infinity if it does not do so before its end. */
  private static double entry(
      double[] b,
      int at,
      double ox,
      double oy,
      double oz,
      double ix,
      double iy,
      double iz,
      double end) {
    int x = ix < 0 ? 3 : 0;
    int y = iy < 0 ? 3 : 0;
    int z = iz < 0 ? 3 : 0;
    // A NaN, from 0 times infinity on the face of a box, loses every comparison: no bound.
    double in = 0;
    double t = (b[at + x] - ox) * ix;
    in = t > in ? t : in;
    t = (b[at + 1 + y] - oy) * iy;
    in = t > in ? t : in;
    t = (b[at + 2 + z] - oz) * iz;
    in = t > in ? t : in;
    double out = end;
    t = (b[at + 3 - x] - ox) * ix;
    out = t < out ? t : out;
    t = (b[at + 4 - y] - oy) * iy;
    out = t < out ? t : out;
    t = (b[at + 5 - z] - oz) * iz;
    out = t < out ? t : out;
    return in <= out ? in : NONE;
  }

  // Not Math.min and Math.max: a NaN, from 0 times infinity on the face of a box, must not win
  // over the bound that is known.
  private static double least(double a, double b) {
    return a < b ? a : b;
  }

  private static double most(double a, double b) {
    return a > b ? a : b;
  }

  private double meet(int place, double ox, double oy, double oz, double dx, double dy, double dz) {
    int k = 12 * place;
    double[] m = toForm;
    double px = m[k] * ox + m[k + 1] * oy + m[k + 2] * oz + m[k + 3];
    double py = m[k + 4] * ox + m[k + 5] * oy + m[k + 6] * oz + m[k + 7];
    double pz = m[k + 8] * ox + m[k + 9] * oy + m[k + 10] * oz + m[k + 11];
    double qx = m[k] * dx + m[k + 1] * dy + m[k + 2] * dz;
    double qy = m[k + 4] * dx + m[k + 5] * dy + m[k + 6] * dz;
    double qz = m[k + 8] * dx + m[k + 9] * dy + m[k + 10] * dz;
    Form form = scene.forms[place];
    if (form == Form.BOX) {
      return meetBox(px, py, pz, qx, qy, qz);
    }
    return switch (form) {
      case BOX -> throw new AssertionError(form);
      case BALL -> meetBall(px, py, pz, qx, qy, qz);
      case CONE -> meetCone(px, py, pz, qx, qy, qz, scene.tapers[place]);
      case GABLE -> meetGable(px, py, pz, qx, qy, qz);
    };
  }

  private static double meetBox(double px, double py, double pz, double qx, double qy, double qz) {
    double ix = 1 / qx;
    double iy = 1 / qy;
    double iz = 1 / qz;
    double x0 = (-1 - px) * ix;
    double x1 = (1 - px) * ix;
    double y0 = (-1 - py) * iy;
    double y1 = (1 - py) * iy;
    double z0 = (-1 - pz) * iz;
    double z1 = (1 - pz) * iz;
    double in = most(most(least(x0, x1), least(y0, y1)), least(z0, z1));
    double out = least(least(most(x0, x1), most(y0, y1)), most(z0, z1));
    return nearer(in, out);
  }

  private static double meetBall(double px, double py, double pz, double qx, double qy, double qz) {
    double a = qx * qx + qy * qy + qz * qz;
    double b = px * qx + py * qy + pz * qz;
    double c = px * px + py * py + pz * pz - 1;
    double square = b * b - a * c;
    if (square < 0) {
      return NONE;
    }
    double root = Math.sqrt(square);
    return nearer((-b - root) / a, (-b + root) / a);
  }

  private static double meetCone(
      double px, double py, double pz, double qx, double qy, double qz, double taper) {
    double mean = (1 + taper) / 2;
    double slope = (1 - taper) / 2;
    double radius = mean - slope * pz;
    double change = -slope * qz;
    double a = qx * qx + qy * qy - change * change;
    double b = px * qx + py * qy - radius * change;
    double c = px * px + py * py - radius * radius;
    double best = NONE;
    double square = b * b - a * c;
    if (square >= 0 && a != 0) {
      double root = Math.sqrt(square);
      best = onSide((-b - root) / a, pz, qz, NONE);
      best = onSide((-b + root) / a, pz, qz, best);
    }
    best = onCap((-1 - pz) / qz, px, py, qx, qy, 1, best);
    return onCap((1 - pz) / qz, px, py, qx, qy, taper * taper, best);
  }

  private static double onSide(double t, double pz, double qz, double best) {
    return t > NEAREST && t < best && Math.abs(pz + t * qz) <= 1 ? t : best;
  }

  private static double onCap(
      double t, double px, double py, double qx, double qy, double square, double best) {
    if (!(t > NEAREST && t < best)) {
      return best;
    }
    double x = px + t * qx;
    double y = py + t * qy;
    return x * x + y * y <= square ? t : best;
  }

  private static double meetGable(
      double px, double py, double pz, double qx, double qy, double qz) {
    double x0 = (-1 - px) / qx;
    double x1 = (1 - px) / qx;
    double in = least(x0, x1);
    double out = most(x0, x1);
    double side = qy + qz / 2;
    double room = 0.5 - py - pz / 2;
    in = entering(in, room, side);
    out = leaving(out, room, side);
    side = qz / 2 - qy;
    room = 0.5 + py - pz / 2;
    in = entering(in, room, side);
    out = leaving(out, room, side);
    in = entering(in, 1 + pz, -qz);
    out = leaving(out, 1 + pz, -qz);
    return nearer(in, out);
  }

  /** Where a ray enters, given that it must also pass a plane which it nears at this speed. */
  private static double entering(double in, double room, double speed) {
    return speed < 0 ? most(in, room / speed) : in;
  }

  private static double leaving(double out, double room, double speed) {
    if (speed == 0) {
      return room < 0 ? -NONE : out;
    }
    return speed > 0 ? least(out, room / speed) : out;
  }

  private static double nearer(double in, double out) {
    if (!(out >= in)) {
      return NONE;
    }
    return in > NEAREST ? in : out > NEAREST ? out : NONE;
  }
}
