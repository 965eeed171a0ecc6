package org.tacheo.eval.metric;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.tacheo.core.DataException;

/**
 * The angular errors of one sample in ascending order, packed: what a score over all pixels of a
 * dataset needs of each sample. Immutable.
 *
 * <p>As bytes: {@code TPE1}; the number of errors; for each error the difference of its float32
 * bits to those of the one before, the first to zero; CRC-32C of all that, big-endian. Numbers are
 * written seven bits to a byte, low ones first, the top bit saying that more follow, in as few
 * bytes as they need. Positive floats order as their bits do, and neighbours differ by little: an
 * error takes about two bytes.
 */
public final class PixelErrors {
  /** A frame of 16384x16384; more is no image. */
  private static final int MOST = 1 << 28;

  private static final byte[] MAGIC = {'T', 'P', 'E', '1'};
  private static final int CRC_BYTES = 4;
  private static final int LARGEST = Float.floatToRawIntBits(180f);
  private static final int LONGEST_NUMBER = 5;

  private final byte[] bytes;
  private final int count;
  private final int start;

  private PixelErrors(byte[] bytes, int count, int start) {
    this.bytes = bytes;
    this.count = count;
    this.start = start;
  }

  /**
   * Packs errors.
   *
   * @param degrees in any order, each from 0 to 180
   * @throws IllegalArgumentException if one is not
   */
  public static PixelErrors of(float[] degrees) {
    return packed(BitSort.ascending(bits(degrees)));
  }

  /**
   * Reads what {@link #toBytes} gave, strictly.
   *
   * @param where how a message names the bytes
   * @throws DataException if they are not exactly that
   */
  public static PixelErrors read(byte[] bytes, String where) {
    return new Reader(bytes.clone(), where).read();
  }

  /** The packed form. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The size of the packed form. */
  public int byteCount() {
    return bytes.length;
  }

  /** The number of errors. */
  public int count() {
    return count;
  }

  /** The errors, degrees, ascending. */
  public float[] toArray() {
    int[] bits = new int[count];
    unpack(bits);
    float[] degrees = new float[count];
    for (int i = 0; i < count; i++) {
      degrees[i] = Float.intBitsToFloat(bits[i]);
    }
    return degrees;
  }

  /**
   * The metrics over these errors alone.
   *
   * @throws IllegalStateException if there is none
   */
  public ErrorSummary summary() {
    int[] bits = new int[count];
    unpack(bits);
    ErrorTotals totals = new ErrorTotals();
    totals.add(bits, count);
    return totals.summary(totals.middle(rank -> bits[(int) rank]));
  }

  /** Writes the bits of the errors, ascending, to the front of an array that is long enough. */
  void unpack(int[] target) {
    int value = 0;
    int at = start;
    for (int i = 0; i < count; i++) {
      int next = bytes[at++];
      if (next < 0) {
        next &= 0x7F;
        for (int shift = 7; ; shift += 7) {
          int more = bytes[at++];
          next |= (more & 0x7F) << shift;
          if (more >= 0) {
            break;
          }
        }
      }
      value += next;
      target[i] = value;
    }
  }

  /** Whether the other holds the same errors. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PixelErrors errors && Arrays.equals(bytes, errors.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "PixelErrors[" + count + "]";
  }

  private static int[] bits(float[] degrees) {
    int[] bits = new int[degrees.length];
    for (int i = 0; i < bits.length; i++) {
      float error = degrees[i];
      if (!(error >= 0 && error <= 180)) {
        throw new IllegalArgumentException("an angular error is from 0 to 180, got " + error);
      }
      bits[i] = Float.floatToRawIntBits(error + 0f); // -0 becomes 0
    }
    return bits;
  }

  private static PixelErrors packed(int[] sorted) {
    int size = MAGIC.length + length(sorted.length) + CRC_BYTES;
    int last = 0;
    for (int bits : sorted) {
      size += length(bits - last);
      last = bits;
    }
    byte[] bytes = new byte[size];
    System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
    int start = write(sorted.length, bytes, MAGIC.length);
    int at = start;
    last = 0;
    for (int bits : sorted) {
      at = write(bits - last, bytes, at);
      last = bits;
    }
    ByteBuffer.wrap(bytes).putInt(at, crc(bytes));
    return new PixelErrors(bytes, sorted.length, start);
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

  /** Checks everything once, so that unpacking need not. */
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
      if (count > MOST || count > end - at) {
        throw corrupt(count + " errors declared in " + (end - at) + " bytes");
      }
      int start = at;
      long value = 0;
      for (int i = 0; i < count; i++) {
        value += number();
        if (value > LARGEST) {
          throw corrupt("error " + i + " is above 180 degrees");
        }
      }
      if (at != end) {
        throw corrupt((end - at) + " bytes behind the last of " + count + " errors");
      }
      return new PixelErrors(bytes, count, start);
    }

    private void requireFrame() {
      if (end <= MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
        throw corrupt(bytes.length + " bytes that do not start with TPE1");
      }
      int written = ByteBuffer.wrap(bytes).getInt(end);
      if (written != crc(bytes)) {
        throw corrupt("the checksum does not agree");
      }
    }

    private int number() {
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
