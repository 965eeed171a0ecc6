package org.tacheo.models.schedule;

/**
 * What a denoising step gives. The arrays are the step's own: whoever asked for it may keep them.
 */
public final class Step {
  private final float[] previous;
  private final float[] original;

  Step(float[] previous, float[] original) {
    this.previous = previous;
    this.original = original;
  }

  /** The sample for the next step. */
  public float[] previous() {
    return previous;
  }

  /**
   * The sample without noise that this step expects: {@code pred_original_sample} of a DDIM, {@code
   * denoised} of an LCM.
   */
  public float[] original() {
    return original;
  }
}
