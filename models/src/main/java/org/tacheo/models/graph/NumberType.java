package org.tacheo.models.graph;

import org.tacheo.core.DataException;
import org.tacheo.models.checkpoint.StoredTensor;

/** The type of the elements of a tensor, with its number in {@code TensorProto.DataType}. */
enum NumberType {
  FLOAT(1),
  INT64(7),
  HALF(10),
  DOUBLE(11),
  BFLOAT16(16);

  private final int code;

  NumberType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static NumberType of(StoredTensor tensor) {
    return switch (tensor.type()) {
      case F32 -> FLOAT;
      case F16 -> HALF;
      case BF16 -> BFLOAT16;
      case F64 -> DOUBLE;
      case I64, I32, I16, I8, U8, BOOL ->
          throw new DataException(
              "%s: %s holds %s, expected a floating-point type; a weight cannot be an integer"
                  .formatted(tensor.file(), tensor.name(), tensor.type()));
    };
  }
}
