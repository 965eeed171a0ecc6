package org.tacheo.datasets.image;

import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;

/**
 * Reads and writes the two kinds of PNG that depth datasets consist of, 8-bit RGB and 16-bit
 * grayscale; refuses every other.
 *
 * <p>Gamma, colour profiles and significant bits are ignored: the samples are returned as stored,
 * which is what Pillow gives. Source: PNG specification, third edition, W3C 2025.
 */
public final class Png {
  /** The number of values that 16 bits have. */
  private static final int VALUES_16 = 1 << 16;

  private Png() {}

  /**
   * Decodes an 8-bit RGB image (colour type 2).
   *
   * @param where what messages name: the file, or archive and member
   * @return [H, W, 3], as stored
   * @throws DataException if it is cut, corrupt, of another type, interlaced, larger than 2^27
   *     pixels, or followed by anything
   */
  public static RgbImage readRgb(byte[] png, String where) {
    PngFile file = PngFile.of(png, where);
    file.require(2, 8, 3);
    ImageSize size = file.size();
    int rowBytes = 3 * size.width();
    byte[] values = new byte[3 * size.pixels()];
    try (PngRows rows = new PngRows(file, rowBytes)) {
      byte[] above = new byte[rowBytes];
      int aboveAt = 0;
      for (int at = 0; at < values.length; at += rowBytes) {
        int row = rows.next();
        if (!PngFilter.undo(rows.window(), row, above, aboveAt, values, at, rowBytes, 3)) {
          throw unknownFilter(file, rows.window()[row]);
        }
        above = values;
        aboveAt = at;
      }
      rows.finish();
    }
    return RgbImage.owning(size, values);
  }

  /**
   * Decodes a 16-bit grayscale image (colour type 0) and maps every value through a table.
   *
   * @param where what messages name: the file, or archive and member
   * @param lookup 65536 entries; value v becomes {@code lookup[v]}
   * @return [H, W], in the unit of the table
   * @throws DataException if it is cut, corrupt, of another type, interlaced, larger than 2^27
   *     pixels, or followed by anything
   * @throws IllegalArgumentException if the table has another number of entries
   */
  public static FloatMap readGray16(byte[] png, String where, float[] lookup) {
    if (lookup.length != VALUES_16) {
      throw new IllegalArgumentException(
          "a table for 16 bits has " + VALUES_16 + " entries, got " + lookup.length);
    }
    PngFile file = PngFile.of(png, where);
    file.require(0, 16, 2);
    ImageSize size = file.size();
    int rowBytes = 2 * size.width();
    float[] values = new float[size.pixels()];
    try (PngRows rows = new PngRows(file, rowBytes)) {
      byte[] above = new byte[rowBytes];
      byte[] current = new byte[rowBytes];
      for (int at = 0; at < values.length; at += size.width()) {
        int row = rows.next();
        if (!PngFilter.undo(rows.window(), row, above, 0, current, 0, rowBytes, 2)) {
          throw unknownFilter(file, rows.window()[row]);
        }
        look(current, lookup, values, at);
        byte[] spare = above;
        above = current;
        current = spare;
      }
      rows.finish();
    }
    return FloatMap.owning(size, values);
  }

  /**
   * Encodes an 8-bit RGB image without compressing it, to the same bytes on every machine.
   *
   * @throws IllegalArgumentException if the file would not fit an array
   */
  public static byte[] write(RgbImage image) {
    ImageSize size = image.size();
    PngWriter writer = new PngWriter(size, 8, 2, 3);
    byte[] row = new byte[3 * size.width()];
    for (int index = 0; index < size.pixels(); index += size.width()) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (byte) image.at(index + i / 3, i % 3);
      }
      writer.row(row);
    }
    return writer.finish();
  }

  /**
   * Encodes a 16-bit grayscale image without compressing it, to the same bytes on every machine.
   *
   * @param values row-major, {@code H * W} of them
   * @throws IllegalArgumentException if their number is not {@code H * W} or the file would not fit
   *     an array
   */
  public static byte[] writeGray16(ImageSize size, char[] values) {
    if (values.length != size.pixels()) {
      throw new IllegalArgumentException(
          "an image of " + size + " has " + size.pixels() + " values, got " + values.length);
    }
    PngWriter writer = new PngWriter(size, 16, 0, 2);
    byte[] row = new byte[2 * size.width()];
    for (int index = 0; index < values.length; index += size.width()) {
      for (int i = 0; i < size.width(); i++) {
        row[2 * i] = (byte) (values[index + i] >> 8);
        row[2 * i + 1] = (byte) values[index + i];
      }
      writer.row(row);
    }
    return writer.finish();
  }

  private static void look(byte[] row, float[] lookup, float[] values, int at) {
    for (int i = 0; i < row.length >> 1; i++) {
      values[at + i] = lookup[(row[2 * i] & 0xFF) << 8 | (row[2 * i + 1] & 0xFF)];
    }
  }

  private static DataException unknownFilter(PngFile file, byte type) {
    return file.corrupt("a PNG row has filter type " + (type & 0xFF) + ", expected 0 to 4");
  }
}
