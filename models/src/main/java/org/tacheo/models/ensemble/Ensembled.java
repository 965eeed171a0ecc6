package org.tacheo.models.ensemble;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an ensemble was made into. Its arrays are the caller's. */
public final class Ensembled {
  private final float[] values;
  private final float @Nullable [] uncertainty;
  private final Solution solution;

  /** Where the scales and shifts of the members come from. */
  public enum Solution {
    /** From the method that was asked for, or nothing had to be aligned. */
    REGULAR,
    /**
     * From each member's own extremes, since the closed form has no solution with positive scales:
     * some member contradicts the others.
     */
    EXTREMES
  }

  Ensembled(float[] values, float @Nullable [] uncertainty, Solution solution) {
    this.values = values;
    this.uncertainty = uncertainty;
    this.solution = solution;
  }

  /** The result: [1, H, W] of depth, [3, H, W] of normals. */
  public float[] values() {
    return values;
  }

  /** How far the members disagree, [H, W], if it was asked for and is defined. */
  public Optional<float[]> uncertainty() {
    return Optional.ofNullable(uncertainty);
  }

  /** Where the scales and shifts come from. */
  public Solution solution() {
    return solution;
  }
}
