package org.tacheo.datasets.image;

import java.util.List;
import org.tacheo.core.FloatMap;
import org.tacheo.core.VectorMap;

/** An immutable array of floats as a MATLAB file holds it, but row-major. */
final class MatArray {
  private final List<Integer> shape;
  private final float[] values;
  private final String where;

  MatArray(List<Integer> shape, float[] values, String where) {
    this.shape = shape;
    this.values = values;
    this.where = where;
  }

  /** The array as a map, [H, W], of the shapes that {@link NpyArray#toMap} takes. */
  FloatMap toMap() {
    return FloatMap.owning(ArrayShape.map(shape, where), values);
  }

  /** The array as vectors, [H, W, 3], of the shapes that {@link NpyArray#toVectors} takes. */
  VectorMap toVectors() {
    return ArrayShape.vectors(shape, values, where);
  }
}
