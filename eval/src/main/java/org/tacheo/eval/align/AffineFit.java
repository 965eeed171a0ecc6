package org.tacheo.eval.align;

/**
 * A fitted scale and shift: aligned = prediction * scale + shift, in two float32 roundings, as
 * NumPy does.
 *
 * @param scale float32
 * @param shift float32, in the unit of what was fitted to (metres for depth, 1/metres for
 *     disparity)
 */
public record AffineFit(float scale, float shift) {
  /** Leaves a prediction as it is. */
  public static final AffineFit IDENTITY = new AffineFit(1, 0);

  /** The aligned value of a prediction. */
  public float apply(float prediction) {
    return prediction * scale + shift;
  }
}
