package org.tacheo.reports.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.Manifest;

final class ScoreTableTest {
  private static final String[] METRICS = {"abs_rel", "rmse", "delta1"};
  private static final double[] VALUES = {
    0.0, 1.0 / 3.0, 0.1 + 0.2, Double.MIN_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY
  };

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void pivotsToExactlyWhatTheRecordsHold(long seed) {
    Run run = random(new SplittableRandom(seed));
    ScoreTable table = new ScoreTable(run);
    Manifest manifest = run.manifest();

    for (int metric = 0; metric < METRICS.length; metric++) {
      double[][] pivot = table.pivot(new ScoreTable.Key(0, metric));
      for (int estimator = 0; estimator < manifest.estimators().size(); estimator++) {
        for (int dataset = 0; dataset < manifest.datasets().size(); dataset++) {
          String id = METRICS[metric];
          double expected =
              run.score(new Run.Place(0, estimator, dataset))
                  .map(score -> score.metrics().getOrDefault(id, Double.NaN))
                  .orElse(Double.NaN);
          assertThat(Double.doubleToLongBits(pivot[estimator][dataset]))
              .isEqualTo(Double.doubleToLongBits(expected));
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5})
  void listsEveryScoreOnceInTheOrderOfTheManifest(long seed) {
    Run run = random(new SplittableRandom(seed));

    List<Run.Place> places =
        new ScoreTable(run).lines().stream().map(ScoreTable.Line::place).toList();

    assertThat(places).containsExactlyInAnyOrderElementsOf(run.scores().keySet());
    assertThat(places)
        .isSortedAccordingTo(
            Comparator.comparingInt(Run.Place::estimator).thenComparingInt(Run.Place::dataset));
  }

  // More than ten estimators and datasets, so that an order by text would show; names that tablesaw
  // reads as missing or as equal; a third of the scores left out.
  private static Run random(SplittableRandom random) {
    List<DatasetInfo> datasets = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      datasets.add(Example.dataset("d" + i, "nyuv2", "D" + i, 4, 4));
    }
    Example example = new Example(datasets.toArray(new DatasetInfo[0]));
    List<String> names = new ArrayList<>(List.of("NA", "", "null", "*", "abc", "ABC", "Missing"));
    for (int i = 0; i < 6; i++) {
      names.add("e" + i);
    }
    for (String name : names) {
      example.estimator(name);
      datasets.stream()
          .filter(dataset -> random.nextInt(3) > 0)
          .forEach(dataset -> example.score(dataset, 0, 0, metrics(random)));
    }
    return new Run(example.manifest(), example.results());
  }

  private static Map<String, Double> metrics(SplittableRandom random) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String metric : METRICS) {
      int choice = random.nextInt(VALUES.length + 2);
      if (choice > VALUES.length) {
        continue;
      }
      metrics.put(metric, choice == VALUES.length ? random.nextDouble() : VALUES[choice]);
    }
    return metrics;
  }
}
