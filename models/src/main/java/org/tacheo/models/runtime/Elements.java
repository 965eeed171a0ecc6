package org.tacheo.models.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Locale;
import org.tacheo.core.TacheoException;

/** Tensors of single precision as the types that networks declare, and back. */
final class Elements {
  private Elements() {}

  /**
   * A tensor of a declared type with these values; those of single precision are not copied, so
   * they must be held until it is closed.
   *
   * @param what names network and input in messages
   * @throws TacheoException if an integer is declared and a value is not one of its range, or if
   *     the type is of no use here
   */
  static OnnxTensor in(OrtEnvironment environment, Tensor tensor, OnnxJavaType type, String what)
      throws OrtException {
    FloatBuffer values = tensor.values();
    long[] shape = tensor.shape();
    return switch (type) {
      case FLOAT -> OnnxTensor.createTensor(environment, values, shape);
      case FLOAT16 -> OnnxTensor.createTensor(environment, halves(values), shape, type);
      case DOUBLE -> OnnxTensor.createTensor(environment, doubles(values), shape);
      case INT64 -> OnnxTensor.createTensor(environment, longs(values, what), shape);
      case INT32 -> OnnxTensor.createTensor(environment, ints(values, what), shape);
      case UINT8 -> OnnxTensor.createTensor(environment, bytes(values, what), shape, type);
      default -> throw new TacheoException(what + ": no numbers can be given as " + name(type));
    };
  }

  /** The values of what came out, rounded to single precision. */
  static Tensor out(OnnxTensor tensor, String what) {
    long[] shape = tensor.getInfo().getShape();
    OnnxJavaType type = tensor.getInfo().type;
    if (type == OnnxJavaType.FLOAT
        || type == OnnxJavaType.FLOAT16
        || type == OnnxJavaType.BFLOAT16) {
      return Tensor.owning(tensor.getFloatBuffer(), shape);
    }
    Tensor target = Tensor.zeros(shape);
    FloatBuffer values = target.values();
    switch (type) {
      case DOUBLE -> narrow(tensor.getDoubleBuffer(), values);
      case INT64 -> narrow(tensor.getLongBuffer(), values);
      case INT32 -> narrow(tensor.getIntBuffer(), values);
      case UINT8, BOOL -> narrow(tensor.getByteBuffer(), values);
      default -> throw new TacheoException(what + ": no numbers can be had from " + name(type));
    }
    return target;
  }

  static String name(OnnxJavaType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static ByteBuffer memory(int count, int bytes) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, bytes))
        .order(ByteOrder.nativeOrder());
  }

  private static ShortBuffer halves(FloatBuffer values) {
    ShortBuffer target = memory(values.capacity(), Short.BYTES).asShortBuffer();
    for (int i = 0; i < values.capacity(); i++) {
      target.put(i, Fp16Conversions.mlasFloatToFp16(values.get(i)));
    }
    return target;
  }

  private static DoubleBuffer doubles(FloatBuffer values) {
    DoubleBuffer target = memory(values.capacity(), Double.BYTES).asDoubleBuffer();
    for (int i = 0; i < values.capacity(); i++) {
      target.put(i, values.get(i));
    }
    return target;
  }

  private static LongBuffer longs(FloatBuffer values, String what) {
    LongBuffer target = memory(values.capacity(), Long.BYTES).asLongBuffer();
    for (int i = 0; i < values.capacity(); i++) {
      // The largest float below 2^63: the bound itself would overflow silently.
      target.put(i, (long) whole(values.get(i), -0x1p63f, 0x1.fffffep62f, what));
    }
    return target;
  }

  private static IntBuffer ints(FloatBuffer values, String what) {
    IntBuffer target = memory(values.capacity(), Integer.BYTES).asIntBuffer();
    for (int i = 0; i < values.capacity(); i++) {
      target.put(i, (int) whole(values.get(i), -0x1p31f, 0x1.fffffep30f, what));
    }
    return target;
  }

  private static ByteBuffer bytes(FloatBuffer values, String what) {
    ByteBuffer target = memory(values.capacity(), Byte.BYTES);
    for (int i = 0; i < values.capacity(); i++) {
      target.put(i, (byte) (int) whole(values.get(i), 0, 255, what));
    }
    return target;
  }

  private static float whole(float value, float low, float high, String what) {
    if (value >= low && value <= high && value == (float) Math.rint(value)) {
      return value;
    }
    throw new TacheoException(
        what + ": expected whole numbers from " + low + " to " + high + ", got " + value);
  }

  private static void narrow(DoubleBuffer from, FloatBuffer to) {
    for (int i = 0; i < to.capacity(); i++) {
      to.put(i, (float) from.get(i));
    }
  }

  private static void narrow(LongBuffer from, FloatBuffer to) {
    for (int i = 0; i < to.capacity(); i++) {
      to.put(i, (float) from.get(i));
    }
  }

  private static void narrow(IntBuffer from, FloatBuffer to) {
    for (int i = 0; i < to.capacity(); i++) {
      to.put(i, (float) from.get(i));
    }
  }

  private static void narrow(ByteBuffer from, FloatBuffer to) {
    for (int i = 0; i < to.capacity(); i++) {
      to.put(i, from.get(i) & 0xFF);
    }
  }
}
