package org.tacheo.models.graph;

/** The numbers that a network computes with; what goes in and comes out is single precision. */
public enum Precision {
  /** Single precision. */
  FP32(NumberType.FLOAT),
  /** Half precision, but single precision within norms and the time embedding. */
  FP16(NumberType.HALF);

  private final NumberType type;

  Precision(NumberType type) {
    this.type = type;
  }

  NumberType type() {
    return type;
  }
}
