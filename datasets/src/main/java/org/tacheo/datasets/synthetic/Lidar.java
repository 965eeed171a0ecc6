package org.tacheo.datasets.synthetic;

import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;

/**
 * A turning lidar on a car's roof, several sweeps added up: points along lines of equal elevation,
 * none above a band just over the horizon, none where the scanner, which stands higher and farther
 * back, does not see what the camera sees.
 */
final class Lidar {
  /** Tangent of the highest beam: 2 degrees, as of an HDL-64E. */
  private static final double HIGHEST = 0.035;

  /** Rows of the image between two beams: 0.42 degrees at KITTI's 721 pixels of focal length. */
  private static final double STEP = 5.3;

  private static final int SWEEPS = 5;
  private static final double FARTHEST = 85;

  private Lidar() {}

  /** Depth in 1/256 m, 0 where there is no point. */
  static char[] sensed(Shot shot, int salt) {
    FloatMap metres = shot.rendering().metres();
    ImageSize size = metres.size();
    Intrinsics k = shot.camera().intrinsics();
    char[] values = new char[size.pixels()];
    Sight scanner = new Sight(shot, 0, -0.08, -0.27);
    for (int row = 0; row < size.height(); row++) {
      for (int column = 0; column < size.width(); column++) {
        double depth = metres.at(row, column);
        if (depth > 2
            && depth < FARTHEST
            && isOnLine(k, row, column, salt)
            && !isDropped(depth, row, column, salt)
            && scanner.reaches(row, column)
            && scanner.cosine() > 0.02) {
          values[row * size.width() + column] = DepthCamera.quantised(depth, 256);
        }
      }
    }
    return values;
  }

  private static boolean isOnLine(Intrinsics k, int row, int column, int salt) {
    double x = (column + 0.5 - k.cx()) / k.fx();
    double level = Math.sqrt(1 + x * x);
    double top = (k.cy() - row) / k.fy() / level;
    double bottom = (k.cy() - row - 1) / k.fy() / level;
    if (top > HIGHEST) {
      return false;
    }
    double step = STEP / k.fy();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double wave = 0.5 * Noise.plane(column * 0.01, sweep, salt) + Noise.cell(sweep, 0, salt);
      double high = Math.floor(top / step + wave);
      double low = Math.floor(bottom / step + wave);
      if (high > low && (column + Noise.hash((int) high, sweep, salt) & 1) == 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDropped(double depth, int row, int column, int salt) {
    double patch = Noise.cloudy(column * 0.03, row * 0.03, salt + 5);
    double grain = Noise.cell(column, row, salt + 6);
    return patch > 0.83 || grain < 0.06 + 0.3 * depth / FARTHEST;
  }
}
