package org.tacheo.models.schedule;

/** What a step of a schedule yields. Both arrays are the caller's. */
public final class Step {
  private final float[] previous;
  private final float[] original;

  Step(float[] previous, float[] original) {
    this.previous = previous;
    this.original = original;
  }

  /** The sample that the next step begins with. */
  public float[] previous() {
    return previous;
  }

  /** The clean sample that this step predicts. */
  public float[] original() {
    return original;
  }
}
