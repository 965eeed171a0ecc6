package org.tacheo.reports.comparison;

import java.util.List;

/**
 * What is to be compared.
 *
 * @param pairs as {@code A:B}; empty for every ranked or unranked estimator that sees no ground
 *     truth against the best-ranked one of its protocol
 * @param metrics ids; empty for the metric that ranks the board of each protocol
 * @param datasets ids; empty for all of the run
 */
public record Selection(List<String> pairs, List<String> metrics, List<String> datasets) {
  /** Everything by default. */
  public static final Selection ALL = new Selection(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public Selection {
    pairs = List.copyOf(pairs);
    metrics = List.copyOf(metrics);
    datasets = List.copyOf(datasets);
  }
}
