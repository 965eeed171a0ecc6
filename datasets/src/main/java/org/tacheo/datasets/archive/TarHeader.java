package org.tacheo.datasets.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One 512-byte header block of a tar, POSIX.1-1988 "ustar" or GNU. Fields by their offsets in that
 * standard: name 0, size 124, checksum 148, type 156, magic 257, prefix 345.
 */
final class TarHeader {
  static final int BLOCK = 512;
  private static final byte[] POSIX_MAGIC = {'u', 's', 't', 'a', 'r', 0};
  private static final byte[] GNU_MAGIC = {'u', 's', 't', 'a', 'r', ' ', ' ', 0};

  private final byte[] bytes;
  private final int start;

  /** A header inside a larger buffer, which must not change while the header is in use. */
  TarHeader(byte[] bytes, int start) {
    this.bytes = bytes;
    this.start = start;
  }

  boolean isZero() {
    for (int i = start; i < start + BLOCK; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  boolean hasMagic() {
    return isPosix() || matches(257, GNU_MAGIC);
  }

  /** Whether the sum of all bytes, the checksum field read as blanks, is the one written. */
  boolean hasRightChecksum() throws FieldException {
    int sum = 8 * ' ';
    for (int i = 0; i < 148; i++) {
      sum += bytes[start + i] & 0xFF;
    }
    for (int i = 156; i < BLOCK; i++) {
      sum += bytes[start + i] & 0xFF;
    }
    return sum == octal("checksum", 148, 8);
  }

  char type() {
    return (char) (bytes[start + 156] & 0xFF);
  }

  /** The name in this header, with its prefix where the header has one. */
  String name() throws FieldException {
    String name = text(0, 100);
    String prefix = isPosix() ? text(345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** The size of the data behind this header, bytes, not negative. */
  long size() throws FieldException {
    return (bytes[start + 124] & 0x80) == 0 ? octal("size", 124, 12) : binary("size", 124, 12);
  }

  private boolean isPosix() {
    return matches(257, POSIX_MAGIC);
  }

  private boolean matches(int offset, byte[] expected) {
    int from = start + offset;
    return Arrays.equals(bytes, from, from + expected.length, expected, 0, expected.length);
  }

  private String text(int offset, int length) throws FieldException {
    int from = start + offset;
    int to = from;
    boolean ascii = true;
    while (to < from + length && bytes[to] != 0) {
      ascii &= bytes[to] > 0;
      to++;
    }
    return ascii
        ? new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
        : StrictUtf8.decode(bytes, from, to);
  }

  private long octal(String field, int offset, int length) throws FieldException {
    int i = start + offset;
    int end = i + length;
    while (i < end && bytes[i] == ' ') {
      i++;
    }
    long value = 0;
    int digits = 0;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '7') {
      value = 8 * value + bytes[i] - '0';
      i++;
      digits++;
    }
    while (i < end && (bytes[i] == ' ' || bytes[i] == 0)) {
      i++;
    }
    if (digits == 0 || i < end) {
      throw new FieldException("its " + field + " field is not an octal number");
    }
    return value;
  }

  /** A GNU number: big-endian binary, the topmost bit set as a mark. */
  private long binary(String field, int offset, int length) throws FieldException {
    long value = bytes[start + offset] & 0x7F;
    for (int i = 1; i < length; i++) {
      if (value > Long.MAX_VALUE >> 8) {
        throw new FieldException(
            String.format(Locale.ROOT, "its %s field is negative or absurdly large", field));
      }
      value = (value << 8) | (bytes[start + offset + i] & 0xFF);
    }
    return value;
  }
}
