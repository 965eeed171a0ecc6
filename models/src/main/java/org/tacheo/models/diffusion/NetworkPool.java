package org.tacheo.models.diffusion;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Networks in use: estimators of the same weights share them, and the last one closes them. */
final class NetworkPool {
  private final Map<String, Shared> open = new HashMap<>();

  private static final class Shared {
    private final Networks networks;
    private int users;

    private Shared(Networks networks) {
      this.networks = networks;
    }
  }

  /** The networks of this name, opened if nobody has. */
  synchronized Networks borrow(String name, Supplier<Networks> source) {
    Shared shared = open.computeIfAbsent(name, absent -> new Shared(source.get()));
    shared.users++;
    return shared.networks;
  }

  /** Gives them back. */
  synchronized void giveBack(String name) {
    Shared shared = open.get(name);
    if (shared == null) {
      throw new IllegalStateException(name + " was given back too often");
    }
    shared.users--;
    if (shared.users == 0) {
      open.remove(name);
      shared.networks.close();
    }
  }
}
