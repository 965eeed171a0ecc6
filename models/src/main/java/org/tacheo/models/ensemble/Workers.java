package org.tacheo.models.ensemble;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.tacheo.core.TacheoException;

/**
 * Threads that share numbered tasks. What a task does must not depend on who does it, so that a
 * result is the same to the byte for any number of threads.
 */
final class Workers implements AutoCloseable {
  private final ExecutorService threads;
  private final int count;

  /**
   * This many threads, which end when this is closed.
   *
   * @throws IllegalArgumentException if there are none
   */
  Workers(int count) {
    this.count = count;
    this.threads =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "ensemble");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Does tasks 0 to {@code tasks - 1}, each once, and returns when all are done. */
  void forEach(int tasks, IntConsumer task) {
    if (count == 1 || tasks == 1) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Callable<Integer> share =
        () -> {
          int done = 0;
          for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            task.accept(i);
            done++;
          }
          return done;
        };
    await(share);
  }

  private void await(Callable<Integer> share) {
    try {
      for (Future<Integer> done : threads.invokeAll(Collections.nCopies(count, share))) {
        done.get();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TacheoException("ensembling was interrupted", interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
