package org.tacheo.models.diffusion;

import java.util.function.BiFunction;
import org.tacheo.core.DataException;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PredictionKind;
import org.tacheo.models.checkpoint.PipelineInfo;
import org.tacheo.models.diffusion.NormalsEnding.ZRange;
import org.tacheo.models.ensemble.DepthEnsemble;
import org.tacheo.models.ensemble.Ensembled;
import org.tacheo.models.ensemble.Invariance;
import org.tacheo.models.ensemble.Method;
import org.tacheo.models.ensemble.NormalsEnsemble;
import org.tacheo.models.ensemble.NormalsMethod;
import org.tacheo.models.ensemble.Reduction;
import org.tacheo.models.ensemble.Uncertainty;

/** Which ending settings ask for. */
final class Endings {
  private Endings() {}

  static Ending of(
      DiffusionSettings settings, PipelineInfo info, int threads, Uncertainty uncertainty) {
    return settings.kind() == PredictionKind.NORMALS
        ? normals(settings, info, threads, uncertainty)
        : depth(settings, info, threads, uncertainty);
  }

  /**
   * That of profile diffusers where one image is decoded and there is nothing to make one of.
   *
   * @param kind what the image shows
   */
  static Ending ofOne(PredictionKind kind, PipelineInfo info) {
    BiFunction<float[][], ImageSize, Ensembled> never =
        (members, size) -> {
          throw new IllegalStateException(members.length + " members, expected one");
        };
    return kind == PredictionKind.NORMALS
        ? new NormalsEnding(Profile.DIFFUSERS, Resampling.BILINEAR, range(info), never)
        : new DepthEnding(Profile.DIFFUSERS, Resampling.BILINEAR, never);
  }

  /** What the third channel of normals holds; checkpoints that do not say have them all. */
  static ZRange range(PipelineInfo info) {
    return info.useFullZRange().orElse(true) ? ZRange.FULL : ZRange.HALF;
  }

  private static Ending depth(
      DiffusionSettings settings, PipelineInfo info, int threads, Uncertainty uncertainty) {
    Reduction reduction = settings.reduction().equals("mean") ? Reduction.MEAN : Reduction.MEDIAN;
    Method method = method(settings);
    DepthEnsemble ensemble =
        DepthEnsemble.of(method, reduction, invariance(method, info)).with(uncertainty);
    return new DepthEnding(
        settings.profile(),
        settings.resampling(),
        (members, size) -> ensemble.ensemble(members, size, threads));
  }

  private static Method method(DiffusionSettings settings) {
    if (settings.ensemble().equals("closed-form")) {
      return Method.CLOSED_FORM;
    }
    return switch (settings.profile()) {
      case DIFFUSERS -> Method.DIFFUSERS;
      case MARIGOLD_REPO, LOTUS_REPO -> Method.MARIGOLD;
      case E2E_FT_REPO -> Method.MARIGOLD_V0;
    };
  }

  /** Checkpoints that do not say are affine-invariant, and the first version knows nothing else. */
  private static Invariance invariance(Method method, PipelineInfo info) {
    boolean scale = info.scaleInvariant().orElse(true);
    boolean shift = info.shiftInvariant().orElse(true);
    if (method == Method.MARIGOLD_V0 || (scale && shift)) {
      return Invariance.AFFINE;
    }
    if (shift) {
      throw new DataException(
          "model_index.json: shift_invariant without scale_invariant, expected both, neither or the"
              + " scale alone; no published code aligns shifts alone");
    }
    return scale ? Invariance.SCALE : Invariance.NONE;
  }

  private static Ending normals(
      DiffusionSettings settings, PipelineInfo info, int threads, Uncertainty uncertainty) {
    NormalsEnsemble ensemble =
        NormalsEnsemble.of(
                switch (settings.ensemble()) {
                  case "mean" -> NormalsMethod.MEAN;
                  case DiffusionSettings.GEOWIZARD -> NormalsMethod.GEOWIZARD;
                  default -> NormalsMethod.CLOSEST;
                })
            .with(uncertainty);
    return new NormalsEnding(
        settings.profile(),
        settings.resampling(),
        range(info),
        (members, size) -> ensemble.ensemble(members, size, threads));
  }
}
