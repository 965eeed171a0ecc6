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
  private static final double FARTHEST = 9;

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
    int index = row * shot.rendering().metres().size().width() + column;
    double depth = shot.rendering().metres().at(index);
    double scale = 48.0 / shot.rendering().metres().size().height();
    double patch = Noise.cloudy(column * scale, row * scale, salt);
    double grain = Noise.cell(column, row, salt);
    if (depth < NEAREST || depth > FARTHEST - 2 * patch || !projector.reaches(row, column)) {
      return true;
    }
    int light = brightness(shot.rendering().image(), index);
    return projector.cosine() < 0.05 + 0.2 * patch * grain
        || light < 40 * patch * (0.5 + grain)
        || (light > 745 && patch > 0.35)
        || patch > 0.87;
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
