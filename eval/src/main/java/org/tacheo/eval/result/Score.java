package org.tacheo.eval.result;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param oracle whether the estimator sees ground truth, so that this is a reference and not a
 *     result; written only if it does
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
    Map<String, Double> metrics,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean oracle) {
  /** Copies the metrics. */
  public Score {
    metrics = Ordered.copy(metrics);
  }

  /** Of an estimator that sees no ground truth. */
  public Score(
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
    this(
        estimator,
        dataset,
        protocol,
        alignment,
        n,
        failed,
        expected,
        negativeScales,
        comparable,
        metrics,
        false);
  }

  /** Whether a sample failed, so that the score must not be ranked. */
  public boolean incomplete() {
    return failed > 0;
  }
}
