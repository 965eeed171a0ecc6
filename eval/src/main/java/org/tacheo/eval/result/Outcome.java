package org.tacheo.eval.result;

import java.util.Map;

/** What became of one sample: scored or failed, nothing else. */
public sealed interface Outcome {
  /**
   * The sample was scored.
   *
   * @param validPixels pixels the metrics were taken over
   * @param scale scale of the alignment; 1 without one
   * @param shift shift of the alignment; 0 without one
   * @param metrics value by metric id, in the protocol's order
   */
  record Scored(long validPixels, double scale, double shift, Map<String, Double> metrics)
      implements Outcome {
    /** Copies the metrics. */
    public Scored {
      metrics = Ordered.copy(metrics);
    }
  }

  /**
   * The sample could not be scored.
   *
   * @param reason one line
   */
  record Failed(String reason) implements Outcome {}
}
