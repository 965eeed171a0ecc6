package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tacheo.core.DataException;

/**
 * Arrays in MATLAB files of version 5 ({@code save -v6} and {@code -v7}), compressed or not, in
 * either byte order. Version 7.3 is HDF5 and refused.
 */
final class Mat {
  /** The header of text, and what stands behind its text. */
  static final int HEADER_BYTES = 128;

  private static final int VERSION_AT = 124;
  private static final int ORDER_AT = 126;
  private static final int VERSION_5 = 0x0100;
  private static final int VERSION_73 = 0x0200;
  private static final int TAG_BYTES = 8;

  /** Far more variables than anybody saves beside a map. */
  private static final int MAX_VARIABLES = 1024;

  private final ByteBuffer mat;
  private final String where;

  private Mat(byte[] mat, String where) {
    this.mat = ByteBuffer.wrap(mat);
    this.where = where;
  }

  /** Whether these bytes start like a MATLAB file of version 5 or 7.3. */
  static boolean startsWith(byte[] start) {
    return start.length >= HEADER_BYTES
        && ((start[ORDER_AT] == 'I' && start[ORDER_AT + 1] == 'M')
            || (start[ORDER_AT] == 'M' && start[ORDER_AT + 1] == 'I'));
  }

  /**
   * Reads one array of the class double or single.
   *
   * @param key its name; without one the file must hold one variable
   * @return single exactly, double rounded to nearest
   * @throws DataException if the file is cut, corrupt, malformed or of another version, or the
   *     variable is not there, of another class, complex, or of more than 2^27 elements
   */
  static MatArray read(byte[] mat, String where, Optional<String> key) {
    return new Mat(mat, where).read(key);
  }

  private MatArray read(Optional<String> key) {
    requireVersion();
    List<String> names = new ArrayList<>();
    List<Element> found = new ArrayList<>();
    int count = 0;
    for (int at = HEADER_BYTES; at < mat.limit(); count++) {
      if (count == MAX_VARIABLES) {
        throw refused("the MAT file holds more than " + MAX_VARIABLES + " variables");
      }
      Element element = element(at);
      String name = name(element);
      // Without a name: what MATLAB keeps beside the variables for its objects.
      if (!name.isEmpty()) {
        names.add(name);
        if (key.isEmpty() || key.get().equals(name)) {
          found.add(element);
        }
      }
      at = element.at + TAG_BYTES + element.length;
    }
    if (found.size() != 1) {
      throw Npz.wrongKey(where, "MAT", names, key, found.size());
    }
    return array(found.get(0));
  }

  private void requireVersion() {
    if (mat.limit() < HEADER_BYTES || !startsWith(mat.array())) {
      throw refused("not a MAT file of version 5: its header does not end with IM or MI");
    }
    boolean little = mat.get(ORDER_AT) == 'I';
    mat.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int version = mat.getShort(VERSION_AT);
    if (version != VERSION_5) {
      throw refused(
          "the MAT file is of version "
              + (version == VERSION_73 ? "7.3, which is HDF5" : "" + version)
              + ", expected version 5");
    }
  }

  private Element element(int at) {
    int left = mat.limit() - at - TAG_BYTES;
    if (left < 0) {
      throw refused("the MAT file is cut at byte " + mat.limit());
    }
    int type = mat.getInt(at);
    int length = mat.getInt(at + 4);
    if (type != MatElements.MATRIX && type != MatElements.COMPRESSED) {
      throw refused("the MAT file has an element of type " + type + " at byte " + at);
    }
    if (length < 0 || length > left) {
      throw refused(
          "the MAT element at byte "
              + at
              + " declares "
              + Integer.toUnsignedString(length)
              + " bytes, "
              + left
              + " are left");
    }
    return new Element(type, at, length);
  }

  private MatElements open(Element element) {
    ByteBuffer part = mat.slice(element.at + TAG_BYTES, element.length);
    String what = where + ": the MAT variable at byte " + element.at;
    return element.type == MatElements.COMPRESSED
        ? MatElements.compressed(part, mat.order(), what)
        : MatElements.plain(part, mat.order(), what);
  }

  private String name(Element element) {
    try (MatElements elements = open(element)) {
      return elements.variable().name();
    }
  }

  private MatArray array(Element element) {
    try (MatElements elements = open(element)) {
      MatVariable variable = elements.variable();
      if (!variable.isRealFloat()) {
        throw refused(
            "the MAT variable "
                + variable.name()
                + " is of class "
                + variable.className()
                + ", expected real double or single");
      }
      return new MatArray(variable.shape(), elements.numbers(variable.shape()), where);
    }
  }

  private DataException refused(String problem) {
    return new DataException(where + ": " + problem + "; save the file again with -v7 or -v6");
  }

  /**
   * An element of the file.
   *
   * @param at where its tag starts
   * @param length bytes behind the tag
   */
  private record Element(int type, int at, int length) {}
}
