package org.tacheo.datasets.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.UnreadableException;
import org.tacheo.core.VectorMap;

/**
 * NumPy's array files, format versions 1.0 to 3.0, in either byte order and either index order.
 *
 * <p>Source: NumPy Enhancement Proposal 1 and the documentation of {@code numpy.lib.format}. Arrays
 * of Python objects are refused, since reading them means running a pickle.
 */
public final class Npy {
  /** As much of a file is read at once; a multiple of every element. */
  private static final int CHUNK_BYTES = 1 << 17;

  private Npy() {}

  /**
   * Decodes a file that lies in memory.
   *
   * @param where what messages name: the file, or archive and member
   * @throws DataException if it is cut, too long, malformed, of an unsupported type, or declares
   *     more than 2^27 elements
   */
  public static NpyArray read(byte[] npy, String where) {
    NpyHeader.Range range =
        NpyHeader.dictionary(Arrays.copyOf(npy, Math.min(npy.length, NpyHeader.PREAMBLE)), where);
    if (npy.length < range.to()) {
      throw NpyHeader.cut(where, npy.length);
    }
    byte[] dictionary = Arrays.copyOfRange(npy, range.from(), range.to());
    NpyHeader header = NpyHeader.of(dictionary, range, npy.length, where);
    NpyElements elements = new NpyElements(header);
    elements.take(ByteBuffer.wrap(npy, header.length(), npy.length - header.length()));
    return elements.array(where);
  }

  /**
   * Reads a file piece by piece, so that the array is held once.
   *
   * @throws DataException if it does not exist, cannot be read, is cut, too long, malformed, of an
   *     unsupported type, or declares more than 2^27 elements
   */
  public static NpyArray read(Path file) {
    return read(file, file.toString());
  }

  /** The same, with another name for the file in messages. */
  static NpyArray read(Path file, String where) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new DataException(where + ": not a file; give an .npy file");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return read(channel, channel.size(), where);
    } catch (NoSuchFileException e) {
      throw new UnreadableException(
          where + ": no such file; check the folder and the file names", e, true);
    } catch (IOException e) {
      throw new UnreadableException(
          where + ": cannot be read (" + e + "); check the file", e, false);
    }
  }

  /** The bytes that NumPy saves a float32 array [H, W] to: version 1.0, little-endian, C order. */
  public static byte[] write(FloatMap map) {
    return bytes(map.size(), 1, target -> write(map, target));
  }

  /**
   * Writes a map piece by piece, as {@link #write(FloatMap)} does.
   *
   * @param target neither flushed nor closed
   */
  public static void write(FloatMap map, OutputStream target) throws IOException {
    target.write(NpyHeader.float32(shape(map.size())));
    RawFloat.write(map, target);
  }

  /** The bytes that NumPy saves a float32 array [H, W, 3] to. */
  public static byte[] write(VectorMap map) {
    return bytes(map.size(), 3, target -> write(map, target));
  }

  /**
   * Writes a map of vectors piece by piece, as {@link #write(VectorMap)} does.
   *
   * @param target neither flushed nor closed
   */
  public static void write(VectorMap map, OutputStream target) throws IOException {
    target.write(NpyHeader.float32(shape(map.size()) + ", 3"));
    RawFloat.write(3 * map.size().pixels(), i -> map.at(i / 3, i % 3), target);
  }

  /** The bytes that NumPy saves a float32 array [3, H, W] to: a plane for each component. */
  public static byte[] writePlanes(VectorMap map) {
    int pixels = map.size().pixels();
    return bytes(
        map.size(),
        3,
        target -> {
          target.write(NpyHeader.float32("3, " + shape(map.size())));
          RawFloat.write(3 * pixels, i -> map.at(i % pixels, i / pixels), target);
        });
  }

  private static String shape(ImageSize size) {
    return size.height() + ", " + size.width();
  }

  private static byte[] bytes(ImageSize size, int channels, Writing writing) {
    int capacity =
        Math.addExact(
            NpyHeader.ALIGNED * 2, Math.multiplyExact(Float.BYTES * channels, size.pixels()));
    ByteArrayOutputStream target = new ByteArrayOutputStream(capacity);
    try {
      writing.to(target);
    } catch (IOException e) {
      throw new AssertionError("an array cannot fail to take bytes", e);
    }
    return target.toByteArray();
  }

  /**
   * Reads a file from a channel whose position is its first byte.
   *
   * @param bytes length of the file
   */
  static NpyArray read(ReadableByteChannel channel, long bytes, String where) throws IOException {
    byte[] start = new byte[(int) Math.min(bytes, NpyHeader.PREAMBLE)];
    fill(channel, ByteBuffer.wrap(start), where);
    NpyHeader.Range range = NpyHeader.dictionary(start, where);
    if (bytes < range.to()) {
      throw NpyHeader.cut(where, bytes);
    }
    // A dictionary that ends within the preamble is none, and refused below.
    byte[] head = Arrays.copyOf(start, Math.max(start.length, range.to()));
    fill(channel, ByteBuffer.wrap(head, start.length, head.length - start.length), where);
    byte[] dictionary = Arrays.copyOfRange(head, range.from(), range.to());
    NpyHeader header = NpyHeader.of(dictionary, range, bytes, where);
    NpyElements elements = new NpyElements(header);
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, bytes - header.length()));
    for (long left = bytes - header.length(); left > 0; left -= chunk.limit()) {
      chunk.clear().limit((int) Math.min(chunk.capacity(), left));
      fill(channel, chunk, where);
      elements.take(chunk.flip());
    }
    return elements.array(where);
  }

  private static void fill(ReadableByteChannel channel, ByteBuffer target, String where)
      throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new DataException(where + ": the file became shorter while it was read; run again");
      }
    }
  }

  /** Something that writes a file. */
  private interface Writing {
    void to(OutputStream target) throws IOException;
  }
}
