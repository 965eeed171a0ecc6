package org.tacheo.eval.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.Estimator;
import org.tacheo.core.SampleId;
import org.tacheo.core.TacheoException;
import org.tacheo.eval.lanes.Lanes;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ResultJson;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.SampleRow;
import org.tacheo.eval.result.Score;
import org.tacheo.eval.run.SampleWork.SampleResult;

/**
 * Runs a plan. The results depend on the plan alone, not on the number of threads or on the order
 * in which samples finish.
 */
public final class Evaluation {
  private static final double HEAP_SHARE = 0.7;

  /**
   * Ground truth and prediction, 4 bytes each, and as much again while either is decoded or
   * inverted.
   */
  private static final int BYTES_PER_PIXEL = 16;

  /** An 8-bit image, its decoder's copy and its crop. */
  private static final int IMAGE_BYTES_PER_PIXEL = 12;

  private final Plan plan;
  private final Progress progress;
  private int done;
  private int failed;

  private Evaluation(Plan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Evaluates every sample.
   *
   * @throws TacheoException if an estimator cannot be opened
   * @throws DataException if ground truth or an image is missing or corrupt: of several such
   *     samples, the first
   */
  public static Run run(Plan plan, Progress progress) {
    return new Evaluation(plan, progress).run();
  }

  private Run run() {
    List<Estimator> estimators = new ArrayList<>();
    try {
      plan.suite().estimators().forEach(entry -> estimators.add(entry.opener().open()));
      long start = System.nanoTime();
      List<List<SampleResult>> results = new ArrayList<>();
      for (Dataset dataset : plan.datasets()) {
        List<Estimator> able = able(dataset, estimators);
        results.add(evaluate(dataset, new SampleWork(plan, able), able));
      }
      double wallSeconds = (System.nanoTime() - start) / 1e9;
      return collect(results, wallSeconds);
    } finally {
      estimators.forEach(Estimator::close);
    }
  }

  /** The estimators of the dataset's task. */
  private List<Estimator> able(Dataset dataset, List<Estimator> estimators) {
    return plan.suite().estimators(dataset.card().task()).stream()
        .map(entry -> estimators.get(plan.suite().estimators().indexOf(entry)))
        .toList();
  }

  private List<SampleResult> evaluate(
      Dataset dataset, SampleWork work, List<Estimator> estimators) {
    List<SampleId> ids = dataset.ids().subList(0, plan.samplesOf(dataset));
    announce(dataset, ids, estimators);
    SampleResult first = finish(dataset, work.run(dataset, ids.get(0)));
    List<SampleResult> all = new ArrayList<>(List.of(first));
    all.addAll(
        Lanes.run(
            1,
            ids.size(),
            lanes(first.pixels(), bytesPerPixel(estimators)),
            i -> finish(dataset, work.run(dataset, ids.get(i)))));
    return all;
  }

  private static void announce(Dataset dataset, List<SampleId> ids, List<Estimator> estimators) {
    Map<SampleId, String> samples = new TreeMap<>();
    ids.forEach(id -> samples.put(id, dataset.predictionPath(id)));
    estimators.forEach(estimator -> estimator.announce(samples));
  }

  /**
   * As many lanes as threads are allowed and as samples of this size fit into memory at once, at
   * least one.
   */
  private int lanes(int pixels, int bytesPerPixel) {
    double fitting =
        HEAP_SHARE * Runtime.getRuntime().maxMemory() / ((double) bytesPerPixel * pixels);
    return Math.max(1, (int) Math.min(plan.threads(), fitting));
  }

  private static int bytesPerPixel(List<Estimator> estimators) {
    return BYTES_PER_PIXEL
        + (estimators.stream().anyMatch(Estimator::readsImage) ? IMAGE_BYTES_PER_PIXEL : 0);
  }

  private synchronized SampleResult finish(Dataset dataset, SampleResult result) {
    done++;
    failed += result.failures();
    progress.finished(dataset.card().id(), done, plan.samples(), failed);
    return result;
  }

  private Run collect(List<List<SampleResult>> results, double wallSeconds) {
    Manifest manifest = plan.manifest();
    List<SampleRow> rows = new ArrayList<>();
    List<Score> scores = new ArrayList<>();
    for (Protocol protocol : plan.suite().protocols()) {
      for (Suite.Entry entry : plan.suite().estimators(protocol.task())) {
        for (int d = 0; d < plan.datasets().size(); d++) {
          DatasetCard card = plan.datasets().get(d).card();
          int row = plan.suite().protocols(card).indexOf(protocol);
          if (row < 0) {
            continue;
          }
          int cell = plan.suite().estimators(card.task()).indexOf(entry);
          Column column = new Column(entry.name(), manifest.datasets().get(d), protocol.id());
          List<SampleId> ids = plan.datasets().get(d).ids();
          List<SampleWork.Result> cells =
              results.get(d).stream().map(sample -> sample.results().get(row).get(cell)).toList();
          IntStream.range(0, cells.size())
              .mapToObj(i -> column.row(ids.get(i), cells.get(i).outcome()))
              .forEach(rows::add);
          scores.add(column.score(cells));
        }
      }
    }
    return new Run(
        manifest,
        rows,
        new Results(ResultJson.SCHEMA, manifest.digest(), scores),
        Stopwatch.timing(plan, results, wallSeconds));
  }
}
