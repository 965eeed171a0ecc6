package org.tacheo.models.ensemble;

/** A reduction of aligned members, a run of pixels at a time. It has no state. */
interface PixelReduction {
  /**
   * Reduces a run of pixels.
   *
   * @param aligned a run of each member, from index 0; afterwards it holds anything
   * @param count pixels in the run
   * @param into where the results go
   * @param offset at what index
   */
  void reduce(float[][] aligned, int count, float[] into, int offset);

  /**
   * How far the members lie from what they were reduced to.
   *
   * @param aligned a run of each member, from index 0; afterwards it holds anything
   * @param count pixels in the run
   * @param reduced what {@link #reduce} gave
   * @param into where the results go
   * @param offset at what index of both
   */
  void spread(float[][] aligned, int count, float[] reduced, float[] into, int offset);
}
