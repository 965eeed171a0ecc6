package org.tacheo.eval.lanes;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Works on numbered tasks in several lanes at once. Each lane carries one task from its first stage
 * to its last, so that at any moment the lanes stand at different stages and no more tasks are in
 * memory than there are lanes.
 */
public final class Lanes {
  private Lanes() {}

  /**
   * The results of tasks {@code from} to {@code to} (exclusive), in order.
   *
   * <p>Tasks start in order; after a failure no further one starts, and the failure of the lowest
   * number is thrown, whatever the number of lanes.
   */
  public static <T> List<T> run(int from, int to, int lanes, IntFunction<T> task) {
    AtomicInteger next = new AtomicInteger(from);
    TreeMap<Integer, T> results = new TreeMap<>();
    TreeMap<Integer, Throwable> failures = new TreeMap<>();
    Runnable lane =
        () -> {
          for (int i = next.getAndIncrement(); i < to; i = next.getAndIncrement()) {
            try {
              T result = task.apply(i);
              synchronized (results) {
                results.put(i, result);
              }
            } catch (RuntimeException | Error failure) {
              next.set(to);
              synchronized (failures) {
                failures.put(i, failure);
              }
            }
          }
        };
    runAll(lane, Math.min(lanes, to - from));
    if (!failures.isEmpty()) {
      throw rethrown(failures.firstEntry().getValue());
    }
    return new ArrayList<>(results.values());
  }

  private static void runAll(Runnable lane, int lanes) {
    if (lanes < 1) {
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(lanes, Lanes::daemon);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < lanes; i++) {
        running.add(pool.submit(lane));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    } catch (ExecutionException impossible) {
      throw new AssertionError("a lane catches what its tasks throw", impossible);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "lane");
    thread.setDaemon(true);
    return thread;
  }

  private static RuntimeException rethrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }
}
