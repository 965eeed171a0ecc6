package org.tacheo.reports.comparison;

import java.util.Optional;
import org.tacheo.eval.result.MetricInfo;

/**
 * How two estimators compare in one metric on one dataset.
 *
 * @param images that both scored
 * @param scenes that these images show
 * @param drawn what a resample was made of
 * @param meanA mean over the images, first estimator
 * @param meanB mean over the images, other estimator
 * @param ratio A by B with its interval; empty if B is 0, in the data or in any resample
 * @param difference A minus B with its interval
 * @param scenesBetter scenes on which the first estimator has the better mean
 * @param scenesTied scenes on which both have the same mean
 * @param verdict what may be said
 */
record Estimate(
    int images,
    int scenes,
    Scenes.Drawn drawn,
    double meanA,
    double meanB,
    Optional<Ranged> ratio,
    Ranged difference,
    int scenesBetter,
    int scenesTied,
    Verdict verdict) {

  /**
   * A value and its interval.
   *
   * @param interval empty with a single scene, of which nothing can be drawn
   */
  record Ranged(double value, Optional<Interval> interval) {}

  /** What a comparison says. */
  enum Verdict {
    /** The interval excludes equality; the first estimator is better. */
    A_BETTER,
    /** The interval excludes equality; the other estimator is better. */
    B_BETTER,
    /** The interval holds equality. */
    NOT_SIGNIFICANT,
    /** Too few scenes for any verdict at this confidence. */
    TOO_FEW_SCENES
  }

  /** Compares. */
  static Estimate of(PairedScores scores, MetricInfo metric, Bootstrap bootstrap) {
    int scenes = scores.scenes().count();
    Optional<Resamples> resamples =
        scenes < 2 ? Optional.empty() : Optional.of(scores.resample(bootstrap));
    Optional<Ranged> ratio = ratio(scores, resamples, bootstrap.confidence());
    Ranged difference =
        new Ranged(
            scores.meanA() - scores.meanB(),
            resamples.map(drawn -> drawn.difference(bootstrap.confidence())));
    int below = scores.scenesBelow();
    int above = scores.scenesAbove();
    return new Estimate(
        scores.scenes().samples(),
        scenes,
        scores.scenes().drawn(),
        scores.meanA(),
        scores.meanB(),
        ratio,
        difference,
        metric.higherIsBetter() ? above : below,
        scenes - above - below,
        scenes < bootstrap.fewestScenes()
            ? Verdict.TOO_FEW_SCENES
            : verdict(ratio, difference, metric));
  }

  private static Optional<Ranged> ratio(
      PairedScores scores, Optional<Resamples> resamples, double confidence) {
    Optional<Interval> interval = resamples.flatMap(drawn -> drawn.ratio(confidence));
    boolean undefined = !(scores.meanB() > 0) || (resamples.isPresent() && interval.isEmpty());
    return undefined
        ? Optional.empty()
        : Optional.of(new Ranged(scores.meanA() / scores.meanB(), interval));
  }

  private static Verdict verdict(Optional<Ranged> ratio, Ranged difference, MetricInfo metric) {
    double equal = ratio.isPresent() ? 1 : 0;
    Interval interval = ratio.orElse(difference).interval().orElseThrow();
    if (interval.low() <= equal && equal <= interval.high()) {
      return Verdict.NOT_SIGNIFICANT;
    }
    boolean higher = interval.low() > equal;
    return higher == metric.higherIsBetter() ? Verdict.A_BETTER : Verdict.B_BETTER;
  }
}
