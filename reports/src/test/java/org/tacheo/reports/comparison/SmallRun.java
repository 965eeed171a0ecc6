package org.tacheo.reports.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.SampleRow;
import org.tacheo.eval.result.Score;

/**
 * A run built by hand, row by row: depth on {@code nyuv2}, eight images in seven scenes, and
 * normals on {@code ibims}, six images without scenes.
 */
final class SmallRun {
  static final String DEPTH = "marigold-depth";
  static final String NORMALS = "dsine-normals";
  static final Set<String> POOLING = Set.of(NORMALS);

  private final List<EstimatorInfo> estimators = new ArrayList<>();
  private final List<SampleRow> rows = new ArrayList<>();
  private final Set<String> oracles = new HashSet<>();

  /** Three of depth, of which {@code far} is the best, and two of normals. */
  static SmallRun usual() {
    return new SmallRun()
        .depth("flat", 0.5, 0.4, 0.6, 0.5, 0.4, 0.7, 0.5, 0.6)
        .depth("near", 0.3, 0.2, 0.4, 0.2, 0.3, 0.3, 0.1, 0.2)
        .depth("far", 0.2, 0.25, 0.3, 0.2, 0.2, 0.35, 0.05, 0.15)
        .normals("up", 40, 50, 45, 55, 35, 60)
        .normals("down", 80, 75, 95, 70, 85, 90);
  }

  /** An estimator of depth with its errors; NaN fails the image. */
  SmallRun depth(String name, double... errors) {
    return add(name, "depth", DEPTH, "nyuv2", errors);
  }

  /** An estimator of normals with its errors; NaN fails the image. */
  SmallRun normals(String name, double... errors) {
    return add(name, "normals", NORMALS, "ibims", errors);
  }

  /** One of depth that sees ground truth. */
  SmallRun oracle(String name, double... errors) {
    oracles.add(name);
    return depth(name, errors);
  }

  private SmallRun add(
      String name, String task, String protocol, String dataset, double... errors) {
    estimators.add(
        new EstimatorInfo(name, "constant", task, task, Map.of(), "", oracles.contains(name)));
    for (int image = 0; image < errors.length; image++) {
      boolean scenes = task.equals("depth");
      String scene = scenes ? "room_" + Math.min(image, 6) : "image_" + image;
      String id = scenes ? "test/" + scene + "/rgb_" + image + ".png" : scene + ".png";
      rows.add(new SampleRow(name, dataset, protocol, id, scene, outcome(task, errors[image])));
    }
    return this;
  }

  private static Outcome outcome(String task, double error) {
    if (Double.isNaN(error)) {
      return new Outcome.Failed("file is missing");
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (task.equals("depth")) {
      metrics.put("abs_rel", error);
      metrics.put("delta1", 1 - error);
    } else {
      metrics.put("mean", error);
    }
    return new Outcome.Scored(100, Optional.empty(), metrics);
  }

  List<SampleRow> rows() {
    return List.copyOf(rows);
  }

  Manifest manifest() {
    return new Manifest(
        2,
        "0.1.0",
        "small",
        "by-kind",
        estimators,
        List.of(dataset("nyuv2", "depth", "NYUv2", 8), dataset("ibims", "normals", "iBims", 6)),
        List.of(
            new ProtocolInfo(
                DEPTH,
                1,
                "depth",
                List.of("abs_rel", "delta1"),
                List.of(
                    new MetricInfo("abs_rel", "AbsRel", "ratio", false),
                    new MetricInfo("rmse", "RMSE", "m", false),
                    new MetricInfo("delta1", "δ1", "fraction", true)),
                Map.of("nyuv2", "whole")),
            new ProtocolInfo(
                NORMALS,
                1,
                "normals",
                List.of("mean"),
                List.of(new MetricInfo("mean", "mean°", "degrees", false)),
                Map.of("ibims", "pooled"))));
  }

  private static DatasetInfo dataset(String id, String task, String title, int n) {
    return new DatasetInfo(id, id, task, title, n, n, "c1".repeat(32), "", true);
  }

  /** What a run writes: means of the rows, but for normals, where the pixels are pooled. */
  Results results() {
    Manifest manifest = manifest();
    List<Score> scores = new ArrayList<>();
    for (EstimatorInfo estimator : estimators) {
      List<Outcome> outcomes =
          rows.stream()
              .filter(row -> row.estimator().equals(estimator.name()))
              .map(SampleRow::outcome)
              .toList();
      boolean depth = estimator.task().equals("depth");
      scores.add(score(estimator.name(), depth ? DEPTH : NORMALS, depth, outcomes));
    }
    return new Results(2, manifest.digest(), scores);
  }

  private Score score(String name, String protocol, boolean depth, List<Outcome> outcomes) {
    Map<String, Double> sums = new LinkedHashMap<>();
    int n = 0;
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Scored scored) {
        scored.metrics().forEach((id, value) -> sums.merge(id, value, Double::sum));
        n++;
      }
    }
    int scored = n;
    sums.replaceAll((id, sum) -> depth ? sum / scored : 0.9 * sum / scored);
    int failed = outcomes.size() - n;
    int expected = depth ? 8 : 6;
    return new Score(
        name,
        depth ? "nyuv2" : "ibims",
        protocol,
        depth ? "least-squares" : "none",
        n,
        failed,
        expected,
        0,
        n == expected,
        sums,
        oracles.contains(name));
  }
}
