package org.tacheo.eval.result;

import java.util.List;
import java.util.Map;

/**
 * What {@code timing.json} holds: never part of what must be byte-identical.
 *
 * @param wallSeconds from the first sample to the last
 * @param environment machine and JVM
 * @param stages time spent in each stage
 * @param samples the same, sample by sample
 */
public record Timing(
    double wallSeconds, Map<String, String> environment, List<Stage> stages, List<Sample> samples) {
  /** Copies the collections. */
  public Timing {
    environment = Ordered.copy(environment);
    stages = List.copyOf(stages);
    samples = List.copyOf(samples);
  }

  /**
   * One stage over the samples of one dataset.
   *
   * @param dataset id of the dataset
   * @param estimator name of the estimator; empty for the decoding that all share
   * @param stage {@code decode}, {@code predict} or {@code score}, or {@code predict.} and the
   *     estimator's own name of a part of its prediction
   * @param samples how many
   * @param totalMilliseconds over all samples, of one thread each
   * @param medianMilliseconds of one sample
   * @param p90Milliseconds of one sample, the value that nine in ten do not exceed
   */
  public record Stage(
      String dataset,
      String estimator,
      String stage,
      int samples,
      double totalMilliseconds,
      double medianMilliseconds,
      double p90Milliseconds) {}

  /**
   * One estimator on one sample.
   *
   * @param estimator name of the estimator
   * @param dataset id of the dataset
   * @param id path of the RGB image as the published split lists it
   * @param milliseconds by stage; that of {@code decode} is shared by the estimators for which the
   *     sample was decoded once
   */
  public record Sample(
      String estimator, String dataset, String id, Map<String, Double> milliseconds) {
    /** Copies the map. */
    public Sample {
      milliseconds = Ordered.copy(milliseconds);
    }
  }
}
