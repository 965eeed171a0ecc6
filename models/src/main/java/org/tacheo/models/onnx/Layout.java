package org.tacheo.models.onnx;

/** The order of the axes of a picture or map. */
enum Layout {
  /** Channels before rows and columns. */
  NCHW,
  /** Channels after rows and columns. */
  NHWC
}
