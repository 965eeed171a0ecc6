package org.tacheo.eval.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.tacheo.core.DatasetCard;
import org.tacheo.eval.result.Timing;
import org.tacheo.eval.run.SampleWork.SampleResult;

/** Turns the nanoseconds of a run into its timing file. */
final class Stopwatch {
  private Stopwatch() {}

  static Timing timing(Plan plan, List<List<SampleResult>> results, double wallSeconds) {
    List<Timing.Stage> stages = new ArrayList<>();
    for (int d = 0; d < results.size(); d++) {
      DatasetCard card = plan.datasets().get(d).card();
      String dataset = card.id();
      List<Suite.Entry> estimators = plan.suite().estimators(card.task());
      stages.add(stage(dataset, "", "decode", results.get(d), SampleResult::decodeNanos));
      for (int e = 0; e < estimators.size(); e++) {
        int estimator = e;
        String name = estimators.get(e).name();
        stages.add(
            stage(
                dataset,
                name,
                "predict",
                results.get(d),
                sample -> sum(sample, estimator, SampleWork.Result::predictNanos)));
        stages.add(
            stage(
                dataset,
                name,
                "score",
                results.get(d),
                sample -> sum(sample, estimator, SampleWork.Result::scoreNanos)));
      }
    }
    return new Timing(wallSeconds, environment(plan), stages);
  }

  private static long sum(
      SampleResult sample, int estimator, ToLongFunction<SampleWork.Result> nanos) {
    return sample.results().stream()
        .mapToLong(results -> nanos.applyAsLong(results.get(estimator)))
        .sum();
  }

  private static Timing.Stage stage(
      String dataset,
      String estimator,
      String stage,
      List<SampleResult> samples,
      ToLongFunction<SampleResult> nanos) {
    long[] sorted = samples.stream().mapToLong(nanos).sorted().toArray();
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

  /** The smallest value that at least this share of the values do not exceed. */
  private static double quantile(long[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private static Map<String, String> environment(Plan plan) {
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
    environment.put("threads", String.valueOf(plan.threads()));
    environment.put("max_heap_mib", String.valueOf(Runtime.getRuntime().maxMemory() >> 20));
    return environment;
  }
}
