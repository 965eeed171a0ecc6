package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.tacheo.core.DataException;

/**
 * What stands before the elements of an npy file, checked.
 *
 * @param fortranOrder whether the first index moves fastest
 * @param elements the product of the shape
 * @param length bytes from the start of the file to the first element
 */
record NpyHeader(
    NpyType type,
    ByteOrder order,
    boolean fortranOrder,
    List<Integer> shape,
    int elements,
    int length) {
  /** Magic, version and the wider of the two length fields. */
  static final int PREAMBLE = 12;

  /** The longest dictionary that is read; NumPy itself writes about a hundred bytes. */
  static final int MAX_DICTIONARY = 1 << 16;

  /** Elements start at a multiple of this. */
  static final int ALIGNED = 64;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /**
   * Where the dictionary lies.
   *
   * @param start first {@link #PREAMBLE} bytes of the file, or all of a shorter one
   * @return its first byte and the first byte behind it, [from, to)
   * @throws DataException if this is no npy file of version 1 to 3 or its header is absurd
   */
  static Range dictionary(byte[] start, String where) {
    if (start.length < 10) {
      throw new DataException(
          where + ": not an npy file: it has " + start.length + " bytes; save the array again");
    }
    for (int i = 0; i < MAGIC.length; i++) {
      if (start[i] != MAGIC[i]) {
        throw new DataException(
            where + ": not an npy file: it lacks the magic \\x93NUMPY; give an .npy file");
      }
    }
    int major = start[6];
    if (major < 1 || major > 3 || start[7] != 0) {
      throw new DataException(
          where
              + ": npy format version "
              + major
              + "."
              + start[7]
              + ", expected 1.0, 2.0 or 3.0; save the array with numpy.save");
    }
    ByteBuffer buffer = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    int from = major == 1 ? 10 : PREAMBLE;
    if (start.length < from) {
      throw cut(where, start.length);
    }
    long length = major == 1 ? buffer.getShort(8) & 0xFFFF : buffer.getInt(8) & 0xFFFFFFFFL;
    if (length > MAX_DICTIONARY) {
      throw new DataException(
          where
              + ": the npy header declares "
              + length
              + " bytes, expected at most "
              + MAX_DICTIONARY
              + "; save the array with numpy.save");
    }
    return new Range(from, from + (int) length);
  }

  /**
   * Reads the dictionary and checks the file's length against it.
   *
   * @param dictionary the bytes of the range
   * @param fileBytes length of the whole file
   * @throws DataException if the array is of an unsupported type or size, or the file is cut or too
   *     long
   */
  static NpyHeader of(byte[] dictionary, Range range, long fileBytes, String where) {
    NpyDict dict = NpyDict.parse(new String(dictionary, StandardCharsets.ISO_8859_1), where);
    String descr = dict.descr();
    NpyType type = type(descr, where);
    ByteOrder order = descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int elements = elements(dict.shape(), where);
    long expected = range.to() + (long) elements * type.bytes();
    if (fileBytes != expected) {
      throw new DataException(
          where
              + ": an npy file of "
              + type.numpyName()
              + " "
              + dict.shape()
              + " has "
              + expected
              + " bytes, got "
              + fileBytes
              + "; save the array again");
    }
    return new NpyHeader(type, order, dict.fortranOrder(), dict.shape(), elements, range.to());
  }

  /**
   * The start of a version 1.0 file of little-endian float32 in C order, laid out as NumPy 2 does.
   *
   * @param shape at least two extents, joined by a comma and a blank
   */
  static byte[] float32(String shape) {
    // NumPy leaves room for the first extent to grow to 21 digits, then pads with blanks.
    int room = 21 - shape.indexOf(',');
    String dictionary =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }" + " ".repeat(room);
    int unpadded = 10 + dictionary.length() + 1;
    int length = (unpadded + ALIGNED - 1) / ALIGNED * ALIGNED;
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - 10));
    String padded = dictionary + " ".repeat(length - unpadded) + "\n";
    header.put(padded.getBytes(StandardCharsets.ISO_8859_1));
    return header.array();
  }

  static DataException cut(String where, long bytes) {
    return new DataException(
        where + ": the npy file is cut in its header, at byte " + bytes + "; save the array again");
  }

  private static NpyType type(String descr, String where) {
    return switch (descr) {
      case "<f2", ">f2" -> NpyType.F2;
      case "<f4", ">f4" -> NpyType.F4;
      case "<f8", ">f8" -> NpyType.F8;
      case "|b1", "<b1", ">b1" -> NpyType.B1;
      case "|u1", "<u1", ">u1" -> NpyType.U1;
      default -> throw new DataException(where + unsupported(descr));
    };
  }

  private static String unsupported(String descr) {
    String found = descr.matches("[<>|=]?[a-zA-Z][0-9]{0,5}") ? descr : "of an unknown kind";
    String why = found.endsWith("O") ? " (object arrays hold Python pickles)" : "";
    return String.format(
        Locale.ROOT,
        ": the elements of the npy file are %s%s, expected f2, f4, f8, b1 or u1 with a byte order;"
            + " save the array as float32",
        found,
        why);
  }

  private static int elements(List<Integer> shape, String where) {
    long product = 1;
    for (int extent : shape) {
      product *= extent;
      if (product > Extent.MAX_PIXELS) {
        throw new DataException(
            where
                + ": the npy file declares the shape "
                + shape
                + ", expected at most "
                + Extent.MAX_PIXELS
                + " elements; check the file");
      }
    }
    return (int) product;
  }

  /** A range of bytes, [from, to). */
  record Range(int from, int to) {}
}
