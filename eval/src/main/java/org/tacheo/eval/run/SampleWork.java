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
import org.tacheo.eval.protocol.DepthProtocol;
import org.tacheo.eval.protocol.PreparedDepth;
import org.tacheo.eval.result.Outcome;

/**
 * The work on one sample: decode it once, then let every estimator predict and be scored, under
 * every protocol.
 */
final class SampleWork {
  private final Plan plan;
  private final List<Estimator> estimators;

  SampleWork(Plan plan, List<Estimator> estimators) {
    this.plan = plan;
    this.estimators = List.copyOf(estimators);
  }

  /**
   * What one estimator did on one sample under one protocol.
   *
   * @param alignment the alignment it was given
   */
  record Result(Outcome outcome, Alignment alignment, long predictNanos, long scoreNanos) {}

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
    GroundTruth.Depth groundTruth = depth(dataset.groundTruth(id));
    long decoded = System.nanoTime() - start;
    List<List<Result>> results = new ArrayList<>();
    for (DepthProtocol protocol : plan.suite().protocols()) {
      start = System.nanoTime();
      String layout = dataset.card().layout();
      PreparedDepth prepared = located(id, () -> protocol.prepare(layout, groundTruth));
      View view = view(dataset, id, located(id, () -> protocol.crop(layout, groundTruth.size())));
      if (estimators.stream().anyMatch(Estimator::readsImage)) {
        view.image();
      }
      decoded += System.nanoTime() - start;
      results.add(
          estimators.stream()
              .map(estimator -> predictAndScore(estimator, view, prepared))
              .toList());
    }
    return new SampleResult(groundTruth.size().pixels(), decoded, results);
  }

  private Result predictAndScore(Estimator estimator, View view, PreparedDepth prepared) {
    long start = System.nanoTime();
    Prediction prediction;
    try {
      prediction = estimator.predict(view);
    } catch (TacheoException reason) {
      return new Result(
          new Outcome.Failed(String.valueOf(reason.getMessage())),
          plan.alignment().orElse(Alignment.NONE),
          System.nanoTime() - start,
          0);
    }
    long predicted = System.nanoTime();
    Alignment alignment = plan.alignment().orElse(Alignment.natural(prediction));
    Outcome outcome = prepared.score(prediction.values(), alignment);
    return new Result(outcome, alignment, predicted - start, System.nanoTime() - predicted);
  }

  private static View view(Dataset dataset, SampleId id, Region crop) {
    Optional<Intrinsics> camera =
        dataset
            .intrinsics(id)
            .map(
                full ->
                    new Intrinsics(
                        full.fx(), full.fy(), full.cx() - crop.left(), full.cy() - crop.top()));
    return new View(id, dataset.predictionPath(id), () -> dataset.image(id).crop(crop), camera);
  }

  private static GroundTruth.Depth depth(GroundTruth groundTruth) {
    if (groundTruth instanceof GroundTruth.Depth depth) {
      return depth;
    }
    throw new AssertionError(groundTruth);
  }

  private static <T> T located(SampleId id, Supplier<T> step) {
    try {
      return step.get();
    } catch (DataException bad) {
      throw new DataException(id + ": " + bad.getMessage(), bad);
    }
  }
}
