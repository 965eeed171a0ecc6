package org.tacheo.models.diffusion;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Networks in use: estimators of the same weights share them, and the last one closes them.
 *
 * @param <T> what is shared
 */
final class NetworkPool<T> {
  private final Consumer<T> closing;
  private final Map<String, Shared<T>> open = new HashMap<>();

  /**
   * A pool.
   *
   * @param closing what is done with what nobody uses any more
   */
  NetworkPool(Consumer<T> closing) {
    this.closing = closing;
  }

  /**
   * What is in use.
   *
   * @param giveBack to be run once
   */
  record Loan<T>(T networks, Runnable giveBack) {}

  private static final class Shared<T> {
    private final T networks;
    private int users;

    private Shared(T networks) {
      this.networks = networks;
    }
  }

  /** The networks of this name, opened if nobody has. */
  synchronized Loan<T> borrow(String name, Supplier<T> source) {
    Shared<T> shared = open.computeIfAbsent(name, absent -> new Shared<>(source.get()));
    shared.users++;
    return new Loan<>(shared.networks, () -> giveBack(name));
  }

  private synchronized void giveBack(String name) {
    Shared<T> shared = open.get(name);
    if (shared == null) {
      throw new IllegalStateException(name + " was given back too often");
    }
    shared.users--;
    if (shared.users == 0) {
      open.remove(name);
      closing.accept(shared.networks);
    }
  }
}
