package org.tacheo.models.onnx;

import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.Region;

/**
 * Where an image lies in the picture that a network sees.
 *
 * @param image its own size
 * @param resized its size in the picture
 * @param scaleY what its height was multiplied by, before rounding to whole pixels
 * @param scaleX what its width was multiplied by
 * @param picture the size with padding
 * @param top rows of padding above
 * @param left columns of padding before
 */
record Frame(
    ImageSize image,
    ImageSize resized,
    double scaleY,
    double scaleX,
    ImageSize picture,
    int top,
    int left) {
  /** The frame of an image of this size. */
  static Frame of(ImageSize image, Sizing sizing, Padding padding) {
    Sizing.Scaled scaled = sizing.of(image);
    ImageSize picture = padding.of(scaled.size());
    return new Frame(
        image,
        scaled.size(),
        scaled.scaleY(),
        scaled.scaleX(),
        picture,
        padding.before(scaled.size().height(), picture.height()),
        padding.before(scaled.size().width(), picture.width()));
  }

  /** Whether anything surrounds the image. */
  boolean isPadded() {
    return !resized.equals(picture);
  }

  /** Where the image lies. */
  Region region() {
    return new Region(top, top + resized.height(), left, left + resized.width());
  }

  /** The camera of the image as the camera of the picture. */
  Intrinsics camera(Intrinsics camera) {
    return new Intrinsics(
        camera.fx() * scaleX,
        camera.fy() * scaleY,
        camera.cx() * scaleX + left,
        camera.cy() * scaleY + top);
  }
}
