package org.tacheo.eval.result;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mean of each metric over samples, where a protocol averages them. Whoever writes a score and
 * whoever checks one take it from here, since both must agree to the last bit.
 */
public final class SampleMeans {
  private SampleMeans() {}

  /**
   * The unweighted means, summed in double in the order given. A metric that not every sample has
   * is averaged over those that have it.
   *
   * @param scored in the order of their ids
   * @return by the id of the metric, in the order in which metrics first appear; empty for no
   *     sample
   */
  public static Map<String, Double> of(List<Outcome.Scored> scored) {
    Map<String, Double> means = new LinkedHashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Outcome.Scored sample : scored) {
      sample.metrics().forEach((id, value) -> means.merge(id, value, Double::sum));
      sample.metrics().keySet().forEach(id -> counts.merge(id, 1, Integer::sum));
    }
    means.replaceAll((id, sum) -> sum / counts.getOrDefault(id, 0));
    return means;
  }
}
