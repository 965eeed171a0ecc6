package org.tacheo.models.ensemble;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.tacheo.core.ImageSize;
import org.tacheo.core.SpecException;
import org.tacheo.core.TacheoException;
import org.tacheo.models.ensemble.Ensembled.Solution;
import org.tacheo.models.resample.Interpolation;

/**
 * Makes one depth map of several that are alike up to scales and shifts: aligns them, reduces them
 * pixel by pixel and brings the result to [0, 1] (Ke et al. 2024, arXiv:2312.02145, section 3.3).
 *
 * <p>With {@link Invariance#AFFINE} the result is (R - min R) / (max R - min R), with {@link
 * Invariance#SCALE} R / max R, where R is the reduced map; its uncertainty is divided by the same
 * number. Bytes do not depend on the number of threads.
 *
 * <p>The published methods find scales and shifts by an optimiser that is stopped early and is
 * steered by differences that are mostly rounding, so that there the published codes themselves
 * give maps some 1e-3 to 1e-2 apart for a mirrored image or another number of threads. Ours follows
 * their procedure, with distances that are free of such rounding; where the optimiser takes no step
 * it agrees with them to float32.
 */
public final class DepthEnsemble {
  private final Method method;
  private final Reduction reduction;
  private final Invariance invariance;
  private final Uncertainty uncertainty;

  private DepthEnsemble(
      Method method, Reduction reduction, Invariance invariance, Uncertainty uncertainty) {
    this.method = method;
    this.reduction = reduction;
    this.invariance = invariance;
    this.uncertainty = uncertainty;
  }

  /**
   * An ensemble, without uncertainty.
   *
   * @throws SpecException if {@link Method#MARIGOLD_V0} is to be anything but affine-invariant
   */
  public static DepthEnsemble of(Method method, Reduction reduction, Invariance invariance) {
    if (method == Method.MARIGOLD_V0 && invariance != Invariance.AFFINE) {
      throw new SpecException(
          "ensembles of Marigold 0.1 and E2E-FT are affine-invariant, got invariance "
              + invariance.name().toLowerCase(Locale.ROOT)
              + "; choose another method or affine");
    }
    return new DepthEnsemble(method, reduction, invariance, Uncertainty.OMITTED);
  }

  /** The same with or without uncertainty. */
  public DepthEnsemble with(Uncertainty wanted) {
    return new DepthEnsemble(method, reduction, invariance, wanted);
  }

  /**
   * Ensembles.
   *
   * @param members each [H, W] in C order; at least two
   * @param threads to work with, at least 1
   * @throws TacheoException if a member is not finite throughout, or if the result is undefined: a
   *     member is constant where the method divides by its range, or the reduced map is
   * @throws IllegalArgumentException if there is one member only or one of another size
   */
  public Ensembled ensemble(float[][] members, ImageSize size, int threads) {
    Members.check(members, 1, size);
    try (Workers workers = new Workers(threads)) {
      Extents extents = Extents.of(members, size, workers);
      if (invariance == Invariance.NONE) {
        return reduce(members, Alignment.identity(members.length), Solution.REGULAR, workers);
      }
      Optional<Published> published = method.published();
      return published.isPresent()
          ? published(published.get(), members, size, extents, workers)
          : closedForm(members, extents, workers);
    }
  }

  private Ensembled closedForm(float[][] members, Extents extents, Workers workers) {
    refuseConstants(extents);
    Moments moments = Moments.of(members, extents, workers);
    Optional<double[]> solved = ClosedForm.solve(moments, invariance);
    Solution solution = solved.isPresent() ? Solution.REGULAR : Solution.EXTREMES;
    double[] parameters = solved.orElseGet(() -> Start.of(extents, invariance));
    return reduce(members, Alignment.of(parameters, members.length), solution, workers);
  }

  private Ensembled published(
      Published published, float[][] members, ImageSize size, Extents extents, Workers workers) {
    if (method == Method.MARIGOLD_V0) {
      refuseConstants(extents);
    }
    ImageSize smallSize = published.workingSize(size);
    float[][] small = members;
    Extents smallExtents = extents;
    if (!smallSize.equals(size)) {
      small = shrunk(members, size, smallSize);
      smallExtents = Extents.of(small, smallSize, workers);
    }
    Moments moments = Moments.of(small, smallExtents, workers);
    Objective objective =
        new Objective(
            moments,
            published.distance(),
            new ReducedExtremes(small, smallExtents, reduction.over(members.length)));
    double[] start = Start.of(smallExtents, invariance);
    Bfgs found = Bfgs.minimise(objective, start, published.tolerance(), published.iterations());
    return reduce(members, Alignment.of(found.point(), members.length), Solution.REGULAR, workers);
  }

  private static float[][] shrunk(float[][] members, ImageSize from, ImageSize to) {
    return Arrays.stream(members)
        .map(member -> Interpolation.NEAREST_EXACT.resize(member, 1, from, to))
        .toArray(float[][]::new);
  }

  private static void refuseConstants(Extents extents) {
    for (int i = 0; i < extents.members(); i++) {
      if (extents.smallest(i) == extents.greatest(i)) {
        throw new TacheoException(
            String.format(
                Locale.ROOT,
                "member %d of %d is %s everywhere; expected a map that varies; see what the"
                    + " estimator gives for another seed",
                i + 1,
                extents.members(),
                extents.smallest(i)));
      }
    }
  }

  private Ensembled reduce(
      float[][] members, Alignment alignment, Solution solution, Workers workers) {
    Reducer reducer = new Reducer(members, alignment, reduction, uncertainty);
    reducer.run(workers);
    if (invariance != Invariance.NONE) {
      reducer.normalise(invariance, method, workers);
    }
    return reducer.result(solution);
  }
}
