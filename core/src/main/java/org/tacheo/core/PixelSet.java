package org.tacheo.core;

import java.util.function.IntPredicate;

/**
 * An immutable set of pixels of a raster, by row-major index: what a mask says, in the form that
 * loops want, at one bit a pixel.
 *
 * <p>To visit all pixels in ascending order, plainly:
 *
 * <pre>{@code
 * for (int pixel = set.next(0); pixel >= 0; pixel = set.next(pixel + 1)) { ... }
 * }</pre>
 *
 * <p>and where every cycle counts, word by word:
 *
 * <pre>{@code
 * for (int w = 0; w < set.words(); w++) {
 *   for (long bits = set.word(w); bits != 0; bits &= bits - 1) {
 *     int pixel = (w << 6) + Long.numberOfTrailingZeros(bits); ...
 *   }
 * }
 * }</pre>
 */
public final class PixelSet {
  private final long[] words;
  private final int count;

  private PixelSet(long[] words) {
    this.words = words;
    int sum = 0;
    for (long word : words) {
      sum += Long.bitCount(word);
    }
    this.count = sum;
  }

  /**
   * The pixels of a region of a raster of this size for which the predicate holds, tested by
   * row-major index.
   */
  public static PixelSet of(ImageSize size, Region region, IntPredicate member) {
    long[] words = new long[(size.pixels() + 63) >>> 6];
    for (int row = region.top(); row < region.bottom(); row++) {
      int end = row * size.width() + region.right();
      for (int from = row * size.width() + region.left(); from < end; ) {
        int to = Math.min(end, (from | 63) + 1);
        words[from >>> 6] |= bits(from, to, member);
        from = to;
      }
    }
    return new PixelSet(words);
  }

  /** The pixels of this set for which the predicate holds, tested by row-major index. */
  public PixelSet filter(IntPredicate member) {
    long[] kept = new long[words.length];
    for (int w = 0; w < words.length; w++) {
      for (long bits = words[w]; bits != 0; bits &= bits - 1) {
        if (member.test((w << 6) + Long.numberOfTrailingZeros(bits))) {
          kept[w] |= bits & -bits;
        }
      }
    }
    return new PixelSet(kept);
  }

  /** The number of pixels. */
  public int count() {
    return count;
  }

  /** The first pixel of the set at or behind this index, or -1 if there is none. */
  public int next(int from) {
    int w = from >>> 6;
    if (w >= words.length) {
      return -1;
    }
    long bits = words[w] >>> from << from;
    while (bits == 0) {
      if (++w == words.length) {
        return -1;
      }
      bits = words[w];
    }
    return (w << 6) + Long.numberOfTrailingZeros(bits);
  }

  /** The number of words of 64 pixels. */
  public int words() {
    return words.length;
  }

  /** Pixels 64 w to 64 w + 63, the first in the lowest bit. */
  public long word(int w) {
    return words[w];
  }

  /** Pixels {@code from} to {@code to} (exclusive), all of one word, at their places in it. */
  private static long bits(int from, int to, IntPredicate member) {
    long bits = 0;
    for (int index = from; index < to; index++) {
      bits |= (member.test(index) ? 1L : 0L) << index;
    }
    return bits;
  }
}
