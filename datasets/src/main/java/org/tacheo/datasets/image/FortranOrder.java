package org.tacheo.datasets.image;

import java.util.List;

/** Walks an array whose first index moves fastest, giving the row-major place of each element. */
final class FortranOrder {
  private final int[] extents;
  private final int[] strides;
  private final int[] index;
  private int place;

  FortranOrder(List<Integer> shape) {
    // Extents of one move nothing; without them the innermost loop is the common one.
    extents = shape.stream().mapToInt(Integer::intValue).filter(extent -> extent != 1).toArray();
    strides = new int[extents.length];
    index = new int[extents.length];
    int stride = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= extents[axis];
    }
  }

  boolean isAlsoRowMajor() {
    return extents.length < 2;
  }

  /** The place of the next element; at least two extents must be above one. */
  int next() {
    int current = place;
    int axis = 0;
    place += strides[0];
    while (++index[axis] == extents[axis]) {
      index[axis] = 0;
      place -= extents[axis] * strides[axis];
      if (++axis == extents.length) {
        break;
      }
      place += strides[axis];
    }
    return current;
  }
}
