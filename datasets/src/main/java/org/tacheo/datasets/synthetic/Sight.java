package org.tacheo.datasets.synthetic;

import org.tacheo.core.Intrinsics;

/** Whether what a frame shows can also be seen from another place. Holds scratch of one thread. */
final class Sight {
  private final Shot shot;
  private final Tracer tracer;
  private final Vec from;
  private final int spare;
  private double cosine;

  /**
   * A line of sight from a place in the camera's coordinates.
   *
   * @param x metres to the right of the camera
   * @param y metres below it
   * @param z metres before it
   */
  Sight(Shot shot, double x, double y, double z) {
    this.shot = shot;
    tracer = new Tracer(shot.scene());
    from = shot.camera().pose().point(x, y, z);
    spare = shot.scene().lights.length;
  }

  /** Whether the surface shown at this pixel faces the place and nothing stands between. */
  boolean reaches(int row, int column) {
    Intrinsics k = shot.camera().intrinsics();
    int index = row * shot.rendering().metres().size().width() + column;
    double depth = shot.rendering().metres().at(index);
    double nx = shot.rendering().normals().at(index, 0);
    double ny = shot.rendering().normals().at(index, 1);
    double nz = shot.rendering().normals().at(index, 2);
    double lift = 1e-3 + 1e-4 * depth;
    double x = (column + 0.5 - k.cx()) / k.fx() * depth + lift * nx;
    double y = (row + 0.5 - k.cy()) / k.fy() * depth + lift * ny;
    double z = depth + lift * nz;
    Frame pose = shot.camera().pose();
    double wx = along(pose.x().x(), pose.y().x(), pose.z().x(), x, y, z) + pose.origin().x();
    double wy = along(pose.x().y(), pose.y().y(), pose.z().y(), x, y, z) + pose.origin().y();
    double wz = along(pose.x().z(), pose.y().z(), pose.z().z(), x, y, z) + pose.origin().z();
    double dx = from.x() - wx;
    double dy = from.y() - wy;
    double dz = from.z() - wz;
    double facing =
        dx * along(pose.x().x(), pose.y().x(), pose.z().x(), nx, ny, nz)
            + dy * along(pose.x().y(), pose.y().y(), pose.z().y(), nx, ny, nz)
            + dz * along(pose.x().z(), pose.y().z(), pose.z().z(), nx, ny, nz);
    cosine = facing / Math.sqrt(dx * dx + dy * dy + dz * dz);
    return facing > 0 && !tracer.blocked(wx, wy, wz, dx, dy, dz, 1, spare);
  }

  /** What the camera sees at a pixel that shows a surface. */
  Material material(int row, int column) {
    Intrinsics k = shot.camera().intrinsics();
    double a = (column + 0.5 - k.cx()) / k.fx();
    double b = (row + 0.5 - k.cy()) / k.fy();
    Frame pose = shot.camera().pose();
    Vec o = pose.origin();
    tracer.hit(
        o.x(),
        o.y(),
        o.z(),
        along(pose.x().x(), pose.y().x(), pose.z().x(), a, b, 1),
        along(pose.x().y(), pose.y().y(), pose.z().y(), a, b, 1),
        along(pose.x().z(), pose.y().z(), pose.z().z(), a, b, 1));
    return shot.scene().materials[tracer.solid];
  }

  /** Cosine between the last pixel's normal and the way back to the place. */
  double cosine() {
    return cosine;
  }

  private static double along(double a, double b, double c, double x, double y, double z) {
    return a * x + b * y + c * z;
  }
}
