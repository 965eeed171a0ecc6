package org.tacheo.eval.metric;

import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The errors of all pixels of a dataset taken together, exactly and in bounded memory.
 *
 * <p>The samples are gone through twice: first for the totals and a histogram over the upper 16
 * bits of the errors, then for a histogram over the lower 15 of those that share their upper bits
 * with the median. Memory is two histograms and one sample, however many there are.
 */
public final class PooledErrors {
  private static final int LOW_BITS = 15;
  private static final int LOW_BINS = 1 << LOW_BITS;
  private static final int HIGH_BINS = 1 << 16;

  private PooledErrors() {}

  /**
   * The totals and the median over all samples.
   *
   * @param samples gives the same samples in the same order each time; closed here
   * @throws IllegalArgumentException if there is no error at all
   */
  public static ErrorSummary summary(Supplier<Stream<PixelErrors>> samples) {
    ErrorTotals totals = new ErrorTotals();
    long[] high = new long[HIGH_BINS];
    try (Stream<PixelErrors> pass = samples.get()) {
      pass.forEachOrdered(errors -> add(errors.sorted(), totals, high));
    }
    long n = totals.count();
    if (n == 0) {
      throw new IllegalArgumentException("no error to pool");
    }
    Ranks ranks = new Ranks(high, (n - 1) / 2, n / 2);
    try (Stream<PixelErrors> pass = samples.get()) {
      pass.forEachOrdered(errors -> ranks.add(errors.sorted()));
    }
    return totals.summary(ranks::select);
  }

  private static void add(int[] sorted, ErrorTotals totals, long[] high) {
    totals.add(sorted);
    for (int bits : sorted) {
      high[bits >>> LOW_BITS]++;
    }
  }

  /** Finds the errors of two neighbouring ranks, whose bins may differ. */
  private static final class Ranks {
    private final Bin low;
    private final Bin high;

    Ranks(long[] counts, long lowRank, long highRank) {
      low = Bin.of(counts, lowRank);
      Bin other = Bin.of(counts, highRank);
      high = other.index == low.index ? low : other;
    }

    void add(int[] sorted) {
      low.add(sorted);
      if (high != low) {
        high.add(sorted);
      }
    }

    int select(long rank) {
      return rank < low.before + low.size ? low.select(rank) : high.select(rank);
    }
  }

  /** One bin of the upper bits, with a histogram of the lower ones. */
  private static final class Bin {
    private final int index;
    private final long before;
    private final long size;
    private final long[] counts = new long[LOW_BINS];

    private Bin(int index, long before, long size) {
      this.index = index;
      this.before = before;
      this.size = size;
    }

    /** The bin in which the error of this rank lies. */
    static Bin of(long[] counts, long rank) {
      long before = 0;
      int index = 0;
      while (before + counts[index] <= rank) {
        before += counts[index++];
      }
      return new Bin(index, before, counts[index]);
    }

    void add(int[] sorted) {
      for (int i = ErrorTotals.firstAtLeast(sorted, index << LOW_BITS);
          i < sorted.length && sorted[i] >>> LOW_BITS == index;
          i++) {
        counts[sorted[i] & (LOW_BINS - 1)]++;
      }
    }

    int select(long rank) {
      long left = rank - before;
      int low = 0;
      while (counts[low] <= left) {
        left -= counts[low++];
      }
      return (index << LOW_BITS) | low;
    }
  }
}
