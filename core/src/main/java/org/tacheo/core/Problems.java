package org.tacheo.core;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an input, so that the user sees all of it at once. */
public final class Problems {
  private static final int SHOWN = 20;

  private final List<String> found = new ArrayList<>();

  /** Adds a problem: where, what, and what was expected. */
  public void add(String problem) {
    found.add(problem);
  }

  /** The problems so far, in the order found. */
  public List<String> found() {
    return List.copyOf(found);
  }

  /**
   * Ends the reading.
   *
   * @param source what was read, for the first line
   * @throws SpecException if any problem was added
   */
  public void throwIfAny(String source) {
    if (found.size() == 1) {
      throw new SpecException(source + ": " + found.get(0));
    }
    if (!found.isEmpty()) {
      List<String> shown = new ArrayList<>(found.subList(0, Math.min(SHOWN, found.size())));
      if (found.size() > SHOWN) {
        shown.add("... and " + (found.size() - SHOWN) + " more; mend these first");
      }
      throw new SpecException(source + ": " + found.size() + " problems", shown);
    }
  }
}
