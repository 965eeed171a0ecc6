package org.tacheo.eval.result;

import java.util.Map;

/**
 * An estimator as the suite describes it.
 *
 * @param name its row on the leaderboard
 * @param type for example {@code constant} or {@code predictions}
 * @param kind id of the kind of its predictions
 * @param task id of the task that they serve
 * @param settings all settings as written, sorted by key
 */
public record EstimatorInfo(
    String name, String type, String kind, String task, Map<String, Object> settings) {
  /** Copies the settings. */
  public EstimatorInfo {
    settings = Ordered.copy(settings);
  }
}
