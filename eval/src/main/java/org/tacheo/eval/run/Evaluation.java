package org.tacheo.eval.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.Estimator;
import org.tacheo.core.SampleId;
import org.tacheo.core.SpecException;
import org.tacheo.core.SplitState;
import org.tacheo.core.TacheoException;
import org.tacheo.eval.protocol.DepthProtocol;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ProtocolInfo;
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
   * Ground truth, prediction, indices of valid and of fitted pixels, each 4 bytes; twice while they
   * are being made.
   */
  private static final int BYTES_PER_PIXEL = 24;

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
   * @throws TacheoException if an estimator cannot be opened or gives two samples one prediction
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
      for (int e = 0; e < estimators.size(); e++) {
        requireOwnSources(plan.suite().estimators().get(e).name(), estimators.get(e));
      }
      SampleWork work = new SampleWork(plan, estimators);
      long start = System.nanoTime();
      List<List<SampleResult>> results = new ArrayList<>();
      for (Dataset dataset : plan.datasets()) {
        results.add(evaluate(dataset, work, bytesPerPixel(estimators)));
      }
      double wallSeconds = (System.nanoTime() - start) / 1e9;
      return collect(results, wallSeconds);
    } finally {
      estimators.forEach(Estimator::close);
    }
  }

  private void requireOwnSources(String name, Estimator estimator) {
    Map<String, SampleId> owners = new HashMap<>();
    for (Dataset dataset : plan.datasets()) {
      for (SampleId id : dataset.ids().subList(0, plan.samplesOf(dataset))) {
        Optional<String> source = estimator.source(id, dataset.predictionPath(id));
        SampleId owner = source.isEmpty() ? null : owners.putIfAbsent(source.get(), id);
        if (owner != null) {
          throw new SpecException(
              name
                  + ": the prediction of both "
                  + owner
                  + " and "
                  + id
                  + " would be "
                  + source.get()
                  + ", expected a file for each sample; put {dir} or {dataset} into the pattern");
        }
      }
    }
  }

  private List<SampleResult> evaluate(Dataset dataset, SampleWork work, int bytesPerPixel) {
    List<SampleId> ids = dataset.ids();
    SampleResult first = finish(dataset, work.run(dataset, ids.get(0)));
    List<SampleResult> all = new ArrayList<>(List.of(first));
    all.addAll(
        Lanes.run(
            1,
            plan.samplesOf(dataset),
            lanes(first.pixels(), bytesPerPixel),
            i -> finish(dataset, work.run(dataset, ids.get(i)))));
    return all;
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
    Manifest manifest = manifest();
    List<SampleRow> rows = new ArrayList<>();
    List<Score> scores = new ArrayList<>();
    List<DepthProtocol> protocols = plan.suite().protocols();
    for (int p = 0; p < protocols.size(); p++) {
      for (int e = 0; e < manifest.estimators().size(); e++) {
        for (int d = 0; d < plan.datasets().size(); d++) {
          Column column =
              new Column(
                  manifest.estimators().get(e).name(),
                  manifest.datasets().get(d),
                  protocols.get(p).id());
          List<SampleId> ids = plan.datasets().get(d).ids();
          int protocol = p;
          int estimator = e;
          List<SampleWork.Result> cells =
              results.get(d).stream()
                  .map(sample -> sample.results().get(protocol).get(estimator))
                  .toList();
          IntStream.range(0, cells.size())
              .mapToObj(i -> column.row(ids.get(i), cells.get(i).outcome()))
              .forEach(rows::add);
          scores.add(column.score(cells));
        }
      }
    }
    String digest = ResultJson.sha256(ResultJson.indented(manifest));
    return new Run(
        manifest,
        rows,
        new Results(ResultJson.SCHEMA, digest, scores),
        Stopwatch.timing(plan, results, wallSeconds));
  }

  private Manifest manifest() {
    Suite suite = plan.suite();
    List<String> layouts =
        plan.datasets().stream().map(dataset -> dataset.card().layout()).distinct().toList();
    List<ProtocolInfo> protocols =
        suite.protocols().stream().map(protocol -> protocol.info(layouts)).toList();
    return new Manifest(
        ResultJson.SCHEMA,
        plan.version(),
        suite.name(),
        plan.alignment().map(alignment -> alignment.id()).orElse("by-kind"),
        suite.estimators().stream()
            .map(entry -> new EstimatorInfo(entry.name(), entry.type(), entry.settings()))
            .toList(),
        plan.datasets().stream().map(this::info).toList(),
        protocols);
  }

  private DatasetInfo info(Dataset dataset) {
    SplitState split = dataset.split();
    int n = plan.samplesOf(dataset);
    return new DatasetInfo(
        dataset.card().id(),
        dataset.card().layout(),
        dataset.card().title(),
        n,
        split.expected(),
        split.digest(),
        dataset.archiveDigest(),
        split.complete() && n == split.n());
  }
}
