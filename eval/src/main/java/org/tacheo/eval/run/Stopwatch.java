package org.tacheo.eval.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.Timing;
import org.tacheo.eval.result.Unit;

/** Turns the clocks of the units of a run into its timing file. */
final class Stopwatch {
  private static final Comparator<Timing.Sample> ORDER =
      Comparator.comparing(Timing.Sample::dataset)
          .thenComparing(Timing.Sample::estimator)
          .thenComparing(Timing.Sample::id);

  private Stopwatch() {}

  static Timing timing(Manifest manifest, Collection<Unit> units, int threads) {
    List<Timing.Stage> stages = new ArrayList<>();
    for (DatasetInfo dataset : manifest.datasets()) {
      List<Unit> here = units.stream().filter(u -> u.dataset().equals(dataset.id())).toList();
      stages.add(stage(dataset.id(), "", "decode", decoding(here)));
      for (EstimatorInfo estimator : manifest.estimators()) {
        List<Unit> own = here.stream().filter(u -> u.estimator().equals(estimator.name())).toList();
        if (!own.isEmpty()) {
          String name = estimator.name();
          spent(own).forEach((stage, nanos) -> stages.add(stage(dataset.id(), name, stage, nanos)));
        }
      }
    }
    return new Timing(wallSeconds(units), environment(threads), stages, samples(units));
  }

  /** Nanoseconds of one estimator by stage, of each sample that had the stage. */
  private static Map<String, List<Long>> spent(List<Unit> units) {
    Map<String, List<Long>> spent = new LinkedHashMap<>();
    for (Unit unit : units) {
      spent(unit.clock())
          .forEach(
              (stage, nanos) -> spent.computeIfAbsent(stage, s -> new ArrayList<>()).add(nanos));
    }
    return spent;
  }

  /** Prediction, its parts, and scoring; what an estimator calls decoding is not the image's. */
  private static Map<String, Long> spent(Unit.Clock clock) {
    Map<String, Long> spent = new LinkedHashMap<>();
    spent.put("predict", clock.predictNanos());
    spent.put("score", clock.scoreNanos());
    clock.stages().forEach((stage, nanos) -> spent.put("predict." + stage, nanos));
    return spent;
  }

  private static List<Timing.Sample> samples(Collection<Unit> units) {
    List<Timing.Sample> samples = new ArrayList<>();
    for (Unit unit : units) {
      Map<String, Double> milliseconds = new LinkedHashMap<>();
      milliseconds.put("decode", unit.clock().decodeNanos() / 1e6);
      spent(unit.clock()).forEach((stage, nanos) -> milliseconds.put(stage, nanos / 1e6));
      samples.add(new Timing.Sample(unit.estimator(), unit.dataset(), unit.id(), milliseconds));
    }
    samples.sort(ORDER);
    return samples;
  }

  /** One for each sample, which its units share; the longest where two sessions decoded it. */
  private static Collection<Long> decoding(Collection<Unit> units) {
    Map<String, Long> nanos = new TreeMap<>();
    units.forEach(unit -> nanos.merge(unit.id(), unit.clock().decodeNanos(), Math::max));
    return nanos.values();
  }

  /** Of all sessions together, each until its last unit that counts. */
  private static double wallSeconds(Collection<Unit> units) {
    Map<Integer, Long> ends = new TreeMap<>();
    units.forEach(unit -> ends.merge(unit.clock().session(), unit.clock().endNanos(), Math::max));
    return ends.values().stream().mapToLong(Long::longValue).sum() / 1e9;
  }

  private static Timing.Stage stage(
      String dataset, String estimator, String stage, Collection<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    long total = 0;
    for (long value : sorted) {
      total += value;
    }
    return new Timing.Stage(
        dataset,
        estimator,
        stage,
        sorted.length,
        total / 1e6,
        quantile(sorted, 0.5) / 1e6,
        quantile(sorted, 0.9) / 1e6);
  }

  /** The smallest value that at least this share of the values do not exceed; 0 of none. */
  private static double quantile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private static Map<String, String> environment(int threads) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    environment.put(
        "os",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
    environment.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    environment.put("threads", String.valueOf(threads));
    environment.put("max_heap_mib", String.valueOf(Runtime.getRuntime().maxMemory() >> 20));
    return environment;
  }
}
