package org.tacheo.eval.protocol;

import java.util.Optional;
import org.tacheo.core.FloatMap;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.eval.align.AffineFit;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.align.ColumnSubsample;
import org.tacheo.eval.align.LeastAbsoluteDeviations;
import org.tacheo.eval.align.LeastAbsoluteDeviations.Weight;
import org.tacheo.eval.align.LeastSquares;
import org.tacheo.eval.align.LogLeastSquares;
import org.tacheo.eval.align.MaskedNearest;
import org.tacheo.eval.align.MogeAlignment;
import org.tacheo.eval.align.Ratios;
import org.tacheo.eval.metric.AlignedDepth;

/** Fits predictions to the depth of one sample and clips them, as the rules of a protocol say. */
final class DepthAligner {
  private final MaskedDepth groundTruth;
  private final PixelSet fitted;

  DepthAligner(MaskedDepth groundTruth) {
    this.groundTruth = groundTruth;
    DepthRules rules = groundTruth.rules();
    this.fitted =
        rules.alignmentMaxResolution().isPresent()
            ? ColumnSubsample.keep(
                groundTruth.size(), groundTruth.valid(), rules.alignmentMaxResolution().getAsInt())
            : groundTruth.valid();
  }

  /** An aligned prediction, or why there is none. */
  sealed interface Result {
    /**
     * Aligned.
     *
     * @param values [H, W], the prediction in the space of the alignment
     * @param depth [H, W], aligned and clipped
     */
    record Aligned(FloatMap values, AffineFit fit, AlignedDepth depth) implements Result {}

    /**
     * Not to be aligned.
     *
     * @param reason one line
     */
    record Refused(String reason) implements Result {}
  }

  /**
   * Aligns a prediction. Of points the z is taken. Depth that is aligned as disparity is inverted
   * first, in float32; where it is not positive its disparity counts as 0, and it takes no part in
   * the fit, for it has no inverse.
   *
   * @throws IllegalArgumentException if it is not of depth, or the alignment is not legal for it
   */
  Result align(Prediction prediction, Alignment alignment) {
    if (!Alignment.legal(prediction.kind()).contains(alignment)) {
      throw new IllegalArgumentException(
          alignment.id() + " is not legal for " + prediction.kind().id());
    }
    FloatMap values = DepthOf.prediction(prediction);
    boolean inverted =
        alignment.space() == Alignment.Space.DISPARITY
            && prediction.kind() != PredictionKind.AFFINE_INVARIANT_DISPARITY;
    return inverted
        ? align(inverse(values), alignment, true)
        : align(values, alignment, needsPositive(alignment));
  }

  private static FloatMap inverse(FloatMap depth) {
    float[] values = depth.toArray();
    for (int i = 0; i < values.length; i++) {
      float value = values[i];
      if (Float.isFinite(value)) {
        values[i] = value > 0 ? Math.min(1 / value, Float.MAX_VALUE) : 0;
      }
    }
    return FloatMap.owning(depth.size(), values);
  }

  /**
   * Aligns values that are of the space of the alignment: disparity, or depth.
   *
   * @param values [H, W]
   */
  Result align(FloatMap values, Alignment alignment) {
    return align(values, alignment, needsPositive(alignment));
  }

  private Result align(FloatMap values, Alignment alignment, boolean positiveOnly) {
    Optional<String> problem = groundTruth.problem(values.size());
    if (problem.isEmpty() && !showsInErrors(alignment)) {
      problem = DepthOf.firstNotFinite(values, groundTruth.valid());
    }
    if (problem.isPresent()) {
      return new Result.Refused(problem.get());
    }
    PixelSet pixels = positiveOnly ? fitted.filter(pixel -> values.at(pixel) > 0) : fitted;
    if (pixels.count() == 0) {
      return new Result.Refused("no valid pixel to fit scale and shift on");
    }
    AffineFit fit = fit(values, alignment, pixels);
    if (!Float.isFinite(fit.scale()) || !Float.isFinite(fit.shift())) {
      return new Result.Refused(
          DepthOf.firstNotFinite(values, groundTruth.valid())
              .orElse(
                  alignment.id()
                      + " gives scale "
                      + fit.scale()
                      + " and shift "
                      + fit.shift()
                      + ", expected finite ones; the prediction vanishes or overflows"));
    }
    DepthRules rules = groundTruth.rules();
    return new Result.Aligned(
        values,
        fit,
        new AlignedDepth(
            values, fit, alignment, rules.disparity().least(), rules.clipMin(), rules.clipMax()));
  }

  /**
   * Whether a value that is not finite needs no look of its own: a fit that is linear in every
   * pixel, or none, carries it into the errors.
   */
  private static boolean showsInErrors(Alignment alignment) {
    return switch (alignment) {
      case NONE, LEAST_SQUARES, LEAST_SQUARES_DISPARITY -> true;
      default -> false;
    };
  }

  private boolean needsPositive(Alignment alignment) {
    return switch (alignment) {
      case LEAST_SQUARES_DISPARITY -> groundTruth.rules().disparity().positiveOnly();
      case LEAST_SQUARES_LOG, SCALE_LOG -> true;
      default -> false;
    };
  }

  private AffineFit fit(FloatMap values, Alignment alignment, PixelSet pixels) {
    FloatMap metres = groundTruth.metres();
    return switch (alignment) {
      case NONE -> AffineFit.IDENTITY;
      case MEDIAN -> Ratios.median(values, metres, pixels);
      case SCALE -> Ratios.leastSquares(values, metres, pixels);
      case SCALE_LOG -> LogLeastSquares.scale(values, metres, pixels);
      case MOGE_SCALE -> new AffineFit(MogeAlignment.depthScale(values, metres, samples()), 0);
      case LEAST_SQUARES -> LeastSquares.fit(values, metres, pixels);
      case LEAST_ABSOLUTE -> LeastAbsoluteDeviations.fit(values, metres, pixels, Weight.UNIFORM);
      case LEAST_ABSOLUTE_RELATIVE ->
          LeastAbsoluteDeviations.fit(values, metres, pixels, Weight.INVERSE);
      case MOGE_AFFINE -> MogeAlignment.depthAffine(values, metres, samples());
      case LEAST_SQUARES_DISPARITY -> LeastSquares.fit(values, groundTruth.disparity(), pixels);
      case LEAST_SQUARES_LOG -> LogLeastSquares.affine(values, metres, pixels);
      case PER_CATEGORY -> throw new IllegalArgumentException(alignment.id() + " is no alignment");
    };
  }

  private int[] samples() {
    return MaskedNearest.pixels(groundTruth.size(), groundTruth.valid());
  }
}
