package org.tacheo.eval.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tacheo.eval.metric.NormalsMetric;
import org.tacheo.eval.metric.PooledErrors;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.SampleMeans;
import org.tacheo.eval.result.SampleRow;
import org.tacheo.eval.result.Score;
import org.tacheo.eval.result.Unit;
import org.tacheo.eval.result.Verdict;

/** One estimator on one dataset under one protocol: its rows and its score. */
record Column(EstimatorInfo info, DatasetInfo dataset, String protocol) {

  String estimator() {
    return info.name();
  }

  SampleRow row(Unit unit, Verdict verdict) {
    return new SampleRow(
        estimator(), dataset.id(), protocol, unit.id(), unit.scene(), verdict.outcome());
  }

  /**
   * The score of a dataset.
   *
   * @param units in the order of their samples, all with a verdict of the protocol
   * @param errors holds those of each scored sample if the protocol pools them
   */
  Score score(List<Unit> units, ErrorStore errors) {
    List<Verdict> verdicts = units.stream().map(this::verdict).flatMap(Optional::stream).toList();
    List<Outcome.Scored> scored =
        verdicts.stream()
            .map(Verdict::outcome)
            .filter(Outcome.Scored.class::isInstance)
            .map(Outcome.Scored.class::cast)
            .toList();
    int failed = verdicts.size() - scored.size();
    return new Score(
        estimator(),
        dataset.id(),
        protocol,
        alignment(verdicts),
        scored.size(),
        failed,
        dataset.expected(),
        (int)
            scored.stream()
                .filter(sample -> sample.fit().isPresent() && sample.fit().get().scale() < 0)
                .count(),
        dataset.comparable() && failed == 0,
        pools(verdicts) ? pooled(units, errors) : SampleMeans.of(scored),
        info.oracle());
  }

  /** What the protocol says of a unit. */
  Optional<Verdict> verdict(Unit unit) {
    return unit.verdicts().stream()
        .filter(verdict -> verdict.protocol().equals(protocol))
        .findFirst();
  }

  private static boolean pools(List<Verdict> verdicts) {
    return verdicts.stream().anyMatch(verdict -> verdict.errors().isPresent());
  }

  /** Each metric over the errors of all scored samples, which are gone through in this order. */
  private Map<String, Double> pooled(List<Unit> units, ErrorStore errors) {
    List<ErrorStore.Key> keys =
        units.stream()
            .filter(unit -> verdict(unit).flatMap(Verdict::errors).isPresent())
            .map(unit -> ErrorStore.Key.of(unit, protocol))
            .toList();
    return NormalsMetric.all(PooledErrors.summary(() -> keys.stream().map(errors::get)));
  }

  /**
   * The alignment that the predictions were given; an estimator predicts one kind throughout. If
   * none was scored, the one that the run asked for, or {@code unknown}.
   */
  private static String alignment(List<Verdict> verdicts) {
    boolean anyScored =
        verdicts.stream().anyMatch(verdict -> verdict.outcome() instanceof Outcome.Scored);
    return verdicts.stream()
        .filter(verdict -> !anyScored || verdict.outcome() instanceof Outcome.Scored)
        .map(Verdict::alignment)
        .distinct()
        .collect(Collectors.joining("+"));
  }
}
