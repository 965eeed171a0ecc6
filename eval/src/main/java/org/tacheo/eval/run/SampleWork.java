package org.tacheo.eval.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.Estimator;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.Prediction;
import org.tacheo.core.Region;
import org.tacheo.core.SampleId;
import org.tacheo.core.TacheoException;
import org.tacheo.core.View;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.protocol.Prepared;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.result.Outcome;

/**
 * The work on one sample: decode it once, then let every estimator predict and be scored, under
 * every protocol.
 */
final class SampleWork {
  /** The alignment of a prediction that was never made. */
  private static final String UNKNOWN = "unknown";

  private final Plan plan;
  private final List<Estimator> estimators;

  /** Work for these estimators, all of the task of the datasets that they will be given. */
  SampleWork(Plan plan, List<Estimator> estimators) {
    this.plan = plan;
    this.estimators = List.copyOf(estimators);
  }

  /**
   * What one estimator did on one sample under one protocol.
   *
   * @param alignment the alignment it was given
   */
  record Result(Outcome outcome, String alignment, long predictNanos, long scoreNanos) {}

  /**
   * All results on one sample.
   *
   * @param pixels of the ground truth
   * @param results by protocol, then estimator
   */
  record SampleResult(int pixels, long decodeNanos, List<List<Result>> results) {
    int failures() {
      return (int)
          results.stream()
              .flatMap(List::stream)
              .filter(result -> result.outcome() instanceof Outcome.Failed)
              .count();
    }
  }

  SampleResult run(Dataset dataset, SampleId id) {
    try {
      return work(dataset, id);
    } catch (OutOfMemoryError tooLarge) {
      throw new TacheoException(
          id
              + ": does not fit into the heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB; check the size of the image, give more with -Xmx, or fewer --threads",
          tooLarge);
    }
  }

  private SampleResult work(Dataset dataset, SampleId id) {
    long start = System.nanoTime();
    GroundTruth groundTruth = dataset.groundTruth(id);
    Optional<Intrinsics> camera = dataset.intrinsics(id);
    long decoded = System.nanoTime() - start;
    List<List<Result>> results = new ArrayList<>();
    for (Protocol protocol : plan.suite().protocols(dataset.card())) {
      start = System.nanoTime();
      String layout = dataset.card().layout();
      Prepared prepared = located(id, () -> protocol.prepare(layout, groundTruth, camera));
      Region crop = located(id, () -> protocol.crop(layout, groundTruth.size()));
      View view = view(dataset, id, crop, camera);
      if (estimators.stream().anyMatch(Estimator::readsImage)) {
        view.image();
      }
      decoded += System.nanoTime() - start;
      results.add(
          estimators.stream()
              .map(estimator -> predictAndScore(estimator, view, protocol, prepared))
              .toList());
    }
    return new SampleResult(groundTruth.size().pixels(), decoded, results);
  }

  private Result predictAndScore(
      Estimator estimator, View view, Protocol protocol, Prepared prepared) {
    long start = System.nanoTime();
    Prediction prediction;
    try {
      prediction = estimator.predict(view);
    } catch (TacheoException reason) {
      return new Result(
          new Outcome.Failed(String.valueOf(reason.getMessage())),
          plan.alignment().map(Alignment::id).orElse(UNKNOWN),
          System.nanoTime() - start,
          0);
    }
    long predicted = System.nanoTime();
    Alignment alignment = plan.alignment().orElse(protocol.alignment(prediction.kind()));
    Outcome outcome = prepared.score(prediction, alignment).outcome();
    return new Result(outcome, alignment.id(), predicted - start, System.nanoTime() - predicted);
  }

  private static View view(
      Dataset dataset, SampleId id, Region crop, Optional<Intrinsics> uncropped) {
    Optional<Intrinsics> camera =
        uncropped.map(
            full ->
                new Intrinsics(
                    full.fx(), full.fy(), full.cx() - crop.left(), full.cy() - crop.top()));
    return new View(id, dataset.predictionPath(id), () -> dataset.image(id).crop(crop), camera);
  }

  private static <T> T located(SampleId id, Supplier<T> step) {
    try {
      return step.get();
    } catch (DataException bad) {
      throw new DataException(id + ": " + bad.getMessage(), bad);
    }
  }
}
