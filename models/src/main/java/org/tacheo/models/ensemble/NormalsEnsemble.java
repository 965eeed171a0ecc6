package org.tacheo.models.ensemble;

import java.util.function.IntConsumer;
import org.tacheo.core.ImageSize;
import org.tacheo.core.SpecException;
import org.tacheo.core.TacheoException;
import org.tacheo.models.ensemble.Ensembled.Solution;

/**
 * Makes one map of surface normals of several, in float32 as the codes named in {@link
 * NormalsMethod} do. Bytes do not depend on the number of threads.
 */
public final class NormalsEnsemble {
  private final NormalsMethod method;
  private final Uncertainty uncertainty;

  private NormalsEnsemble(NormalsMethod method, Uncertainty uncertainty) {
    this.method = method;
    this.uncertainty = uncertainty;
  }

  /** An ensemble, without uncertainty. */
  public static NormalsEnsemble of(NormalsMethod method) {
    return new NormalsEnsemble(method, Uncertainty.OMITTED);
  }

  /**
   * The same with or without uncertainty: the mean angle between the members and their mean
   * direction, as a share of pi.
   *
   * @throws SpecException if the method has none
   */
  public NormalsEnsemble with(Uncertainty wanted) {
    if (method == NormalsMethod.GEOWIZARD && wanted == Uncertainty.COMPUTED) {
      throw new SpecException(
          "ensembles of normals by \"geowizard\" have no uncertainty; choose \"closest\" or"
              + " \"mean\", or do without");
    }
    return new NormalsEnsemble(method, wanted);
  }

  /**
   * Ensembles.
   *
   * @param members each [3, H, W] in C order, of unit vectors; at least two
   * @param threads to work with, at least 1
   * @return [3, H, W] and, if wanted, the uncertainty [H, W] in [0, 1]
   * @throws TacheoException if a member is not finite throughout
   * @throws IllegalArgumentException if there is one member only or one of another size
   */
  public Ensembled ensemble(float[][] members, ImageSize size, int threads) {
    Members.check(members, 3, size);
    try (Workers workers = new Workers(threads)) {
      refuseWhatIsNotFinite(members, size, workers);
      if (method == NormalsMethod.GEOWIZARD) {
        float[] chosen = new GeoWizard(members, size.pixels()).choose(workers);
        return new Ensembled(chosen, null, Solution.REGULAR);
      }
      MeanDirection mean = new MeanDirection(members, size.pixels(), method, uncertainty);
      workers.forEach(Blocks.chunks(size.pixels()), mean);
      return mean.result();
    }
  }

  private static void refuseWhatIsNotFinite(float[][] members, ImageSize size, Workers workers) {
    IntConsumer check =
        i -> {
          // 0 * x is 0 or, for what is not finite, NaN.
          float sum = 0;
          for (float value : members[i]) {
            sum += 0 * value;
          }
          if (Float.isNaN(sum)) {
            throw Members.notFinite(members, i, size);
          }
        };
    workers.forEach(members.length, check);
  }
}
