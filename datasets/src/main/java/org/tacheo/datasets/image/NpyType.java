package org.tacheo.datasets.image;

/** The element types of NumPy arrays that are read. */
public enum NpyType {
  /** IEEE binary16. */
  F2("float16", 2),
  /** IEEE binary32. */
  F4("float32", 4),
  /** IEEE binary64. */
  F8("float64", 8),
  /** One byte, zero or not. */
  B1("bool", 1),
  /** An unsigned byte. */
  U1("uint8", 1);

  private final String numpyName;
  private final int bytes;

  NpyType(String numpyName, int bytes) {
    this.numpyName = numpyName;
    this.bytes = bytes;
  }

  /** NumPy's own name of the type, for example {@code float32}. */
  public String numpyName() {
    return numpyName;
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }

  /** Whether the elements are floating-point numbers. */
  public boolean isFloat() {
    return this == F2 || this == F4 || this == F8;
  }
}
