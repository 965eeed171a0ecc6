package org.tacheo.datasets.image;

import java.util.List;
import org.tacheo.core.DataException;
import org.tacheo.core.ImageSize;
import org.tacheo.core.VectorMap;

/** What the extents of an array of numbers, slowest index first, say about the raster it is. */
final class ArrayShape {
  private ArrayShape() {}

  /**
   * The size of a map of a shape HxW, 1xHxW, 1x1xHxW or HxWx1; a shape that could be read as 1xHxW
   * and HxWx1 is 1xHxW.
   *
   * @throws DataException if the shape is another one
   */
  static ImageSize map(List<Integer> shape, String where) {
    int rank = shape.size();
    boolean whole = !shape.contains(0);
    if (whole && rank == 2) {
      return new ImageSize(shape.get(0), shape.get(1));
    }
    if (whole && rank == 3 && shape.get(0) == 1) {
      return new ImageSize(shape.get(1), shape.get(2));
    }
    if (whole && rank == 3 && shape.get(2) == 1) {
      return new ImageSize(shape.get(0), shape.get(1));
    }
    if (whole && rank == 4 && shape.get(0) == 1 && shape.get(1) == 1) {
      return new ImageSize(shape.get(2), shape.get(3));
    }
    throw new DataException(
        where
            + ": the array has the shape "
            + shape
            + ", expected HxW, 1xHxW, 1x1xHxW or HxWx1; save one map per file");
  }

  /**
   * The vectors of an array of a shape 3xHxW, 1x3xHxW or HxWx3.
   *
   * @param values row-major; taken over
   * @return [H, W, 3], components in the order of the array
   * @throws DataException if the shape is another one, or could be read in two ways
   */
  static VectorMap vectors(List<Integer> shape, float[] values, String where) {
    boolean batch = shape.size() == 4 && shape.get(0) == 1;
    List<Integer> extents = batch ? shape.subList(1, 4) : shape;
    boolean whole = extents.size() == 3 && !extents.contains(0);
    boolean first = whole && extents.get(0) == 3;
    boolean last = whole && extents.get(2) == 3;
    if (first && last) {
      throw new DataException(
          where
              + ": the array has the shape "
              + shape
              + ", which could be 3xHxW and HxWx3; save the normals of a larger image, or as EXR");
    }
    if (first) {
      return interleaved(new ImageSize(extents.get(1), extents.get(2)), values);
    }
    if (last && !batch) {
      return VectorMap.owning(new ImageSize(extents.get(0), extents.get(1)), values);
    }
    throw new DataException(
        where
            + ": the array has the shape "
            + shape
            + ", expected 3xHxW, 1x3xHxW or HxWx3; save one map of vectors per file");
  }

  private static VectorMap interleaved(ImageSize size, float[] planes) {
    float[] values = new float[planes.length];
    int pixels = size.pixels();
    for (int i = 0; i < pixels; i++) {
      values[3 * i] = planes[i];
      values[3 * i + 1] = planes[pixels + i];
      values[3 * i + 2] = planes[2 * pixels + i];
    }
    return VectorMap.owning(size, values);
  }
}
