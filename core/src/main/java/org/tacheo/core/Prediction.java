package org.tacheo.core;

/**
 * What an estimator claims about an image. The kind says up to which transform the values are
 * known, and so which alignment is legal.
 */
public sealed interface Prediction {
  /**
   * The raster, {@code [H, W]}: the size of the view it was made for.
   *
   * @return values in the unit of the kind
   */
  FloatMap values();

  /**
   * Depth up to an unknown scale and shift: larger is farther.
   *
   * @param values [H, W], no unit
   */
  record AffineInvariantDepth(FloatMap values) implements Prediction {}

  /**
   * Inverse depth up to an unknown scale and shift: larger is nearer.
   *
   * @param values [H, W], no unit
   */
  record AffineInvariantDisparity(FloatMap values) implements Prediction {}
}
