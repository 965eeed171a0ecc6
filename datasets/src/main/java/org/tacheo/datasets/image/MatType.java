package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The numeric data types in which a MATLAB v5 file may store the elements of an array. */
enum MatType {
  INT8(1, 1),
  UINT8(2, 1),
  INT16(3, 2),
  UINT16(4, 2),
  INT32(5, 4),
  UINT32(6, 4),
  SINGLE(7, 4),
  DOUBLE(9, 8),
  INT64(12, 8),
  UINT64(13, 8);

  private final int code;
  private final int bytes;

  MatType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** The type of this number, if it is a numeric one. */
  static Optional<MatType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** Bytes per element. */
  int bytes() {
    return bytes;
  }

  /** Takes elements, each as the double it is and then rounded to the nearest float32. */
  void decode(ByteBuffer source, float[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = this == SINGLE ? source.getFloat() : (float) next(source);
    }
  }

  private double next(ByteBuffer source) {
    return switch (this) {
      case INT8 -> source.get();
      case UINT8 -> source.get() & 0xFF;
      case INT16 -> source.getShort();
      case UINT16 -> source.getShort() & 0xFFFF;
      case INT32 -> source.getInt();
      case UINT32 -> source.getInt() & 0xFFFFFFFFL;
      case SINGLE -> source.getFloat();
      case DOUBLE -> source.getDouble();
      case INT64 -> source.getLong();
      case UINT64 -> unsigned(source.getLong());
    };
  }

  /** Half of it, with the bit that is lost kept below, so that doubling rounds once. */
  private static double unsigned(long bits) {
    return bits >= 0 ? bits : 2.0 * (bits >>> 1 | (bits & 1));
  }
}
