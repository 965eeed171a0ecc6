package org.tacheo.eval.result;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An estimator as the suite describes it.
 *
 * @param name its row on the leaderboard
 * @param type for example {@code constant} or {@code predictions}
 * @param kind id of the kind of its predictions
 * @param task id of the task that they serve
 * @param settings all settings with their defaults, sorted by key, but those that say where things
 *     lie
 * @param contentDigest SHA-256 of the files it rests on; empty without any, and where nobody asked
 *     for it
 */
public record EstimatorInfo(
    String name,
    String type,
    String kind,
    String task,
    Map<String, Object> settings,
    String contentDigest) {
  /** Copies the settings; whole numbers become longs, whether a suite or a file said them. */
  public EstimatorInfo {
    Map<String, Object> alike = new LinkedHashMap<>(settings);
    alike.replaceAll((key, value) -> value instanceof Integer whole ? whole.longValue() : value);
    settings = Ordered.copy(alike);
  }
}
