package org.tacheo.models.onnx;

import java.util.Optional;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.TacheoException;

/**
 * Which camera an image was taken with.
 *
 * @param assumedFieldOfView degrees across the longer side, for images whose dataset does not know
 *     the camera
 * @param origin where in a matrix given to the network the coordinate 0 lies
 */
record Lens(Optional<Double> assumedFieldOfView, Origin origin) {
  /** Where the coordinate 0 of a picture lies. */
  enum Origin {
    /** At the outer corner of the first pixel, whose centre is at 0.5. */
    CORNER,
    /** At the centre of the first pixel. */
    CENTRE
  }

  /**
   * The camera of an image, in its pixels.
   *
   * @param known what the dataset says
   * @throws TacheoException if the dataset does not say and none is assumed
   */
  Intrinsics of(ImageSize image, Optional<Intrinsics> known) {
    return known.orElseGet(
        () -> {
          double degrees =
              assumedFieldOfView.orElseThrow(
                  () ->
                      new TacheoException(
                          "the network needs the camera, which the dataset does not tell; give"
                              + " camera.assumed-field-of-view in its description"));
          double half = Math.max(image.height(), image.width()) / 2.0;
          double focal = half / Math.tan(Math.toRadians(degrees) / 2);
          return new Intrinsics(focal, focal, image.width() / 2.0, image.height() / 2.0);
        });
  }

  /** The row-major matrix of a camera. */
  float[] matrix(Intrinsics camera) {
    double shift = origin == Origin.CENTRE ? -0.5 : 0;
    return new float[] {
      (float) camera.fx(),
      0,
      (float) (camera.cx() + shift),
      0,
      (float) camera.fy(),
      (float) (camera.cy() + shift),
      0,
      0,
      1
    };
  }
}
