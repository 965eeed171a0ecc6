package org.tacheo.core;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * An immutable set of pixels of a raster, as ascending row-major indices: what a mask says, in the
 * form that loops want.
 */
public final class PixelSet {
  private final int[] indices;

  private PixelSet(int[] indices) {
    this.indices = indices;
  }

  /**
   * The pixels of a region of a raster of this size for which the predicate holds, tested by
   * row-major index.
   */
  public static PixelSet of(ImageSize size, Region region, IntPredicate member) {
    int[] found = new int[region.size().pixels()];
    int count = 0;
    for (int row = region.top(); row < region.bottom(); row++) {
      for (int index = row * size.width() + region.left(),
              end = row * size.width() + region.right();
          index < end;
          index++) {
        found[count] = index;
        count += member.test(index) ? 1 : 0;
      }
    }
    return new PixelSet(count == found.length ? found : Arrays.copyOf(found, count));
  }

  /** The pixels of this set for which the predicate holds, tested by row-major index. */
  public PixelSet filter(IntPredicate member) {
    int[] found = new int[indices.length];
    int count = 0;
    for (int index : indices) {
      found[count] = index;
      count += member.test(index) ? 1 : 0;
    }
    return new PixelSet(Arrays.copyOf(found, count));
  }

  /** The number of pixels. */
  public int count() {
    return indices.length;
  }

  /** The row-major index of the n-th pixel of the set, n from 0. */
  public int index(int n) {
    return indices[n];
  }
}
