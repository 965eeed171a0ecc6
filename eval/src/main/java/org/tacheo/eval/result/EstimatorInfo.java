package org.tacheo.eval.result;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param oracle whether it sees ground truth, so that it is a reference and not a result; written
 *     only if it does
 */
public record EstimatorInfo(
    String name,
    String type,
    String kind,
    String task,
    Map<String, Object> settings,
    String contentDigest,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean oracle) {
  /** Copies the settings; whole numbers become longs, whether a suite or a file said them. */
  public EstimatorInfo {
    Map<String, Object> alike = new LinkedHashMap<>(settings);
    alike.replaceAll((key, value) -> value instanceof Integer whole ? whole.longValue() : value);
    settings = Ordered.copy(alike);
  }

  /** One that sees no ground truth. */
  public EstimatorInfo(
      String name,
      String type,
      String kind,
      String task,
      Map<String, Object> settings,
      String contentDigest) {
    this(name, type, kind, task, settings, contentDigest, false);
  }
}
