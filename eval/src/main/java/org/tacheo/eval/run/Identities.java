package org.tacheo.eval.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.SampleRow;
import org.tacheo.eval.result.Score;

/** What must hold of the numbers of any run, whatever computed them. */
final class Identities {
  /** Metrics of which each is at most the next: the same count under a wider threshold. */
  private static final List<List<String>> CHAINS =
      List.of(
          List.of("delta1", "delta2", "delta3"),
          List.of("within_5", "within_7_5", "within_11_25", "within_22_5", "within_30"));

  private Identities() {}

  /** What is wrong with the rows, by what was checked. */
  static Map<String, Optional<String>> ofSamples(List<SampleRow> rows) {
    List<String> chains = new ArrayList<>();
    List<String> ranges = new ArrayList<>();
    for (SampleRow row : rows) {
      if (row.outcome() instanceof Outcome.Scored scored) {
        String where = row.estimator() + ", " + row.dataset() + "/" + row.id();
        chain(scored.metrics()).ifPresent(problem -> chains.add(where + ": " + problem));
        range(scored.metrics()).ifPresent(problem -> ranges.add(where + ": " + problem));
        if (scored.validPixels() < 1) {
          ranges.add(where + ": scored over " + scored.validPixels() + " pixels");
        }
      }
    }
    Map<String, Optional<String>> checks = new LinkedHashMap<>();
    checks.put("wider thresholds hold at least as much", chains.stream().findFirst());
    checks.put("metrics are finite, errors at least 0", ranges.stream().findFirst());
    return checks;
  }

  /** What is wrong with the scores, by what was checked. */
  static Map<String, Optional<String>> ofResults(
      Manifest manifest, Results results, List<SampleRow> rows) {
    List<String> chains = new ArrayList<>();
    List<String> counts = new ArrayList<>();
    for (Score score : results.scores()) {
      String where = score.protocol() + ", " + score.estimator() + ", " + score.dataset();
      chain(score.metrics()).ifPresent(problem -> chains.add(where + ": " + problem));
      range(score.metrics()).ifPresent(problem -> chains.add(where + ": " + problem));
      count(manifest, score, rows).ifPresent(problem -> counts.add(where + ": " + problem));
    }
    Map<String, Optional<String>> checks = new LinkedHashMap<>();
    checks.put(
        "n + failed = N in every cell, rows and manifest agree", counts.stream().findFirst());
    checks.put(
        "wider thresholds hold at least as much, errors at least 0", chains.stream().findFirst());
    return checks;
  }

  private static Optional<String> count(Manifest manifest, Score score, List<SampleRow> rows) {
    List<SampleRow> own =
        rows.stream()
            .filter(row -> row.protocol().equals(score.protocol()))
            .filter(row -> row.estimator().equals(score.estimator()))
            .filter(row -> row.dataset().equals(score.dataset()))
            .toList();
    long scored = own.stream().filter(row -> row.outcome() instanceof Outcome.Scored).count();
    int expected =
        manifest.datasets().stream()
            .filter(dataset -> dataset.id().equals(score.dataset()))
            .mapToInt(DatasetInfo::n)
            .sum();
    if (score.n() + score.failed() != expected || own.size() != expected) {
      return Optional.of(
          score.n() + " + " + score.failed() + ", " + own.size() + " rows, expected " + expected);
    }
    return scored == score.n()
        ? Optional.empty()
        : Optional.of("n = " + score.n() + ", but " + scored + " rows are scored");
  }

  private static Optional<String> chain(Map<String, Double> metrics) {
    for (List<String> chain : CHAINS) {
      for (int i = 1; i < chain.size(); i++) {
        Double narrow = metrics.get(chain.get(i - 1));
        Double wide = metrics.get(chain.get(i));
        if (narrow != null && wide != null && narrow > wide) {
          return Optional.of(
              chain.get(i - 1) + " = " + narrow + " > " + chain.get(i) + " = " + wide);
        }
      }
    }
    return Optional.empty();
  }

  /** Every metric is an error, a spread or a share: none is ever negative. */
  private static Optional<String> range(Map<String, Double> metrics) {
    return metrics.entrySet().stream()
        .filter(metric -> !(metric.getValue() >= 0 && metric.getValue() < Double.POSITIVE_INFINITY))
        .findFirst()
        .map(metric -> metric.getKey() + " = " + Objects.toString(metric.getValue()));
  }
}
