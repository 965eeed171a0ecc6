package org.tacheo.eval.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tacheo.core.Dataset;
import org.tacheo.core.Estimator;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.Prediction;
import org.tacheo.core.Region;
import org.tacheo.core.SampleId;
import org.tacheo.core.StageClock;
import org.tacheo.core.TacheoException;
import org.tacheo.core.View;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.identity.SeenFiles;
import org.tacheo.eval.protocol.Prepared;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.protocol.Scoring;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.suite.Plan;

/**
 * The work on one sample: decode it once, then let each estimator predict, once for each view that
 * the protocols give it, and be scored under every protocol. An oracle gets the ground truth as
 * well, and predicts once for each that the protocols make of it.
 */
final class SampleWork {
  /** The alignment of a prediction that was never made. */
  private static final String UNKNOWN = "unknown";

  private final Plan plan;
  private final Dataset dataset;
  private final SeenFiles seen;

  SampleWork(Plan plan, Dataset dataset, SeenFiles seen) {
    this.plan = plan;
    this.dataset = dataset;
    this.seen = seen;
  }

  /** An estimator under the name that the suite gives it. */
  record Named(String name, Estimator estimator) {}

  /**
   * What one protocol says.
   *
   * @param alignment id of the alignment that the prediction was given
   */
  record Judged(String protocol, String alignment, Scoring scoring) {}

  /**
   * What one estimator did.
   *
   * @param judged in the order of the suite's protocols
   * @param stages of all its predictions for the sample together
   */
  record Done(
      String estimator,
      List<Judged> judged,
      long decodeNanos,
      long predictNanos,
      long scoreNanos,
      StageClock stages) {}

  /** One protocol, ready to score, and what it lets an estimator see. */
  private record Bench(Protocol protocol, Prepared prepared, View view) {}

  /**
   * Works on a sample.
   *
   * @param begun hears the name of each estimator before it predicts
   * @param sink hears of each estimator as soon as it is done
   * @return pixels of the ground truth
   */
  int run(SampleId id, List<Named> estimators, Consumer<String> begun, Consumer<Done> sink) {
    try {
      return work(id, estimators, begun, sink);
    } catch (OutOfMemoryError tooLarge) {
      throw new TacheoException(
          id
              + ": does not fit into the heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB; check the size of the image, give more with -Xmx, or fewer --threads",
          tooLarge);
    }
  }

  private int work(
      SampleId id, List<Named> estimators, Consumer<String> begun, Consumer<Done> sink) {
    long start = System.nanoTime();
    GroundTruth groundTruth = dataset.groundTruth(id);
    List<Bench> benches = benches(id, groundTruth);
    if (estimators.stream().anyMatch(named -> named.estimator().readsImage())) {
      benches.forEach(bench -> bench.view().image());
    }
    long decoded = System.nanoTime() - start;
    for (Named named : estimators) {
      begun.accept(named.name());
      Done done = done(named, benches, decoded);
      seen.requireUnchanged(named.name(), id.toString());
      seen.requireUnchanged(id.dataset(), "");
      sink.accept(done);
    }
    return groundTruth.size().pixels();
  }

  private List<Bench> benches(SampleId id, GroundTruth groundTruth) {
    Optional<Intrinsics> camera = dataset.intrinsics(id);
    String layout = dataset.card().layout();
    Views shown = new Views(dataset);
    Map<Region, View> views = new LinkedHashMap<>();
    List<Bench> benches = new ArrayList<>();
    for (Protocol protocol : plan.suite().protocols(dataset.card())) {
      Prepared prepared = Views.located(id, () -> protocol.prepare(layout, groundTruth, camera));
      Region crop = shown.crop(id, protocol, groundTruth);
      View view = views.computeIfAbsent(crop, region -> shown.of(id, region, camera));
      benches.add(new Bench(protocol, prepared, view));
    }
    return benches;
  }

  private Done done(Named named, List<Bench> benches, long decodeNanos) {
    Map<Shown, Attempt> attempts = new HashMap<>();
    StageClock stages = new StageClock();
    List<Judged> judged = new ArrayList<>();
    long predictNanos = 0;
    long scoreNanos = 0;
    for (Bench bench : benches) {
      Shown shown = Shown.to(named.estimator(), bench.view(), bench.prepared());
      long start = System.nanoTime();
      Attempt attempt =
          attempts.computeIfAbsent(shown, seenOnce -> Attempt.of(named, seenOnce, stages, seen));
      long predicted = System.nanoTime();
      judged.add(judged(bench, attempt));
      predictNanos += predicted - start;
      scoreNanos += System.nanoTime() - predicted;
    }
    return new Done(named.name(), judged, decodeNanos, predictNanos, scoreNanos, stages);
  }

  private Judged judged(Bench bench, Attempt attempt) {
    String protocol = bench.protocol().id();
    if (attempt.prediction().isEmpty()) {
      return new Judged(
          protocol,
          plan.alignment().map(Alignment::id).orElse(UNKNOWN),
          Scoring.of(new Outcome.Failed(attempt.reason())));
    }
    Prediction prediction = attempt.prediction().get();
    Alignment alignment =
        plan.alignment().orElseGet(() -> bench.protocol().alignment(prediction.kind()));
    return new Judged(protocol, alignment.id(), bench.prepared().score(prediction, alignment));
  }
}
