package org.tacheo.eval.run;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tacheo.core.SampleId;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.SampleRow;
import org.tacheo.eval.result.Score;

/** One estimator on one dataset under one protocol: its rows and its score. */
record Column(String estimator, DatasetInfo dataset, String protocol) {

  SampleRow row(SampleId id, Outcome outcome) {
    return new SampleRow(estimator, dataset.id(), protocol, id.path(), id.scene(), outcome);
  }

  /** The unweighted mean over the scored samples, summed in double in the order of the ids. */
  Score score(List<SampleWork.Result> results) {
    List<Outcome.Scored> scored =
        results.stream()
            .map(SampleWork.Result::outcome)
            .filter(Outcome.Scored.class::isInstance)
            .map(Outcome.Scored.class::cast)
            .toList();
    int failed = results.size() - scored.size();
    return new Score(
        estimator,
        dataset.id(),
        protocol,
        alignment(results),
        scored.size(),
        failed,
        dataset.expected(),
        (int)
            scored.stream()
                .filter(sample -> sample.fit().isPresent() && sample.fit().get().scale() < 0)
                .count(),
        dataset.comparable() && failed == 0,
        means(scored));
  }

  private static Map<String, Double> means(List<Outcome.Scored> scored) {
    Map<String, Double> means = new LinkedHashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Outcome.Scored sample : scored) {
      sample.metrics().forEach((id, value) -> means.merge(id, value, Double::sum));
      sample.metrics().keySet().forEach(id -> counts.merge(id, 1, Integer::sum));
    }
    means.replaceAll((id, sum) -> sum / counts.getOrDefault(id, 0));
    return means;
  }

  /**
   * The alignment that the predictions were given; an estimator predicts one kind throughout. If
   * none was scored, the one that the run asked for, or {@code unknown}.
   */
  private static String alignment(List<SampleWork.Result> results) {
    boolean anyScored =
        results.stream().anyMatch(result -> result.outcome() instanceof Outcome.Scored);
    return results.stream()
        .filter(result -> !anyScored || result.outcome() instanceof Outcome.Scored)
        .map(result -> result.alignment())
        .distinct()
        .collect(Collectors.joining("+"));
  }
}
