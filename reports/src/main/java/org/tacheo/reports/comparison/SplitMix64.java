package org.tacheo.reports.comparison;

/**
 * A stream of pseudo-random numbers: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). Ours, and not
 * one of the JDK's generators, since none of those that are good promises its sequence to the next
 * JDK.
 */
final class SplitMix64 {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  SplitMix64(long seed) {
    this.state = seed;
  }

  /** The next 64 bits. */
  long next() {
    state += GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * Uniform in 0 to bound - 1: the upper 53 bits as a number in [0, 1), times the bound. No index
   * is likelier than another by more than bound / 2^53. The largest product lies at least half a
   * unit in the last place below the bound and so never becomes it.
   */
  int below(int bound) {
    return (int) ((next() >>> 11) * 0x1p-53 * bound);
  }
}
