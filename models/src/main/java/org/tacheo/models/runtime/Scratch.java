package org.tacheo.models.runtime;

/** What becomes of the memory that a network computed with when a run of it ends. */
public enum Scratch {
  /** The next run finds it: faster for small networks. */
  KEPT,
  /** The system gets it back: what a large network leaves would be gigabytes. */
  GIVEN_BACK
}
