package org.tacheo.eval.result;

import java.util.Map;
import java.util.Optional;

/** What became of one sample: scored or failed, nothing else. */
public sealed interface Outcome {
  /**
   * The sample was scored.
   *
   * @param validPixels pixels the metrics were taken over
   * @param fit scale and shift of the alignment; empty where the protocol has none
   * @param metrics value by metric id, in the protocol's order; a metric that this kind of
   *     prediction cannot have is absent
   */
  record Scored(long validPixels, Optional<Fit> fit, Map<String, Double> metrics)
      implements Outcome {
    /** Copies the metrics. */
    public Scored {
      metrics = Ordered.copy(metrics);
    }
  }

  /**
   * How a prediction was brought into the frame of the ground truth.
   *
   * @param scale 1 without an alignment
   * @param shift 0 without an alignment
   */
  record Fit(double scale, double shift) {}

  /**
   * The sample could not be scored.
   *
   * @param reason one line
   */
  record Failed(String reason) implements Outcome {}
}
