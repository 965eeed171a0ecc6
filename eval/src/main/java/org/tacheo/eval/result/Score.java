package org.tacheo.eval.result;

import java.util.Map;

/**
 * The score of one estimator on one dataset under one protocol: the unweighted mean of each metric
 * over the scored samples, or the metric over all their pixels where the protocol pools them.
 *
 * @param estimator name of the estimator
 * @param dataset id of the dataset
 * @param protocol id of the protocol
 * @param alignment id of the alignment
 * @param n samples scored
 * @param failed samples failed
 * @param expected samples of the whole split
 * @param negativeScales samples whose fitted scale is negative: the prediction runs the wrong way
 * @param comparable whether every sample of the whole split was scored
 * @param metrics value by metric id, in the protocol's order; empty if nothing was scored
 */
public record Score(
    String estimator,
    String dataset,
    String protocol,
    String alignment,
    int n,
    int failed,
    int expected,
    int negativeScales,
    boolean comparable,
    Map<String, Double> metrics) {
  /** Copies the metrics. */
  public Score {
    metrics = Ordered.copy(metrics);
  }

  /** Whether a sample failed, so that the score must not be ranked. */
  public boolean incomplete() {
    return failed > 0;
  }
}
