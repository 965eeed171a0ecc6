package org.tacheo.datasets.synthetic;

import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;

/**
 * A structured-light depth camera: a projector beside the camera leaves shadows at the edges of
 * near things, and dark, glancing, blinding, near and far surfaces return nothing. What it does
 * return is exact to the millimetre.
 */
final class DepthCamera {
  /** Metres from the camera to the projector, about that of a first Kinect. */
  private static final double BASELINE = 0.075;

  private static final double NEAREST = 0.45;
  private static final double FARTHEST = 8;

  private DepthCamera() {}

  /** Exact depth in whole millimetres, 0 where nothing was hit or beyond 65.535 m. */
  static char[] exact(FloatMap metres) {
    char[] values = new char[metres.size().pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = quantised(metres.at(i), 1000);
    }
    return values;
  }

  /** Depth as the sensor sees it, millimetres, 0 in holes. */
  static char[] sensed(Shot shot, int salt) {
    FloatMap metres = shot.rendering().metres();
    ImageSize size = metres.size();
    char[] values = exact(metres);
    Sight projector = new Sight(shot, -BASELINE, 0, 0);
    for (int row = 0; row < size.height(); row++) {
      for (int column = 0; column < size.width(); column++) {
        int index = row * size.width() + column;
        if (values[index] != 0 && isLost(shot, projector, row, column, salt)) {
          values[index] = 0;
        }
      }
    }
    return values;
  }

  private static boolean isLost(Shot shot, Sight projector, int row, int column, int salt) {
    FloatMap metres = shot.rendering().metres();
    int index = row * metres.size().width() + column;
    double depth = metres.at(index);
    double scale = 48.0 / metres.size().height();
    double patch = Noise.cloudy(column * scale, row * scale, salt);
    double grain = Noise.cell(column, row, salt);
    if (depth < NEAREST
        || depth > FARTHEST - 3 * patch
        || isAtEdge(metres, row, column)
        || !projector.reaches(row, column)) {
      return true;
    }
    int light = brightness(shot.rendering().image(), index);
    return projector.cosine() < 0.12 + 0.3 * patch * grain
        || light < 130 * patch * (0.6 + 0.4 * grain)
        || (light > 735 && patch > 0.3)
        || patch > 0.83
        || isBlind(projector.material(row, column), patch, grain);
  }

  /** Whether a window or lamp outshines the pattern, or a shining surface throws it elsewhere. */
  private static boolean isBlind(Material material, double patch, double grain) {
    return material.glow() > 0 || material.gloss() * (0.6 + patch) + 0.2 * grain > 0.95;
  }

  /**
   * Whether this is the border of the image, or far ground within reach of a near thing: the sensor
   * compares blocks of pixels, and one that shows two surfaces matches neither.
   */
  private static boolean isAtEdge(FloatMap metres, int row, int column) {
    ImageSize size = metres.size();
    int border = size.width() / 80;
    int block = (size.width() + 80) / 160;
    if (row < border
        || column < border
        || row >= size.height() - border
        || column >= size.width() - border) {
      return true;
    }
    double least = metres.at(row, column) * 0.95;
    return metres.at(row, Math.max(0, column - block)) < least
        || metres.at(row, Math.min(size.width() - 1, column + block)) < least
        || metres.at(Math.max(0, row - block / 2), column) < least
        || metres.at(Math.min(size.height() - 1, row + block / 2), column) < least;
  }

  /** Sum of the three channels. */
  private static int brightness(RgbImage image, int index) {
    return image.at(index, 0) + image.at(index, 1) + image.at(index, 2);
  }

  /** A value as a 16-bit step, rounded; 0 if it does not fit. */
  static char quantised(double metres, int perMetre) {
    double steps = Math.floor(metres * perMetre + 0.5);
    return steps <= Character.MAX_VALUE ? (char) steps : 0;
  }
}
