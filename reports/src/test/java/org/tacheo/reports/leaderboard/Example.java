package org.tacheo.reports.leaderboard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.Score;

/** A run built by hand, score by score. */
final class Example {
  static final String PROTOCOL = "marigold-depth";
  static final DatasetInfo NYU = dataset("nyuv2", "nyuv2", "NYUv2", 654, 654);
  static final DatasetInfo PARTIAL_KITTI = dataset("kitti", "kitti", "KITTI", 8, 652);

  /** Breaks pipe tables, HTML, Markdown, terminals and reading direction, if it is let. */
  static final String HOSTILE =
      "a|b\\|c `code` <img src=x onerror=y> &lt; **x** _y_ [z](http://e.org)\r\n"
          + "| new row |\u202Eevil\u001B[31m, \"quoted\"";

  private final List<String> estimators = new ArrayList<>();
  private final Set<String> oracles = new HashSet<>();
  private final List<DatasetInfo> datasets;
  private final List<Score> scores = new ArrayList<>();

  Example(DatasetInfo... datasets) {
    this.datasets = List.of(datasets);
  }

  static DatasetInfo dataset(String id, String layout, String title, int n, int expected) {
    return new DatasetInfo(
        id, layout, "depth", title, n, expected, "c1".repeat(32), "a1".repeat(32), n == expected);
  }

  Example estimator(String name) {
    estimators.add(name);
    return this;
  }

  /** An estimator that sees ground truth. */
  Example oracle(String name) {
    oracles.add(name);
    return estimator(name);
  }

  /** A score of the estimator added last, over all samples of a dataset. */
  Example score(DatasetInfo dataset, double absRel, double delta1) {
    return score(dataset, 0, 0, metrics(absRel, delta1));
  }

  /** A score of the estimator added last. */
  Example score(DatasetInfo dataset, int failed, int negative, Map<String, Double> metrics) {
    int n = dataset.n() - failed;
    scores.add(
        new Score(
            estimators.get(estimators.size() - 1),
            dataset.id(),
            PROTOCOL,
            "least-squares",
            n,
            failed,
            dataset.expected(),
            negative,
            n == dataset.expected(),
            metrics,
            oracles.contains(estimators.get(estimators.size() - 1))));
    return this;
  }

  static Map<String, Double> metrics(double absRel, double delta1) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("abs_rel", absRel);
    metrics.put("rmse", 0.5 + absRel);
    metrics.put("delta1", delta1);
    return metrics;
  }

  Manifest manifest() {
    Map<String, String> rules = new TreeMap<>();
    datasets.forEach(dataset -> rules.put(dataset.layout(), "clip [0.001, 10] m"));
    return new Manifest(
        1,
        "0.1.0",
        "example",
        "by-kind",
        estimators.stream()
            .map(
                name ->
                    new EstimatorInfo(
                        name,
                        "constant",
                        "affine-invariant-depth",
                        "depth",
                        Map.of(),
                        "",
                        oracles.contains(name)))
            .toList(),
        datasets,
        List.of(
            new ProtocolInfo(
                PROTOCOL,
                1,
                "depth",
                List.of("abs_rel", "delta1"),
                List.of(
                    new MetricInfo("abs_rel", "AbsRel", "ratio", false),
                    new MetricInfo("rmse", "RMSE", "m", false),
                    new MetricInfo("delta1", "δ1", "fraction", true)),
                rules)));
  }

  Results results() {
    return new Results(1, "0123456789abcdef".repeat(4), scores);
  }

  Board board() {
    return Board.of(new Run(manifest(), results())).get(0);
  }

  /** Three estimators, one hostile, one failing; a whole dataset and a partial one. */
  static Example mixed() {
    return new Example(NYU, PARTIAL_KITTI)
        .estimator("vertical-ramp")
        .score(NYU, 1, 0, metrics(0.05, 0.97))
        .score(PARTIAL_KITTI, 0.2, 0.7)
        .estimator("constant")
        .score(NYU, 0.30251, 1.0 / 3.0)
        .score(PARTIAL_KITTI, 0, 3, metrics(0.41204999999999997, 1.0E-5))
        .estimator(HOSTILE)
        .score(NYU, 0.30249, 0.1 + 0.2)
        .score(PARTIAL_KITTI, 0.5, 2.0 / 3.0);
  }

  /** Two ceilings, better than everybody, one of them with failures, among two estimators. */
  static Example withCeilings() {
    return new Example(NYU)
        .oracle("a | ceiling")
        .score(NYU, 0.01, 0.999)
        .estimator("worse")
        .score(NYU, 0.2, 0.7)
        .oracle("half a ceiling")
        .score(NYU, 2, 0, metrics(0.02, 0.99))
        .estimator("better")
        .score(NYU, 0.1, 0.9);
  }
}
