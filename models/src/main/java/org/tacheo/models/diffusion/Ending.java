package org.tacheo.models.diffusion;

import java.util.List;
import java.util.Optional;
import org.tacheo.core.ImageSize;

/** What is done with decoded latents until they are a prediction. */
interface Ending {
  /** What one decoded latent, [3, H, W], says. */
  Planes member(Planes decoded);

  /** Several members made into one; one alone is taken as it is. */
  Ensemble ensemble(List<Planes> members);

  /** The result at the size of the image. */
  Planes resizedBack(Planes result, ImageSize image);

  /** The uncertainty as the published code returns it. */
  Planes uncertaintyBack(Planes uncertainty, ImageSize image);

  /**
   * One prediction.
   *
   * @param uncertainty [1, H, W]; only of several members, and not of every method
   */
  record Ensemble(Planes result, Optional<Planes> uncertainty) {}
}
