package org.tacheo.datasets.synthetic;

import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;

/**
 * Laser scans from two tripods beside the camera, joined: exact where one of them sees the surface,
 * infinity elsewhere, in the sky, far away, and in patches.
 */
final class LaserScan {
  private static final double FARTHEST = 70;

  private LaserScan() {}

  /** Depth in metres, positive infinity where nothing was measured. */
  static FloatMap sensed(Shot shot, int salt) {
    FloatMap metres = shot.rendering().metres();
    ImageSize size = metres.size();
    float[] values = metres.toArray();
    Sight right = new Sight(shot, 0.6, -0.25, 0.1);
    Sight left = new Sight(shot, -1.1, -0.1, 0);
    for (int row = 0; row < size.height(); row++) {
      for (int column = 0; column < size.width(); column++) {
        int index = row * size.width() + column;
        if (!isMeasured(values[index], right, left, row, column, size, salt)) {
          values[index] = Float.POSITIVE_INFINITY;
        }
      }
    }
    return FloatMap.owning(size, values);
  }

  private static boolean isMeasured(
      float depth, Sight right, Sight left, int row, int column, ImageSize size, int salt) {
    double scale = 30.0 / size.height();
    double patch = Noise.cloudy(column * scale, row * scale, salt);
    return depth > 0
        && depth < FARTHEST - 20 * patch
        && patch < 0.84
        && (sees(right, row, column) || sees(left, row, column));
  }

  private static boolean sees(Sight scanner, int row, int column) {
    return scanner.reaches(row, column) && scanner.cosine() > 0.03;
  }
}
