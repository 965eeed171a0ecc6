package org.tacheo.models.ensemble;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the scales and shifts of an ensemble of depth maps are found. */
public enum Method {
  /**
   * The exact minimum of the sum over pairs of mean squared differences while the sum of the
   * members' variances is held constant: an eigenvector. It does not depend on the order of the
   * members, on their own scales and shifts, nor on threads. It is another estimator than the
   * published ones.
   */
  CLOSED_FORM(null),
  /** {@code MarigoldDepthPipeline.ensemble_depth} of diffusers 0.28 and later. */
  DIFFUSERS(Published.DIFFUSERS),
  /** {@code marigold/util/ensemble.py} of the Marigold repository since its version 1.0. */
  MARIGOLD(Published.MARIGOLD),
  /**
   * {@code util/ensemble.py} of Marigold 0.1 and of diffusion-e2e-ft, which know {@link
   * Invariance#AFFINE} alone.
   */
  MARIGOLD_V0(Published.MARIGOLD_V0);

  private final @Nullable Published published;

  Method(@Nullable Published published) {
    this.published = published;
  }

  /** What is published of it, if anything. */
  Optional<Published> published() {
    return Optional.ofNullable(published);
  }
}
