package org.tacheo.models.diffusion;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.tacheo.core.StageClock;
import org.tacheo.models.runtime.Engine;

/**
 * Lets as many estimators of a process run networks as their threads have processors, the others
 * wait in the order in which they came. Waiting is a stage of its own.
 */
final class Turns {
  private final Supplier<Engine> engine;
  private Optional<Semaphore> seats = Optional.empty();

  Turns(Supplier<Engine> engine) {
    this.engine = engine;
  }

  /** Does the work when it is its turn. */
  <T> T take(StageClock clock, Supplier<T> work) {
    Semaphore seat = seats();
    clock.time(
        "wait",
        () -> {
          seat.acquireUninterruptibly();
          return seat;
        });
    try {
      return work.get();
    } finally {
      seat.release();
    }
  }

  private synchronized Semaphore seats() {
    if (seats.isEmpty()) {
      seats = Optional.of(new Semaphore(engine.get().runsAtOnce(), true));
    }
    return seats.get();
  }
}
