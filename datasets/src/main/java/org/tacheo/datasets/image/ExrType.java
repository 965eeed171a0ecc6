package org.tacheo.datasets.image;

import java.util.Arrays;
import java.util.Optional;

/** The element types of OpenEXR channels. */
public enum ExrType {
  /** Unsigned 32-bit integers. */
  UINT(0, 4),
  /** IEEE binary16. */
  HALF(1, 2),
  /** IEEE binary32. */
  FLOAT(2, 4);

  private final int code;
  private final int bytes;

  ExrType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Bytes per element. */
  int bytes() {
    return bytes;
  }

  /** The number that stands for this type in a file. */
  int code() {
    return code;
  }

  /** The type of this number, if there is one. */
  static Optional<ExrType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }
}
