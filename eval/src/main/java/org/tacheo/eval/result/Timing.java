package org.tacheo.eval.result;

import java.util.List;
import java.util.Map;

/**
 * What {@code timing.json} holds: never part of what must be byte-identical.
 *
 * @param wallSeconds from the first sample to the last
 * @param environment machine and JVM
 * @param stages time spent in each stage
 */
public record Timing(double wallSeconds, Map<String, String> environment, List<Stage> stages) {
  /** Copies the collections. */
  public Timing {
    environment = Ordered.copy(environment);
    stages = List.copyOf(stages);
  }

  /**
   * One stage over the samples of one dataset.
   *
   * @param dataset id of the dataset
   * @param estimator name of the estimator; empty for the decoding that all share
   * @param stage {@code decode}, {@code predict} or {@code score}
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
}
