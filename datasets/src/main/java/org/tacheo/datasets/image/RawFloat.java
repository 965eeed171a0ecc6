package org.tacheo.datasets.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;

/**
 * Depth maps without a header: little-endian float32, row-major, as ETH3D publishes them (4032 x
 * 6048 pixels, 97,542,144 bytes, under names that end in {@code .JPG}).
 */
public final class RawFloat {
  /** As much is read or written at once; a multiple of four. */
  private static final int CHUNK_BYTES = 1 << 17;

  /** Bits of the largest finite number; those of positive infinity follow. */
  private static final int LARGEST = 0x7F7FFFFF;

  /** Values that are checked before they are cleaned, few enough to stay in the cache. */
  private static final int CLEAN_BLOCK = 1 << 12;

  private RawFloat() {}

  /**
   * Reads a map from what remains in a buffer, which keeps its position.
   *
   * @param size of the image that the map belongs to
   * @param where what messages name: the file, or archive and member
   * @return [H, W], metres; 0 where the file says positive infinity, which is how ETH3D marks a
   *     pixel without a measurement
   * @throws DataException if the length is not {@code 4 * H * W} bytes or a value is NaN or
   *     negative
   */
  public static FloatMap readDepth(ByteBuffer source, ImageSize size, String where) {
    if (source.remaining() != bytes(size)) {
      throw wrongLength(size, where, Integer.toString(source.remaining()));
    }
    float[] values = allocated(size, where);
    source.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    clean(values, 0, values.length, size, where);
    return FloatMap.owning(size, values);
  }

  /**
   * Reads a map from a channel to its end, piece by piece.
   *
   * @param source left open
   * @param size of the image that the map belongs to
   * @param where what messages name: the file, or archive and member
   * @return [H, W], metres; 0 where the file says positive infinity
   * @throws DataException if the length is not {@code 4 * H * W} bytes, a value is NaN or negative,
   *     or reading fails
   */
  public static FloatMap readDepth(ReadableByteChannel source, ImageSize size, String where) {
    float[] values = allocated(size, where);
    ByteBuffer chunk =
        ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, bytes(size)))
            .order(ByteOrder.LITTLE_ENDIAN);
    try {
      for (int at = 0; at < values.length; at += chunk.limit() / Float.BYTES) {
        chunk.clear().limit((int) Math.min(chunk.capacity(), 4L * (values.length - at)));
        fill(source, chunk, 4L * at, size, where);
        int count = chunk.flip().limit() / Float.BYTES;
        chunk.asFloatBuffer().get(values, at, count);
        clean(values, at, at + count, size, where);
      }
      if (source.read(ByteBuffer.allocate(1)) > 0) {
        throw wrongLength(size, where, "more");
      }
    } catch (IOException e) {
      throw new DataException(where + ": cannot be read (" + e + "); check the file", e);
    }
    return FloatMap.owning(size, values);
  }

  /** The bytes of a map, {@code 4 * H * W} of them; whatever it holds is written as it is. */
  public static byte[] write(FloatMap map) {
    int pixels = map.size().pixels();
    byte[] bytes = new byte[Math.multiplyExact(pixels, Float.BYTES)];
    ByteBuffer target = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    put(map::at, 0, pixels, target);
    return bytes;
  }

  /**
   * Writes a map piece by piece.
   *
   * @param target neither flushed nor closed
   */
  public static void write(FloatMap map, OutputStream target) throws IOException {
    write(map.size().pixels(), map::at, target);
  }

  /** Writes this many values piece by piece. */
  static void write(int count, Values values, OutputStream target) throws IOException {
    byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, 4L * count)];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    int window = chunk.length / Float.BYTES;
    for (int at = 0; at < count; at += window) {
      put(values, at, Math.min(window, count - at), buffer.clear());
      target.write(chunk, 0, buffer.position());
    }
  }

  private static void put(Values values, int from, int count, ByteBuffer target) {
    for (int i = 0; i < count; i++) {
      target.putFloat(values.at(from + i));
    }
  }

  private static float[] allocated(ImageSize size, String where) {
    return new float[Extent.declared(size.height(), size.width(), where, "image").pixels()];
  }

  private static long bytes(ImageSize size) {
    return 4L * size.pixels();
  }

  private static void fill(
      ReadableByteChannel source, ByteBuffer target, long before, ImageSize size, String where)
      throws IOException {
    while (target.hasRemaining()) {
      if (source.read(target) < 0) {
        throw wrongLength(size, where, Long.toString(before + target.position()));
      }
    }
  }

  private static void clean(float[] values, int from, int to, ImageSize size, String where) {
    for (int block = from; block < to; block += CLEAN_BLOCK) {
      int end = Math.min(to, block + CLEAN_BLOCK);
      check(values, block, end, size, where);
      for (int i = block; i < end; i++) {
        // Bits above those of the largest number, which are those of infinity here, become zero.
        int bits = Float.floatToRawIntBits(values[i]);
        values[i] = Float.intBitsToFloat(bits & ~((LARGEST - bits) >> 31));
      }
    }
  }

  private static void check(float[] values, int from, int to, ImageSize size, String where) {
    int signs = 0;
    for (int i = from; i < to; i++) {
      // Negative for a sign bit and for what lies above infinity: NaN.
      int bits = Float.floatToRawIntBits(values[i]);
      signs |= bits | (LARGEST + 1 - bits);
    }
    if (signs < 0) {
      refuseFirst(values, from, to, size, where);
    }
  }

  private static void refuseFirst(float[] values, int from, int to, ImageSize size, String where) {
    for (int i = from; i < to; i++) {
      if (!(values[i] >= 0)) {
        throw new DataException(
            where
                + ": depth at row "
                + i / size.width()
                + ", column "
                + i % size.width()
                + " is "
                + values[i]
                + ", expected a distance or inf; fetch the file again");
      }
      values[i] += 0f; // negative zero, which is no error, becomes zero
    }
  }

  private static DataException wrongLength(ImageSize size, String where, String got) {
    return new DataException(
        where
            + ": raw depth for an image of "
            + size
            + " has "
            + bytes(size)
            + " bytes, got "
            + got
            + "; check that depth and image belong together");
  }

  /** Values by index. */
  interface Values {
    float at(int index);
  }
}
