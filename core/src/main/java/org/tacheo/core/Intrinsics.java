package org.tacheo.core;

/**
 * A pinhole camera in pixels. A pixel's centre lies at (column + 0.5, row + 0.5), so the centre of
 * a W x H image is (W / 2, H / 2). Camera frame: x right, y down, z forward (OpenCV).
 *
 * @param fx focal length along x, pixels, positive
 * @param fy focal length along y, pixels, positive
 * @param cx x of the principal point, pixels
 * @param cy y of the principal point, pixels
 */
public record Intrinsics(double fx, double fy, double cx, double cy) {
  /**
   * Checks the focal lengths.
   *
   * @throws IllegalArgumentException if a focal length is not positive and finite or the principal
   *     point is not finite
   */
  public Intrinsics {
    if (!(fx > 0
        && fy > 0
        && Double.isFinite(fx)
        && Double.isFinite(fy)
        && Double.isFinite(cx)
        && Double.isFinite(cy))) {
      throw new IllegalArgumentException(
          "not a pinhole camera: fx " + fx + ", fy " + fy + ", cx " + cx + ", cy " + cy);
    }
  }
}
