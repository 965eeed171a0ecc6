package org.tacheo.eval.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.Timing;
import org.tacheo.eval.result.Unit;

/** Turns the clocks of the units of a run into its timing file. */
final class Stopwatch {
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
          LongStream predict = own.stream().mapToLong(unit -> unit.clock().predictNanos());
          LongStream score = own.stream().mapToLong(unit -> unit.clock().scoreNanos());
          stages.add(stage(dataset.id(), name, "predict", predict));
          stages.add(stage(dataset.id(), name, "score", score));
        }
      }
    }
    return new Timing(wallSeconds(units), environment(threads), stages);
  }

  /** One for each sample, which its units share; the longest where two sessions decoded it. */
  private static LongStream decoding(Collection<Unit> units) {
    Map<String, Long> nanos = new TreeMap<>();
    units.forEach(unit -> nanos.merge(unit.id(), unit.clock().decodeNanos(), Math::max));
    return nanos.values().stream().mapToLong(Long::longValue);
  }

  /** Of all sessions together, each until its last unit that counts. */
  private static double wallSeconds(Collection<Unit> units) {
    Map<Integer, Long> ends = new TreeMap<>();
    units.forEach(unit -> ends.merge(unit.clock().session(), unit.clock().endNanos(), Math::max));
    return ends.values().stream().mapToLong(Long::longValue).sum() / 1e9;
  }

  private static Timing.Stage stage(
      String dataset, String estimator, String stage, LongStream nanos) {
    long[] sorted = nanos.sorted().toArray();
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
