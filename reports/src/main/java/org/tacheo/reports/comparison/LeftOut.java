package org.tacheo.reports.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.SampleRow;

/**
 * Why samples of a dataset have no value of an estimator.
 *
 * @param failed could not be scored
 * @param missing have no row at all
 * @param undefined were scored, but without this metric, which such a prediction cannot have
 */
record LeftOut(int failed, int missing, int undefined) {
  /** Counts. */
  static LeftOut of(Collection<SampleRow> rows, int samples, MetricInfo metric) {
    int failed = 0;
    int undefined = 0;
    for (SampleRow row : rows) {
      if (!(row.outcome() instanceof Outcome.Scored)) {
        failed++;
      } else if (value(row, metric).isEmpty()) {
        undefined++;
      }
    }
    return new LeftOut(failed, samples - rows.size(), undefined);
  }

  /** The value of a sample, where there is one. */
  static Optional<Double> value(SampleRow row, MetricInfo metric) {
    return row.outcome() instanceof Outcome.Scored scored
        ? Optional.ofNullable(scored.metrics().get(metric.id()))
        : Optional.empty();
  }

  /** In words, each count with the name of the estimator; nothing if nothing is left out. */
  List<String> said(String estimator) {
    List<String> said = new ArrayList<>();
    if (failed > 0) {
      said.add(failed + " failed for " + estimator);
    }
    if (missing > 0) {
      said.add(missing + " missing for " + estimator);
    }
    if (undefined > 0) {
      said.add(undefined + " without this metric for " + estimator);
    }
    return said;
  }
}
