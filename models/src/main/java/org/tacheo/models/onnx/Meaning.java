package org.tacheo.models.onnx;

import org.tacheo.core.PredictionKind;

/** What the values of a network's output mean. */
enum Meaning {
  /** Inverse depth up to scale and shift: larger is nearer. */
  RELATIVE_INVERSE_DEPTH(PredictionKind.AFFINE_INVARIANT_DISPARITY),
  /** Depth up to scale and shift. */
  RELATIVE_DEPTH(PredictionKind.AFFINE_INVARIANT_DEPTH),
  /** Depth up to a scale. */
  SCALE_INVARIANT_DEPTH(PredictionKind.SCALE_INVARIANT_DEPTH),
  /** Depth in metres. */
  METRIC_DEPTH(PredictionKind.METRIC_DEPTH),
  /** Depth in metres, had the camera the canonical focal length. */
  CANONICAL_DEPTH(PredictionKind.METRIC_DEPTH),
  /** 1/metre, had the camera the canonical focal length. */
  CANONICAL_INVERSE_DEPTH(PredictionKind.METRIC_DEPTH),
  /** Inverse depth up to a scale, without a shift. */
  DISPARITY(PredictionKind.SCALE_INVARIANT_DEPTH),
  /** 1/metre. */
  METRIC_INVERSE_DEPTH(PredictionKind.METRIC_DEPTH),
  /** Points in OpenCV camera axes, up to a scale. */
  POINTS(PredictionKind.POINTS),
  /** Points in OpenCV camera axes of which the depth is wanted in metres. */
  METRIC_POINTS(PredictionKind.METRIC_DEPTH),
  /** Surface normals. */
  NORMALS(PredictionKind.NORMALS);

  private final PredictionKind kind;

  Meaning(PredictionKind kind) {
    this.kind = kind;
  }

  /** What is predicted in the end. */
  PredictionKind kind() {
    return kind;
  }

  /** Whether a pixel has three values rather than one. */
  boolean isVector() {
    return isPoints() || this == NORMALS;
  }

  /** Whether a pixel is a point. */
  boolean isPoints() {
    return this == POINTS || this == METRIC_POINTS;
  }

  /** Whether values are turned into depth by their reciprocal. */
  boolean isInverted() {
    return this == DISPARITY || this == METRIC_INVERSE_DEPTH || this == CANONICAL_INVERSE_DEPTH;
  }

  /** Whether the focal length of the camera is needed. */
  boolean isCanonical() {
    return this == CANONICAL_DEPTH || this == CANONICAL_INVERSE_DEPTH;
  }
}
