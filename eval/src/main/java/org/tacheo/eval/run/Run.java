package org.tacheo.eval.run;

import java.util.List;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.SampleRow;
import org.tacheo.eval.result.Timing;

/**
 * A finished run.
 *
 * @param manifest all that can move a number
 * @param samples by protocol, estimator, dataset, sample, as the suite orders them
 * @param results the scores
 * @param timing how long it took
 */
public record Run(Manifest manifest, List<SampleRow> samples, Results results, Timing timing) {
  /** Copies the list. */
  public Run {
    samples = List.copyOf(samples);
  }

  /** Failures, counted over estimators. */
  public int failures() {
    return results.scores().stream().mapToInt(score -> score.failed()).sum();
  }
}
