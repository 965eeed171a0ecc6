package org.tacheo.datasets.image;

import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;

/**
 * Reads the kinds of PNG that depth and normals datasets consist of, 8-bit and 16-bit RGB and
 * 16-bit grayscale, and writes the first and the last; refuses every other.
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
    return RgbImage.owning(file.size(), samples(file, 3, PngRgbFilter::undo));
  }

  /**
   * Decodes the integers of an 8-bit or 16-bit RGB image (colour type 2).
   *
   * @param where what messages name: the file, or archive and member
   * @return [H, W, 3], as stored
   * @throws DataException if it is cut, corrupt, of another type, interlaced, larger than 2^27
   *     pixels, or followed by anything
   */
  public static RgbTriples readTriples(byte[] png, String where) {
    PngFile file = PngFile.of(png, where);
    if (file.bitDepth() != 16) {
      file.require(2, 8, 3);
      return new RgbTriples(file.size(), samples(file, 3, PngRgbFilter::undo));
    }
    file.require(2, 16, 6);
    return new RgbTriples(file.size(), samples(file, 6, new PngFilter(6)::undo));
  }

  /**
   * Decodes a photograph: 8-bit gray, which becomes red = green = blue, or RGB, either with an
   * alpha channel that is dropped, to the bytes that Pillow's {@code convert("RGB")} gives.
   *
   * @param where what messages name: the file, or archive and member
   * @return [H, W, 3]
   * @throws DataException if it is cut, corrupt, of another type, interlaced, larger than 2^27
   *     pixels, or followed by anything
   */
  public static RgbImage readPhotograph(byte[] png, String where) {
    PngFile file = PngFile.of(png, where);
    int channels =
        switch (file.colourType()) {
          case 0 -> 1;
          case 4 -> 2;
          case 6 -> 4;
          default -> 3;
        };
    file.require(channels == 3 ? 2 : file.colourType(), 8, channels);
    if (channels == 3) {
      return RgbImage.owning(file.size(), samples(file, 3, PngRgbFilter::undo));
    }
    byte[] stored = samples(file, channels, new PngFilter(channels)::undo);
    byte[] rgb = new byte[3 * file.size().pixels()];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = stored[channels * (i / 3) + (channels == 4 ? i % 3 : 0)];
    }
    return RgbImage.owning(file.size(), rgb);
  }

  /** All samples of an image, with the filters of its rows undone. */
  private static byte[] samples(PngFile file, int bytesPerPixel, Unfilter unfilter) {
    int rowBytes = bytesPerPixel * file.size().width();
    byte[] values = new byte[rowBytes * file.size().height()];
    try (PngRows rows = new PngRows(file, rowBytes)) {
      byte[] above = new byte[rowBytes];
      int aboveAt = 0;
      for (int at = 0; at < values.length; at += rowBytes) {
        int row = rows.next();
        if (!unfilter.undo(rows.window(), row, above, aboveAt, values, at, rowBytes)) {
          throw unknownFilter(file, rows.window()[row]);
        }
        above = values;
        aboveAt = at;
      }
      rows.finish();
    }
    return values;
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
    float[] values = new float[size.pixels()];
    try (PngRows rows = new PngRows(file, 2 * size.width())) {
      PngGray16Filter filter = new PngGray16Filter(lookup, values, size.width());
      for (int at = 0; at < values.length; at += size.width()) {
        int row = rows.next();
        if (!filter.undo(rows.window(), row, at)) {
          throw unknownFilter(file, rows.window()[row]);
        }
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

  private static DataException unknownFilter(PngFile file, byte type) {
    return file.corrupt("a PNG row has filter type " + (type & 0xFF) + ", expected 0 to 4");
  }

  /** Undoes the filter of one row; says whether its type is known. */
  private interface Unfilter {
    boolean undo(
        byte[] source, int at, byte[] above, int aboveAt, byte[] target, int targetAt, int length);
  }
}
