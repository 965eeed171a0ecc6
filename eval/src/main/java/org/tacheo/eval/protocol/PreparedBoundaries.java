package org.tacheo.eval.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Prediction;
import org.tacheo.eval.align.AffineFit;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.metric.DepthProBoundary;
import org.tacheo.eval.metric.MogeBoundary;
import org.tacheo.eval.result.Outcome;

/** The boundaries of one sample. */
final class PreparedBoundaries implements Prepared {
  private final MaskedDepth groundTruth;
  private final DepthAligner aligner;

  PreparedBoundaries(MaskedDepth groundTruth) {
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
   * @return {@link Outcome.Failed} if the prediction cannot be aligned, or is not finite on a valid
   *     pixel before or after that
   * @throws IllegalArgumentException if it is not of depth, or the alignment is not legal for it
   */
  @Override
  public Scoring score(Prediction prediction, Alignment alignment) {
    DepthAligner.Result result = aligner.align(prediction, alignment);
    if (result instanceof DepthAligner.Result.Aligned aligned) {
      FloatMap depth = aligned.depth().map();
      return DepthOf.firstNotFinite(aligned.values(), groundTruth.valid())
          .or(
              () ->
                  DepthOf.firstNotFinite(depth, groundTruth.valid())
                      .map(reason -> "aligned " + reason))
          .map(Scoring::failed)
          .orElseGet(() -> Scoring.of(score(depth, aligned.fit())));
    }
    if (result instanceof DepthAligner.Result.Refused refused) {
      return Scoring.failed(refused.reason());
    }
    throw new AssertionError(result);
  }

  private Outcome score(FloatMap depth, AffineFit fit) {
    FloatMap metres = groundTruth.metres();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(
        BoundaryProtocol.DEPTH_PRO.id(), DepthProBoundary.f1(depth, metres, groundTruth.valid()));
    for (int radius = 1; radius <= BoundaryProtocol.MAX_RADIUS; radius++) {
      metrics.put(
          BoundaryProtocol.moge(radius).id(),
          MogeBoundary.f1(depth, metres, groundTruth.valid(), radius));
    }
    return new Outcome.Scored(
        validPixels(), Optional.of(new Outcome.Fit(fit.scale(), fit.shift())), metrics);
  }
}
