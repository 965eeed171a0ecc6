package org.tacheo.datasets.layout;

/**
 * A range of depths.
 *
 * @param min metres
 * @param max metres
 */
public record DepthBand(double min, double max) {
  /** Whether a depth in metres lies in the band, bounds included; NaN does not. */
  public boolean contains(double metres) {
    return metres >= min && metres <= max;
  }
}
