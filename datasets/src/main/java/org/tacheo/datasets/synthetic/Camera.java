package org.tacheo.datasets.synthetic;

import org.tacheo.core.Intrinsics;

/**
 * A pinhole camera in the world. The axes of {@code pose} are those of OpenCV: x right, y down, z
 * forward.
 */
record Camera(Intrinsics intrinsics, Frame pose) {
  /**
   * A camera that looks this way.
   *
   * @param yaw from the world's y axis towards its x axis, radians
   * @param pitch upwards, radians
   * @param roll of the camera, from its right towards its lower side, radians
   */
  static Camera looking(Intrinsics intrinsics, Vec from, double yaw, double pitch, double roll) {
    double cosPitch = StrictMath.cos(pitch);
    Vec forward =
        new Vec(
            StrictMath.sin(yaw) * cosPitch, StrictMath.cos(yaw) * cosPitch, StrictMath.sin(pitch));
    Vec right = forward.cross(new Vec(0, 0, 1)).unit();
    Vec down = forward.cross(right);
    return new Camera(intrinsics, new Frame(from, right, down, forward).turn(roll));
  }
}
