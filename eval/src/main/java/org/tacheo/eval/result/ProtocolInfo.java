package org.tacheo.eval.result;

import java.util.List;
import java.util.Map;

/**
 * A protocol as a result file names it.
 *
 * @param id for example {@code marigold-depth}
 * @param version raised whenever a number can change
 * @param metrics its metrics, in their order
 * @param rules its constants for each layout that the run evaluated, as text
 */
public record ProtocolInfo(
    String id, int version, List<MetricInfo> metrics, Map<String, String> rules) {
  /** Copies the collections. */
  public ProtocolInfo {
    metrics = List.copyOf(metrics);
    rules = Ordered.copy(rules);
  }
}
