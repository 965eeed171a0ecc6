package org.tacheo.models.diffusion;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.tacheo.core.ImageSize;
import org.tacheo.models.ensemble.Ensembled;
import org.tacheo.models.ensemble.Ensembled.Solution;

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
   * @param solution where the scales and shifts of its members come from
   */
  record Ensemble(Planes result, Optional<Planes> uncertainty, Solution solution) {
    /** Several members by a method; one alone is taken as it is. */
    static Ensemble of(List<Planes> members, BiFunction<float[][], ImageSize, Ensembled> method) {
      Planes first = members.get(0);
      if (members.size() == 1) {
        return new Ensemble(first, Optional.empty(), Solution.REGULAR);
      }
      ImageSize size = first.size();
      Ensembled ensembled =
          method.apply(members.stream().map(Planes::values).toArray(float[][]::new), size);
      return new Ensemble(
          new Planes(first.channels(), size, ensembled.values()),
          ensembled.uncertainty().map(values -> new Planes(1, size, values)),
          ensembled.solution());
    }

    /** Another result of the same members. */
    Ensemble with(Planes other) {
      return new Ensemble(other, uncertainty, solution);
    }
  }
}
