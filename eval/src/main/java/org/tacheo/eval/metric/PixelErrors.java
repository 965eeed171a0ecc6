package org.tacheo.eval.metric;

import java.util.Arrays;
import org.tacheo.core.DataException;

/**
 * The errors of the valid pixels of one sample as a multiset: their order is gone, so equal errors
 * give equal bytes. Errors are at least 0 and finite, so that their bits are in their order.
 *
 * <p>Bytes: the number of errors, then the bits of the sorted errors, each as the difference to the
 * one before; every number as a varint (7 bits a byte, the low ones first, the highest bit set
 * where more follow).
 */
public final class PixelErrors {
  private static final int MAX_VARINT = 5;

  private final int[] bits;

  private PixelErrors(int[] sorted) {
    this.bits = sorted;
  }

  /**
   * Takes the multiset of these errors.
   *
   * @param errors at least 0 and finite
   * @throws IllegalArgumentException if one is not
   */
  public static PixelErrors of(float[] errors) {
    int[] bits = new int[errors.length];
    for (int i = 0; i < errors.length; i++) {
      if (!(errors[i] >= 0 && errors[i] < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("an error is " + errors[i]);
      }
      bits[i] = Float.floatToIntBits(errors[i] + 0f); // -0 becomes 0
    }
    Arrays.sort(bits);
    return new PixelErrors(bits);
  }

  /** How many there are. */
  public int count() {
    return bits.length;
  }

  /** The error at this rank, the least one first. */
  public float at(int rank) {
    return Float.intBitsToFloat(bits[rank]);
  }

  /** The form in which files hold them. */
  public byte[] bytes() {
    byte[] buffer = new byte[MAX_VARINT * (bits.length + 1)];
    int end = put(buffer, 0, bits.length);
    int before = 0;
    for (int value : bits) {
      end = put(buffer, end, value - before);
      before = value;
    }
    return Arrays.copyOf(buffer, end);
  }

  /**
   * Reads what {@link #bytes} gave.
   *
   * @param where names the bytes in a message
   * @throws DataException if they are anything else
   */
  public static PixelErrors parse(byte[] bytes, String where) {
    Varints varints = new Varints(bytes, where);
    int count = varints.next();
    if (count > bytes.length) {
      throw varints.corrupt();
    }
    int[] bits = new int[count];
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += varints.next();
      if (sum >= Float.floatToIntBits(Float.POSITIVE_INFINITY)) {
        throw varints.corrupt();
      }
      bits[i] = (int) sum;
    }
    varints.requireEnd();
    return new PixelErrors(bits);
  }

  private static int put(byte[] buffer, int start, int value) {
    int end = start;
    int rest = value;
    while (rest > 0x7f) {
      buffer[end++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    buffer[end++] = (byte) rest;
    return end;
  }

  /** Reads non-negative numbers; a number that is longer than need be is refused. */
  private static final class Varints {
    private final byte[] bytes;
    private final String where;
    private int position;

    Varints(byte[] bytes, String where) {
      this.bytes = bytes;
      this.where = where;
    }

    int next() {
      long value = 0;
      for (int i = 0; i < MAX_VARINT && position < bytes.length; i++) {
        int piece = bytes[position++];
        value |= (piece & 0x7fL) << (7 * i);
        if (piece >= 0) {
          if (value > Integer.MAX_VALUE || (piece == 0 && i > 0)) {
            throw corrupt();
          }
          return (int) value;
        }
      }
      throw corrupt();
    }

    void requireEnd() {
      if (position != bytes.length) {
        throw corrupt();
      }
    }

    DataException corrupt() {
      return new DataException(
          where
              + ": not the errors of a sample (byte "
              + position
              + "); evaluate the sample again");
    }
  }
}
