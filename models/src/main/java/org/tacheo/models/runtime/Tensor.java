package org.tacheo.models.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Single-precision numbers in C order. Those made here lie outside the heap, where ONNX Runtime
 * reads them without a copy. Whoever makes one may fill it before it goes in; nobody writes to it
 * afterwards.
 */
public final class Tensor {
  private final long[] shape;
  private final FloatBuffer values;

  private Tensor(long[] shape, FloatBuffer values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * Zeros.
   *
   * @throws IllegalArgumentException if there are more than fit into one buffer
   */
  public static Tensor zeros(long... shape) {
    long bytes = Float.BYTES * count(shape);
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          Arrays.toString(shape) + " has more elements than a buffer holds");
    }
    ByteBuffer memory = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
    return new Tensor(shape.clone(), memory.asFloatBuffer());
  }

  /**
   * A copy of these values.
   *
   * @throws IllegalArgumentException if they are not as many as the shape has
   */
  public static Tensor of(float[] values, long... shape) {
    if (values.length != count(shape)) {
      throw new IllegalArgumentException(values.length + " values for " + Arrays.toString(shape));
    }
    Tensor tensor = zeros(shape);
    tensor.values.put(0, values);
    return tensor;
  }

  /** Takes over a buffer that nobody else has; one on the heap is copied when it goes in. */
  static Tensor owning(FloatBuffer values, long... shape) {
    if (values.capacity() != count(shape)) {
      throw new IllegalArgumentException(
          values.capacity() + " values for " + Arrays.toString(shape));
    }
    return new Tensor(shape.clone(), values.rewind());
  }

  /** The shape. */
  public long[] shape() {
    return shape.clone();
  }

  /** Extent along one axis. */
  public int extent(int axis) {
    return Math.toIntExact(shape[axis]);
  }

  /** How many values. */
  public int size() {
    return values.capacity();
  }

  /** The values, from the first to the last, to read or to fill. */
  public FloatBuffer values() {
    return values.duplicate();
  }

  /** A copy of the values. */
  public float[] toArray() {
    float[] copy = new float[values.capacity()];
    values.get(0, copy);
    return copy;
  }

  private static long count(long[] shape) {
    long count = 1;
    for (long extent : shape) {
      count = Math.multiplyExact(count, extent);
    }
    return count;
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape);
  }
}
