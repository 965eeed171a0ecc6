package org.tacheo.models.onnx;

/**
 * An input besides the picture.
 *
 * @param name as the network says it
 * @param kind what it takes
 * @param number for {@link Kind#NUMBER}
 */
record ExtraInput(String name, Kind kind, double number) {
  /** What an input takes. */
  enum Kind {
    /** A given number. */
    NUMBER,
    /** The matrix of the picture's camera. */
    CAMERA_MATRIX,
    /** The focal length of the picture's camera along x, in pixels. */
    FOCAL_LENGTH
  }
}
