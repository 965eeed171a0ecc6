package org.tacheo.eval.protocol;

import java.util.Optional;
import org.tacheo.eval.metric.PixelErrors;
import org.tacheo.eval.result.Outcome;

/**
 * What scoring one prediction gives.
 *
 * @param outcome the metrics of the sample, or why there are none
 * @param errors the error of each pixel, for a protocol that pools them over the dataset
 */
public record Scoring(Outcome outcome, Optional<PixelErrors> errors) {
  /** A sample without metrics. */
  public static Scoring failed(String reason) {
    return of(new Outcome.Failed(reason));
  }

  /** A sample of a protocol that does not pool pixels. */
  public static Scoring of(Outcome outcome) {
    return new Scoring(outcome, Optional.empty());
  }
}
