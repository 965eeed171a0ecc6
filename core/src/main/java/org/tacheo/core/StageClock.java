package org.tacheo.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Measures how long an estimator spends in each of its stages on one sample. For one thread. */
public final class StageClock {
  private final Map<String, Long> nanos = new LinkedHashMap<>();

  /** Does some work and adds its time to a stage. */
  public <T> T time(String stage, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      nanos.merge(stage, System.nanoTime() - start, Long::sum);
    }
  }

  /** Nanoseconds by stage, in the order in which the stages were first entered. */
  public Map<String, Long> nanos() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(nanos));
  }
}
