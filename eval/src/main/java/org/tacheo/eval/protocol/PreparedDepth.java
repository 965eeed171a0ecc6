package org.tacheo.eval.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Prediction;
import org.tacheo.eval.align.AffineFit;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.metric.DepthMetric;
import org.tacheo.eval.result.Outcome;
import tools.jackson.core.io.NumberOutput;

/** The depth of one sample, cropped and masked under a protocol. */
final class PreparedDepth implements Prepared {
  private final List<DepthMetric> metrics;
  private final MaskedDepth groundTruth;
  private final DepthAligner aligner;

  PreparedDepth(List<DepthMetric> metrics, MaskedDepth groundTruth) {
    this.metrics = metrics;
    this.groundTruth = groundTruth;
    this.aligner = new DepthAligner(groundTruth);
  }

  @Override
  public ImageSize size() {
    return groundTruth.size();
  }

  @Override
  public int validPixels() {
    return groundTruth.valid().count();
  }

  @Override
  public GroundTruth groundTruth() {
    return groundTruth.believed();
  }

  /**
   * {@inheritDoc}
   *
   * @return {@link Outcome.Failed} if the prediction cannot be aligned, is not finite on a valid
   *     pixel, or a metric overflows
   * @throws IllegalArgumentException if it is not of depth, or the alignment is not legal for it
   */
  @Override
  public Scoring score(Prediction prediction, Alignment alignment) {
    return Scoring.of(score(aligner.align(prediction, alignment)));
  }

  /** As for a prediction whose values are of the space of the alignment. */
  Outcome score(FloatMap values, Alignment alignment) {
    return score(aligner.align(values, alignment));
  }

  private Outcome score(DepthAligner.Result result) {
    if (result instanceof DepthAligner.Result.Aligned aligned) {
      return score(aligned);
    }
    if (result instanceof DepthAligner.Result.Refused refused) {
      return new Outcome.Failed(refused.reason());
    }
    throw new AssertionError(result);
  }

  private Outcome score(DepthAligner.Result.Aligned aligned) {
    PixelSet valid = groundTruth.valid();
    AffineFit fit = aligned.fit();
    Map<String, Double> values =
        DepthMetric.all(metrics, aligned.depth(), groundTruth.metres(), valid);
    if (values.isEmpty()) {
      return new Outcome.Failed(DepthOf.firstNotFinite(aligned.values(), valid).orElseThrow());
    }
    for (Map.Entry<String, Double> metric : values.entrySet()) {
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
        valid.count(), Optional.of(new Outcome.Fit(fit.scale(), fit.shift())), values);
  }
}
