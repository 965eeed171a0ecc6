package org.tacheo.models.ensemble;

import java.util.OptionalInt;

/**
 * What the published codes that minimise by BFGS differ in.
 *
 * @param tolerance of the greatest component of the gradient
 * @param iterations at most
 * @param distance what is minimised
 * @param workingEdge how members are made smaller for it, if they are
 */
record Published(double tolerance, int iterations, Distance distance, WorkingEdge workingEdge) {
  /** Two iterations on the sum of the distances of all pairs. */
  static final Published DIFFUSERS =
      new Published(1e-3, 2, Distance.SUM_OF_PAIRS, WorkingEdge.INTEGER_QUOTIENT);

  /** Fifty, which finite differences that are mostly rounding seldom let it take. */
  static final Published MARIGOLD =
      new Published(1e-6, 50, Distance.SUM_OF_PAIRS, WorkingEdge.REAL_FACTOR);

  /** Two on the distance over all pairs together. */
  static final Published MARIGOLD_V0 =
      new Published(1e-3, 2, Distance.ROOT_MEAN_SQUARE, WorkingEdge.FULL);

  /** What is minimised, beside the regulariser, and how its gradient is approximated. */
  enum Distance {
    /**
     * The sum over pairs of root mean squared differences. SciPy works in double precision but the
     * objective rounds its parameters to float32, so that most of SciPy's steps of 1.5e-8 change
     * nothing.
     */
    SUM_OF_PAIRS,
    /**
     * The root of the mean over pairs and pixels. Its parameters are float32 in SciPy too, which
     * with NumPy 1, on which diffusion-e2e-ft insists, takes steps of 3.5e-4 where one of 1.5e-8
     * would change nothing.
     */
    ROOT_MEAN_SQUARE
  }

  /** How members whose longer edge exceeds 1024 are made smaller before they are aligned. */
  enum WorkingEdge {
    /** To {@code n * 1024 / longer} in integers. */
    INTEGER_QUOTIENT,
    /** To {@code (int) (n * (1024.0 / longer))}, now and then one less. */
    REAL_FACTOR,
    /** Not at all. */
    FULL;

    private static final int LONGEST = 1024;

    /** The new extent, if there is one. */
    OptionalInt of(int extent, int longer) {
      if (this == FULL || longer <= LONGEST) {
        return OptionalInt.empty();
      }
      return OptionalInt.of(
          this == INTEGER_QUOTIENT
              ? (int) ((long) extent * LONGEST / longer)
              : (int) (extent * ((double) LONGEST / longer)));
    }
  }
}
