package org.tacheo.models.ensemble;

import java.util.Optional;
import org.tacheo.core.ImageSize;
import org.tacheo.models.resample.ProcessingSize;

/**
 * What the published codes that minimise by BFGS differ in.
 *
 * @param tolerance of the greatest component of the gradient
 * @param iterations at most
 * @param distance what is minimised
 * @param shrinking how large members are made smaller for it, if they are
 */
record Published(
    double tolerance, int iterations, Distance distance, Optional<ProcessingSize> shrinking) {
  private static final int LONGEST_EDGE = 1024;

  /** Two iterations on the sum of the distances of all pairs. */
  static final Published DIFFUSERS =
      new Published(1e-3, 2, Distance.SUM_OF_PAIRS, Optional.of(ProcessingSize.INTEGER));

  /** Fifty, which finite differences that are mostly rounding seldom let it take. */
  static final Published MARIGOLD =
      new Published(1e-6, 50, Distance.SUM_OF_PAIRS, Optional.of(ProcessingSize.DOUBLE));

  /** Two on the distance over all pairs together. */
  static final Published MARIGOLD_V0 =
      new Published(1e-3, 2, Distance.ROOT_MEAN_SQUARE, Optional.empty());

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

  /** The size at which members of a size are aligned: their longer edge is at most 1024. */
  ImageSize workingSize(ImageSize size) {
    boolean fits = Math.max(size.height(), size.width()) <= LONGEST_EDGE;
    return fits ? size : shrinking.map(rule -> rule.of(size, LONGEST_EDGE)).orElse(size);
  }
}
