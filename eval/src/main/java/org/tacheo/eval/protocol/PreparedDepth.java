package org.tacheo.eval.protocol;

import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Prediction;
import org.tacheo.eval.align.AffineFit;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.align.ColumnSubsample;
import org.tacheo.eval.align.LeastSquares;
import org.tacheo.eval.metric.AlignedDepth;
import org.tacheo.eval.metric.DepthMetric;
import org.tacheo.eval.result.Outcome;
import tools.jackson.core.io.NumberOutput;

/** The depth of one sample, cropped and masked under a protocol. */
final class PreparedDepth implements Prepared {
  private final DepthRules rules;
  private final FloatMap metres;
  private final PixelSet valid;
  private final PixelSet fitted;
  private final int impossible;

  private PreparedDepth(DepthRules rules, FloatMap metres, PixelSet valid, int impossible) {
    this.rules = rules;
    this.metres = metres;
    this.valid = valid;
    this.fitted =
        rules.alignmentMaxResolution().isPresent()
            ? ColumnSubsample.keep(metres.size(), valid, rules.alignmentMaxResolution().getAsInt())
            : valid;
    this.impossible = impossible;
  }

  static PreparedDepth of(DepthRules rules, GroundTruth.Depth cropped) {
    FloatMap metres = cropped.metres();
    Optional<Mask> mask = cropped.valid();
    PixelSet valid =
        PixelSet.of(
            metres.size(),
            rules.evaluated().in(metres.size()),
            mask.isPresent() ? mask.get()::at : within(metres, rules.validMin(), rules.validMax()));
    // A range admits no impossible depth; only a mask can.
    int impossible = mask.isPresent() ? countImpossible(metres, valid) : 0;
    return new PreparedDepth(rules, metres, valid, impossible);
  }

  @Override
  public ImageSize size() {
    return metres.size();
  }

  @Override
  public int validPixels() {
    return valid.count();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if it is not of depth
   */
  @Override
  public Scoring score(Prediction prediction, Alignment alignment) {
    return Scoring.of(score(values(prediction), alignment));
  }

  private static FloatMap values(Prediction prediction) {
    if (prediction instanceof Prediction.Depth depth) {
      return depth.values();
    }
    if (prediction instanceof Prediction.Points points) {
      return points.depth();
    }
    throw new IllegalArgumentException(prediction.kind().id() + " are not depth");
  }

  /**
   * Aligns, clips and scores a prediction.
   *
   * @param prediction [H, W]
   * @return {@link Outcome.Failed} if the size differs, no pixel is valid, the dataset's own mask
   *     admits a depth that is none, no pixel can be fitted, a prediction on a valid pixel is not
   *     finite, or a metric overflows
   */
  Outcome score(FloatMap prediction, Alignment alignment) {
    if (!prediction.size().equals(metres.size())) {
      return new Outcome.Failed(
          "prediction is "
              + prediction.size()
              + ", expected "
              + metres.size()
              + "; predictions must have the size of the ground truth"
              + cropHint());
    }
    if (valid.count() == 0) {
      return new Outcome.Failed("no valid pixel in the ground truth");
    }
    if (impossible > 0) {
      return new Outcome.Failed(
          "ground truth is not positive and finite on "
              + impossible
              + " of "
              + valid.count()
              + " pixels that the dataset's own mask declares valid");
    }
    return switch (alignment) {
      case NONE -> score(prediction, alignment, AffineFit.IDENTITY);
      case LEAST_SQUARES -> fitAndScore(prediction, alignment, metres, fitted);
      case LEAST_SQUARES_DISPARITY ->
          fitAndScore(
              prediction, alignment, disparity(), fitted.filter(pixel -> prediction.at(pixel) > 0));
    };
  }

  private Outcome fitAndScore(
      FloatMap prediction, Alignment alignment, FloatMap target, PixelSet pixels) {
    return pixels.count() == 0
        ? new Outcome.Failed("no valid pixel to fit scale and shift on")
        : score(prediction, alignment, LeastSquares.fit(prediction, target, pixels));
  }

  private Outcome score(FloatMap prediction, Alignment alignment, AffineFit fit) {
    AlignedDepth aligned =
        new AlignedDepth(prediction, fit, alignment, rules.clipMin(), rules.clipMax());
    Map<String, Double> metrics = DepthMetric.all(aligned, metres, valid);
    if (metrics.isEmpty()) {
      return new Outcome.Failed(firstNotFinite(prediction));
    }
    for (Map.Entry<String, Double> metric : metrics.entrySet()) {
      if (!Double.isFinite(metric.getValue())) {
        return new Outcome.Failed(
            metric.getKey()
                + " is "
                + metric.getValue()
                + ": the aligned prediction overflows (scale "
                + NumberOutput.toString(fit.scale(), true)
                + ", shift "
                + NumberOutput.toString(fit.shift(), true)
                + ")");
      }
    }
    return new Outcome.Scored(
        valid.count(), Optional.of(new Outcome.Fit(fit.scale(), fit.shift())), metrics);
  }

  private FloatMap disparity() {
    float[] values = new float[metres.size().pixels()];
    for (int pixel = valid.next(0); pixel >= 0; pixel = valid.next(pixel + 1)) {
      values[pixel] = 1 / metres.at(pixel);
    }
    return FloatMap.owning(metres.size(), values);
  }

  private String firstNotFinite(FloatMap prediction) {
    for (int pixel = valid.next(0); pixel >= 0; pixel = valid.next(pixel + 1)) {
      float value = prediction.at(pixel);
      if (!Float.isFinite(value)) {
        int row = pixel / metres.size().width();
        int column = pixel % metres.size().width();
        return "prediction is "
            + value
            + " at row "
            + row
            + ", column "
            + column
            + ", a valid pixel; expected a finite number";
      }
    }
    throw new AssertionError("every prediction is finite");
  }

  private String cropHint() {
    return rules.crop() instanceof DepthRules.Cut.Whole
        ? ""
        : " after the protocol's crop (" + rules.crop() + ")";
  }

  private static IntPredicate within(FloatMap metres, float min, float max) {
    return pixel -> {
      float value = metres.at(pixel);
      return value > min && value < max;
    };
  }

  /** Valid pixels whose ground truth no depth can have. */
  private static int countImpossible(FloatMap metres, PixelSet valid) {
    int count = 0;
    for (int pixel = valid.next(0); pixel >= 0; pixel = valid.next(pixel + 1)) {
      float value = metres.at(pixel);
      count += value > 0 && value < Float.POSITIVE_INFINITY ? 0 : 1;
    }
    return count;
  }
}
