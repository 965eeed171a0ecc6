package org.tacheo.eval.result;

import java.util.List;
import java.util.Map;

/**
 * A protocol as a result file names it.
 *
 * @param id for example {@code marigold-depth}
 * @param version raised whenever a number can change
 * @param task id of the task that it evaluates: {@code depth} or {@code normals}
 * @param headline ids of the metrics that a leaderboard shows; the first one ranks
 * @param metrics its metrics, in their order
 * @param rules its constants for each layout that the run evaluated, as text
 */
public record ProtocolInfo(
    String id,
    int version,
    String task,
    List<String> headline,
    List<MetricInfo> metrics,
    Map<String, String> rules) {
  /** Copies the collections. */
  public ProtocolInfo {
    headline = List.copyOf(headline);
    metrics = List.copyOf(metrics);
    rules = Ordered.copy(rules);
  }
}
