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

  private int[] bits = new int[0];

  private PooledErrors() {}

  /**
   * The totals and the median over all samples.
   *
   * @param samples gives the same samples in the same order each time; closed here
   * @throws IllegalArgumentException if there is no error at all
   */
  public static ErrorSummary summary(Supplier<Stream<PixelErrors>> samples) {
    return new PooledErrors().pool(samples);
  }

  private ErrorSummary pool(Supplier<Stream<PixelErrors>> samples) {
    ErrorTotals totals = new ErrorTotals();
    long[] high = new long[HIGH_BINS];
    try (Stream<PixelErrors> pass = samples.get()) {
      pass.forEachOrdered(errors -> first(errors, totals, high));
    }
    if (totals.count() == 0) {
      throw new IllegalArgumentException("no error to pool");
    }
    return totals.summary(totals.middle(ranks(samples, totals.count(), high)::select));
  }

  private void first(PixelErrors errors, ErrorTotals totals, long[] high) {
    unpack(errors);
    int count = errors.count();
    totals.add(bits, count);
    // Sorted errors of one bin stand together: count runs, not errors.
    for (int from = 0; from < count; ) {
      int bin = bits[from] >>> LOW_BITS;
      int to = from + 1;
      while (to < count && bits[to] >>> LOW_BITS == bin) {
        to++;
      }
      high[bin] += to - from;
      from = to;
    }
  }

  private Ranks ranks(Supplier<Stream<PixelErrors>> samples, long n, long[] high) {
    Ranks ranks = new Ranks(high, (n - 1) / 2, n / 2);
    try (Stream<PixelErrors> pass = samples.get()) {
      pass.forEachOrdered(
          errors -> {
            unpack(errors);
            ranks.add(bits, errors.count());
          });
    }
    return ranks;
  }

  private void unpack(PixelErrors errors) {
    if (bits.length < errors.count()) {
      bits = new int[errors.count()];
    }
    errors.unpack(bits);
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

    void add(int[] bits, int count) {
      low.add(bits, count);
      if (high != low) {
        high.add(bits, count);
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

    void add(int[] bits, int count) {
      int least = index << LOW_BITS;
      for (int i = ErrorTotals.firstAtLeast(bits, count, least);
          i < count && bits[i] >>> LOW_BITS == index;
          i++) {
        counts[bits[i] & (LOW_BINS - 1)]++;
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
