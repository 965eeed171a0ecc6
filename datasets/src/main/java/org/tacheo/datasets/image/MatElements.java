package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tacheo.core.DataException;

/**
 * One variable of a MATLAB v5 file, element by element, from bytes as they are or inflated
 * (MAT-file format, "Level 5 MAT-file format", R2023b). Every declared length is checked against
 * what its variable has left before anything is allocated for it.
 */
final class MatElements implements AutoCloseable {
  static final int MATRIX = 14;
  static final int COMPRESSED = 15;
  private static final int INT8 = 1;
  private static final int INT32 = 5;
  private static final int UINT32 = 6;
  private static final int TAG_BYTES = 8;

  /** The longest name that is read; MATLAB allows 63 characters. */
  private static final int MAX_NAME = 255;

  private static final int MAX_RANK = 32;

  /** Elements that are decoded at once. */
  private static final int WINDOW = 1 << 12;

  private final PackedBytes bytes;
  private final ByteOrder order;
  private final String what;
  private long left;

  private MatElements(PackedBytes bytes, ByteOrder order, long left, String what) {
    this.bytes = bytes;
    this.order = order;
    this.left = left;
    this.what = what;
  }

  /** A variable whose tag has been read: what the tag declares is all that the part holds. */
  static MatElements plain(ByteBuffer part, ByteOrder order, String what) {
    return new MatElements(PackedBytes.stored(part, what), order, part.remaining(), what);
  }

  /**
   * A compressed variable.
   *
   * @throws DataException if its bytes do not inflate to one variable, or cannot hold what it
   *     declares
   */
  static MatElements compressed(ByteBuffer part, ByteOrder order, String what) {
    long most = PackedBytes.MAX_EXPANSION * part.remaining();
    MatElements elements = new MatElements(PackedBytes.zlib(part, what), order, TAG_BYTES, what);
    try {
      ByteBuffer tag = elements.take(TAG_BYTES);
      int type = tag.getInt();
      long length = tag.getInt() & 0xFFFFFFFFL;
      if (type != MATRIX || length > most) {
        throw elements.malformed(
            "inflates to an element of type " + type + " that declares " + length + " bytes");
      }
      elements.left = length;
      return elements;
    } catch (DataException e) {
      elements.close();
      throw e;
    }
  }

  /** The class, flags, dimensions and name of the variable. */
  MatVariable variable() {
    Tag flags = tag();
    if (flags.type != UINT32 || flags.length != 8) {
      throw malformed("has no array flags");
    }
    int word = take(8).getInt();
    int arrayClass = word & 0xFF;
    // Function handles and objects of newer kinds have no dimensions; they are only named.
    List<Integer> shape =
        arrayClass == MatVariable.OPAQUE
            ? List.of()
            : dimensions(MatVariable.isNumeric(arrayClass));
    Tag name = tag();
    if (name.type != INT8 || name.length > MAX_NAME) {
      throw malformed("has no name");
    }
    byte[] text = new byte[(int) name.length];
    data(name, text.length).get(text);
    return new MatVariable(
        new String(text, StandardCharsets.ISO_8859_1), arrayClass, word >> 8 & 0xFF, shape);
  }

  /**
   * The elements of a real numeric variable, row-major, and with them the end of the variable.
   *
   * @param shape of at most 2^27 elements
   */
  float[] numbers(List<Integer> shape) {
    int count = shape.stream().reduce(1, (a, b) -> a * b);
    Tag tag = tag();
    Optional<MatType> stored = MatType.of(tag.type);
    if (stored.isEmpty() || tag.length != (long) count * stored.get().bytes()) {
      throw malformed(
          "holds " + tag.length + " bytes of type " + tag.type + " for the shape " + shape);
    }
    float[] values = new float[count];
    decode(tag, stored.get(), shape, values);
    if (left != 0) {
      throw malformed("has " + left + " bytes behind its elements");
    }
    bytes.finish();
    return values;
  }

  @Override
  public void close() {
    bytes.close();
  }

  private void decode(Tag tag, MatType type, List<Integer> shape, float[] values) {
    FortranOrder places = new FortranOrder(shape);
    boolean scatters = !places.isAlsoRowMajor();
    float[] window = new float[Math.min(WINDOW, values.length)];
    for (int done = 0; done < values.length; done += window.length) {
      int part = Math.min(window.length, values.length - done);
      ByteBuffer source = tag.small ? data(tag, part * type.bytes()) : take(part * type.bytes());
      type.decode(source, window, part);
      for (int i = 0; i < part; i++) {
        values[scatters ? places.next() : done + i] = window[i];
      }
    }
    if (!tag.small) {
      skipPadding(tag.length);
    }
  }

  private List<Integer> dimensions(boolean checked) {
    Tag tag = tag();
    long rank = tag.length / Integer.BYTES;
    if (tag.type != INT32 || tag.length % Integer.BYTES != 0 || rank < 2 || rank > MAX_RANK) {
      throw malformed("has no dimensions");
    }
    ByteBuffer extents = data(tag, (int) tag.length);
    List<Integer> shape = new ArrayList<>();
    long product = 1;
    for (int i = 0; i < rank; i++) {
      shape.add(extents.getInt());
      product *= Math.max(0, shape.get(i));
      if (checked && (shape.get(i) < 0 || product > Extent.MAX_PIXELS)) {
        throw malformed(
            "declares the shape "
                + shape
                + ", expected at most "
                + Extent.MAX_PIXELS
                + " elements");
      }
      product = Math.min(product, Extent.MAX_PIXELS + 1L);
    }
    return List.copyOf(shape);
  }

  /** The next tag, long or short; its data must fit what the variable has left. */
  private Tag tag() {
    ByteBuffer tag = take(TAG_BYTES);
    int first = tag.getInt();
    int small = first >>> 16;
    if (small == 0) {
      long length = tag.getInt() & 0xFFFFFFFFL;
      if (length > left) {
        throw malformed("declares " + length + " bytes, " + left + " are left");
      }
      return new Tag(first, length, false, tag);
    }
    if (small > 4) {
      throw malformed("has a short element of " + small + " bytes");
    }
    return new Tag(first & 0xFFFF, small, true, tag);
  }

  /** The data of an element, all of it if it is not a short one, with the padding behind it. */
  private ByteBuffer data(Tag tag, int length) {
    if (tag.small) {
      return tag.rest;
    }
    ByteBuffer data = take(length);
    skipPadding(length);
    return data;
  }

  private void skipPadding(long length) {
    take((int) (-length & 7));
  }

  private ByteBuffer take(int count) {
    if (count > left) {
      throw malformed("is cut: " + count + " bytes wanted, " + left + " left");
    }
    left -= count;
    ByteBuffer taken = ByteBuffer.allocate(count).order(order);
    bytes.read(taken);
    return taken.flip();
  }

  private DataException malformed(String problem) {
    return new DataException(what + " " + problem + "; save the file again with -v7 or -v6");
  }

  private static final class Tag {
    private final int type;
    private final long length;
    private final boolean small;
    private final ByteBuffer rest;

    Tag(int type, long length, boolean small, ByteBuffer rest) {
      this.type = type;
      this.length = length;
      this.small = small;
      this.rest = rest;
    }
  }
}
