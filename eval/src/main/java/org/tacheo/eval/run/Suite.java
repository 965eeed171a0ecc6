package org.tacheo.eval.run;

import java.util.List;
import java.util.Map;
import org.tacheo.core.EstimatorType;
import org.tacheo.eval.protocol.DepthProtocol;

/**
 * What to evaluate: every estimator on every dataset under every protocol.
 *
 * @param name lower-case letters, digits and hyphens
 * @param estimators rows of the leaderboard, in order; names unique
 * @param datasets ids of datasets, in order, unique
 * @param protocols in order, unique
 */
public record Suite(
    String name, List<Entry> estimators, List<String> datasets, List<DepthProtocol> protocols) {
  /** Copies the lists. */
  public Suite {
    estimators = List.copyOf(estimators);
    datasets = List.copyOf(datasets);
    protocols = List.copyOf(protocols);
  }

  /**
   * One estimator of a suite.
   *
   * @param name its row on the leaderboard
   * @param type name of its type
   * @param settings as written, sorted by key, without name and type
   * @param opener opens it
   */
  public record Entry(
      String name, String type, Map<String, Object> settings, EstimatorType.Opener opener) {}
}
