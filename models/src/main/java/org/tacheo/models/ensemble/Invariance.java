package org.tacheo.models.ensemble;

/** Up to what the members of an ensemble of depth maps are alike. */
public enum Invariance {
  /** Up to a scale and a shift each, as predictions of affine-invariant depth are. */
  AFFINE,
  /** Up to a scale each. */
  SCALE,
  /**
   * They are alike as they are: nothing is aligned and the result keeps their unit. (The published
   * codes mean this by neither invariance, but fail in their last step.)
   */
  NONE
}
