package org.tacheo.eval.metric;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.tacheo.core.DataException;

/**
 * The angular errors of the valid pixels of one sample as a multiset: their order is gone, so equal
 * errors give equal bytes. What a score over all pixels of a dataset needs of each sample.
 * Immutable.
 *
 * <p>As bytes: {@code TPE1}; the number of errors; for each error, ascending, the difference of its
 * float32 bits to those of the one before, the first to zero; CRC-32C of all that, big-endian.
 * Numbers are written seven bits to a byte, the low ones first, the top bit set where more follow,
 * in as few bytes as they need. Positive floats order as their bits do, and neighbours differ by
 * little: an error takes about two bytes.
 */
public final class PixelErrors {
  private static final byte[] MAGIC = {'T', 'P', 'E', '1'};
  private static final int CRC_BYTES = 4;
  private static final int LARGEST = Float.floatToRawIntBits(180f);
  private static final int LONGEST_NUMBER = 5;

  private final int[] sorted;

  private PixelErrors(int[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Takes the multiset of these errors.
   *
   * @param degrees in any order, each from 0 to 180
   * @throws IllegalArgumentException if one is not
   */
  public static PixelErrors of(float[] degrees) {
    int[] bits = new int[degrees.length];
    for (int i = 0; i < bits.length; i++) {
      float error = degrees[i];
      if (!(error >= 0 && error <= 180)) {
        throw new IllegalArgumentException("an angular error is from 0 to 180, got " + error);
      }
      bits[i] = Float.floatToRawIntBits(error + 0f); // -0 becomes 0
    }
    return new PixelErrors(BitSort.ascending(bits));
  }

  /** How many there are. */
  public int count() {
    return sorted.length;
  }

  /** The error at this rank in degrees, the least one first. */
  public float at(int rank) {
    return Float.intBitsToFloat(sorted[rank]);
  }

  /**
   * The totals and the median of these errors.
   *
   * @throws IllegalStateException if there is none
   */
  public ErrorSummary summary() {
    ErrorTotals totals = new ErrorTotals();
    totals.add(sorted);
    return totals.summary(rank -> sorted[(int) rank]);
  }

  /** The form in which files hold them. */
  public byte[] bytes() {
    int size = MAGIC.length + length(sorted.length) + CRC_BYTES;
    int last = 0;
    for (int bits : sorted) {
      size += length(bits - last);
      last = bits;
    }
    byte[] bytes = new byte[size];
    System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
    int at = write(sorted.length, bytes, MAGIC.length);
    last = 0;
    for (int bits : sorted) {
      at = write(bits - last, bytes, at);
      last = bits;
    }
    ByteBuffer.wrap(bytes).putInt(at, crc(bytes));
    return bytes;
  }

  /**
   * Reads what {@link #bytes} gave, strictly.
   *
   * @param where names the bytes in a message
   * @throws DataException if they are anything else
   */
  public static PixelErrors parse(byte[] bytes, String where) {
    return new Reader(bytes, where).read();
  }

  /** The float32 bits, ascending; for this package only, which does not change them. */
  int[] sorted() {
    return sorted;
  }

  /** Whether the other holds the same errors. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PixelErrors errors && Arrays.equals(sorted, errors.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return "PixelErrors[" + sorted.length + "]";
  }

  /** Bytes that a number from 0 to 2^31 - 1 takes. */
  private static int length(int number) {
    return number < 1 << 7
        ? 1
        : number < 1 << 14 ? 2 : number < 1 << 21 ? 3 : number < 1 << 28 ? 4 : LONGEST_NUMBER;
  }

  private static int write(int number, byte[] bytes, int from) {
    int at = from;
    int rest = number;
    while (rest > 0x7F) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    return at;
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - CRC_BYTES);
    return (int) crc.getValue();
  }

  private static final class Reader {
    private final byte[] bytes;
    private final String where;
    private final int end;
    private int at = MAGIC.length;

    Reader(byte[] bytes, String where) {
      this.bytes = bytes;
      this.where = where;
      this.end = bytes.length - CRC_BYTES;
    }

    PixelErrors read() {
      requireFrame();
      int count = number();
      // Each error takes at least one byte, so nothing is allocated that is not there.
      if (count > end - at) {
        throw corrupt(count + " errors declared in " + (end - at) + " bytes");
      }
      int[] sorted = new int[count];
      long value = 0;
      for (int i = 0; i < count; i++) {
        value += number();
        if (value > LARGEST) {
          throw corrupt("error " + i + " is above 180 degrees");
        }
        sorted[i] = (int) value;
      }
      if (at != end) {
        throw corrupt((end - at) + " bytes behind the last of " + count + " errors");
      }
      return new PixelErrors(sorted);
    }

    private void requireFrame() {
      if (end <= MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
        throw corrupt(bytes.length + " bytes that do not start with TPE1");
      }
      if (ByteBuffer.wrap(bytes).getInt(end) != crc(bytes)) {
        throw corrupt("the checksum does not agree");
      }
    }

    private int number() {
      if (at < end && bytes[at] >= 0) {
        return bytes[at++];
      }
      return longNumber();
    }

    private int longNumber() {
      long number = 0;
      for (int i = 0; i < LONGEST_NUMBER; i++) {
        if (at == end) {
          throw corrupt("the bytes end within a number");
        }
        int next = bytes[at++];
        number |= (long) (next & 0x7F) << (7 * i);
        if (next >= 0) {
          if ((next == 0 && i > 0) || number > Integer.MAX_VALUE) {
            throw corrupt("a number at byte " + (at - 1) + " is not written as it should be");
          }
          return (int) number;
        }
      }
      throw corrupt("a number at byte " + (at - 1) + " is longer than 5 bytes");
    }

    private DataException corrupt(String what) {
      return new DataException(
          where + ": not the packed errors of a sample: " + what + "; evaluate the sample again");
    }
  }
}
