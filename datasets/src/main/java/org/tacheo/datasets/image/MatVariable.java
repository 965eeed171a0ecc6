package org.tacheo.datasets.image;

import java.util.List;

/**
 * What a MATLAB v5 file says about a variable before its elements.
 *
 * @param arrayClass MATLAB's number of the class
 * @param flags 8 complex, 4 global, 2 logical
 * @param shape extents, the first the number of rows; empty where the class has none
 */
record MatVariable(String name, int arrayClass, int flags, List<Integer> shape) {
  /** The class of objects that only MATLAB understands. */
  static final int OPAQUE = 17;

  private static final int DOUBLE = 6;
  private static final int SINGLE = 7;
  private static final int UINT64 = 15;
  private static final int COMPLEX = 8;
  private static final int LOGICAL = 2;
  private static final List<String> NAMES =
      List.of(
          "unknown",
          "cell",
          "struct",
          "object",
          "char",
          "sparse",
          "double",
          "single",
          "int8",
          "uint8",
          "int16",
          "uint16",
          "int32",
          "uint32",
          "int64",
          "uint64",
          "function",
          "opaque");

  static boolean isNumeric(int arrayClass) {
    return arrayClass >= DOUBLE && arrayClass <= UINT64;
  }

  /** Whether the elements are real floating-point numbers. */
  boolean isRealFloat() {
    return (arrayClass == DOUBLE || arrayClass == SINGLE) && (flags & (COMPLEX | LOGICAL)) == 0;
  }

  /** MATLAB's name of the class, for example {@code single}. */
  String className() {
    String name = arrayClass < NAMES.size() ? NAMES.get(arrayClass) : NAMES.get(0);
    return (flags & LOGICAL) != 0 ? "logical" : (flags & COMPLEX) != 0 ? "complex " + name : name;
  }
}
