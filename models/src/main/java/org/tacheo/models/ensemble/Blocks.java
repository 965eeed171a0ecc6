package org.tacheo.models.ensemble;

/** How maps are cut: fixed numbers, so that no sum depends on who computes it. */
final class Blocks {
  /** Pixels whose extremes are known: short enough for tight bounds, long enough for few. */
  static final int SEGMENT = 128;

  /** Pixels worked on at once: ten members of them fit the first-level cache. */
  static final int RUN = 4 * SEGMENT;

  /** Pixels of one task. */
  static final int CHUNK = 32 * RUN;

  private Blocks() {}

  static int chunks(int pixels) {
    return (pixels + CHUNK - 1) / CHUNK;
  }

  static int segments(int pixels) {
    return (pixels + SEGMENT - 1) / SEGMENT;
  }
}
