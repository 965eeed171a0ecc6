package org.tacheo.datasets.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.VectorMap;

/**
 * Writes OpenEXR scanline files to the same bytes on every machine.
 *
 * <p>A file of ZIP holds every chunk as it is, which the format provides for chunks that deflate
 * does not shorten: what deflate makes of them depends on the version of zlib.
 */
public final class ExrWriter {
  private ExrWriter() {}

  /**
   * Encodes a map as the channel Y.
   *
   * @param type HALF, to the nearest value, or FLOAT
   * @param compression NONE or ZIP
   * @throws IllegalArgumentException for another type or compression, or if the file would not fit
   *     an array
   */
  public static byte[] write(FloatMap map, ExrType type, ExrCompression compression) {
    return write(map.size(), List.of("Y"), (i, channel) -> map.at(i), type, compression);
  }

  /**
   * Encodes vectors: x, y and z are the channels R, G and B.
   *
   * @param type HALF, to the nearest value, or FLOAT
   * @param compression NONE or ZIP
   * @throws IllegalArgumentException for another type or compression, or if the file would not fit
   *     an array
   */
  public static byte[] write(VectorMap map, ExrType type, ExrCompression compression) {
    // Channels lie in the order of their names.
    return write(
        map.size(),
        List.of("B", "G", "R"),
        (i, channel) -> map.at(i, 2 - channel),
        type,
        compression);
  }

  private static byte[] write(
      ImageSize size,
      List<String> channels,
      Values values,
      ExrType type,
      ExrCompression compression) {
    if (type == ExrType.UINT || compression == ExrCompression.ZIPS) {
      throw new IllegalArgumentException("not written: " + type + ", " + compression);
    }
    byte[] header = header(size, channels, type, compression);
    int rows = compression.rows();
    int chunks = (size.height() + rows - 1) / rows;
    long rowBytes = (long) size.width() * channels.size() * type.bytes();
    long length = header.length + 16L * chunks + rowBytes * size.height();
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("an EXR of " + size + " does not fit an array");
    }
    ByteBuffer exr = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN).put(header);
    for (long chunk = 0; chunk < chunks; chunk++) {
      exr.putLong(header.length + 8L * chunks + chunk * (8 + rows * rowBytes));
    }
    for (int row = 0; row < size.height(); row++) {
      if (row % rows == 0) {
        exr.putInt(row).putInt((int) (Math.min(rows, size.height() - row) * rowBytes));
      }
      for (int channel = 0; channel < channels.size(); channel++) {
        put(values, row * size.width(), size.width(), channel, type, exr);
      }
    }
    return exr.array();
  }

  private static void put(
      Values values, int from, int count, int channel, ExrType type, ByteBuffer exr) {
    for (int i = from; i < from + count; i++) {
      float value = values.at(i, channel);
      if (type == ExrType.HALF) {
        exr.putShort(Half.of(value));
      } else {
        exr.putFloat(value);
      }
    }
  }

  /** The attributes that every file must have, in the order in which OpenEXR writes them. */
  private static byte[] header(
      ImageSize size, List<String> channels, ExrType type, ExrCompression compression) {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(ints(ExrHeader.MAGIC, ExrHeader.VERSION));
    attribute(header, ExrHeader.CHANNELS, "chlist", channelList(channels, type));
    byte[] code = {(byte) compression.code()};
    attribute(header, ExrHeader.COMPRESSION, ExrHeader.COMPRESSION, code);
    byte[] window = ints(0, 0, size.width() - 1, size.height() - 1);
    attribute(header, ExrHeader.DATA_WINDOW, "box2i", window);
    attribute(header, ExrHeader.DISPLAY_WINDOW, "box2i", window);
    attribute(header, ExrHeader.LINE_ORDER, ExrHeader.LINE_ORDER, new byte[1]);
    byte[] one = ints(Float.floatToIntBits(1));
    attribute(header, "pixelAspectRatio", "float", one);
    attribute(header, "screenWindowCenter", "v2f", ints(0, 0));
    attribute(header, "screenWindowWidth", "float", one);
    header.write(0);
    return header.toByteArray();
  }

  private static byte[] channelList(List<String> channels, ExrType type) {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (String channel : channels) {
      list.writeBytes(text(channel));
      list.writeBytes(ints(type.code(), 0, 1, 1));
    }
    list.write(0);
    return list.toByteArray();
  }

  private static void attribute(
      ByteArrayOutputStream header, String name, String type, byte[] value) {
    header.writeBytes(text(name));
    header.writeBytes(text(type));
    header.writeBytes(ints(value.length));
    header.writeBytes(value);
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] ints(int... values) {
    byte[] bytes = new byte[Integer.BYTES * values.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
    return bytes;
  }

  /** Values by row-major index of the pixel, and channel. */
  private interface Values {
    float at(int index, int channel);
  }
}
