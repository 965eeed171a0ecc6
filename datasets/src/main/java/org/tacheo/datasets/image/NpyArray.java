package org.tacheo.datasets.image;

import java.util.List;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.VectorMap;

/** An immutable array as an npy file holds it. */
public final class NpyArray {
  private final NpyType type;
  private final List<Integer> shape;
  private final float[] floats;
  private final byte[] bytes;
  private final boolean underflow;
  private final String where;

  /**
   * An array in row-major order that takes over what it is given.
   *
   * @param floats the elements of a float type, else empty
   * @param bytes the elements of a byte type, else empty
   * @param underflow whether an element that is not zero became zero in float32
   */
  NpyArray(
      NpyType type,
      List<Integer> shape,
      float[] floats,
      byte[] bytes,
      boolean underflow,
      String where) {
    this.type = type;
    this.shape = shape;
    this.floats = floats;
    this.bytes = bytes;
    this.underflow = underflow;
    this.where = where;
  }

  /** The type of the elements in the file. */
  public NpyType dtype() {
    return type;
  }

  /** The extents, slowest index first. */
  public List<Integer> shape() {
    return shape;
  }

  /**
   * The array as a raster: float16 exactly, float64 rounded to nearest. Shares the elements with
   * this array.
   *
   * @return [H, W] of a shape HxW, 1xHxW, 1x1xHxW or HxWx1; a shape that could be read as 1xHxW and
   *     HxWx1 is 1xHxW
   * @throws DataException if the shape is another one or the elements are no floats
   */
  public FloatMap toMap() {
    ImageSize size = size();
    requireFloats();
    return FloatMap.owning(size, floats);
  }

  /**
   * The array as vectors: float16 exactly, float64 rounded to nearest. Shares the elements with
   * this array where their order is the same.
   *
   * @return [H, W, 3] of a shape 3xHxW, 1x3xHxW or HxWx3
   * @throws DataException if the shape is another one or could be read in two ways, as 3xHx3, or
   *     the elements are no floats
   */
  public VectorMap toVectors() {
    requireFloats();
    return ArrayShape.vectors(shape, floats, where);
  }

  /**
   * The array as a mask: what is not zero counts, NaN included, as with NumPy's {@code
   * astype(bool)}.
   *
   * @return [H, W] of the shapes that {@link #toMap} takes
   * @throws DataException if the shape is another one, or a float64 element is too small to tell
   *     from zero in float32
   */
  public Mask toMask() {
    ImageSize size = size();
    if (underflow) {
      throw new DataException(
          where + ": the mask holds float64 values below 1e-45, expected 0 and 1; save it as bool");
    }
    boolean[] values = new boolean[size.pixels()];
    if (type.isFloat()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = floats[i] != 0;
      }
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = bytes[i] != 0;
      }
    }
    return Mask.owning(size, values);
  }

  /** Returns type and shape, for example {@code float32 [480, 640]}. */
  @Override
  public String toString() {
    return type.numpyName() + " " + shape;
  }

  /** A copy of the elements of a float type, row-major. */
  float[] elements() {
    return floats.clone();
  }

  private ImageSize size() {
    return ArrayShape.map(shape, where);
  }

  private void requireFloats() {
    if (!type.isFloat()) {
      throw new DataException(
          where
              + ": the elements are "
              + type.numpyName()
              + ", expected float16, float32 or float64; save the array as float32");
    }
  }
}
