package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.VectorMap;

/**
 * Portable float maps: a header of text, then float32 rows from the bottom to the top. {@code Pf}
 * holds one value a pixel, {@code PF} three. The sign of the scale says the byte order; its
 * magnitude must be 1, since readers differ in whether they multiply by another.
 *
 * <p>Source: Paul Debevec's description of the format and the manual page of Netpbm's {@code pfm}.
 */
final class Pfm {
  /** The longest word of a header. */
  private static final int MAX_WORD = 32;

  private final byte[] pfm;
  private final String where;
  private int position = 2;

  private Pfm(byte[] pfm, String where) {
    this.pfm = pfm;
    this.where = where;
  }

  /** Whether these bytes start like a portable float map. */
  static boolean startsWith(byte[] start) {
    return start.length >= 3
        && start[0] == 'P'
        && (start[1] == 'f' || start[1] == 'F')
        && isBlank(start[2]);
  }

  /**
   * Decodes a map of one value a pixel.
   *
   * @return [H, W], as stored
   * @throws DataException if it is cut, too long, malformed, has three values a pixel, or declares
   *     more than 2^27 pixels
   */
  static FloatMap readMap(byte[] pfm, String where) {
    Raster raster = new Pfm(pfm, where).read(1);
    return FloatMap.owning(raster.size, raster.values);
  }

  /**
   * Decodes a map of three values a pixel, which are x, y and z.
   *
   * @return [H, W, 3], as stored
   * @throws DataException if it is cut, too long, malformed, has one value a pixel, or declares
   *     more than 2^27 pixels
   */
  static VectorMap readVectors(byte[] pfm, String where) {
    Raster raster = new Pfm(pfm, where).read(3);
    return VectorMap.owning(raster.size, raster.values);
  }

  private Raster read(int channels) {
    if (!startsWith(pfm)) {
      throw refused("not a PFM file: it does not start with Pf or PF and a blank");
    }
    int held = pfm[1] == 'F' ? 3 : 1;
    if (held != channels) {
      throw refused("the PFM has " + held + " values a pixel, expected " + channels);
    }
    long width = extent();
    long height = extent();
    ImageSize size = Extent.declared(height, width, where, "PFM");
    ByteOrder order = order();
    requireBlank();
    long expected = 4L * channels * size.pixels();
    if (pfm.length - position != expected) {
      throw refused(
          "a PFM of "
              + size
              + " has "
              + expected
              + " bytes behind its header, got "
              + (pfm.length - position));
    }
    return new Raster(size, rows(size, channels, order));
  }

  private float[] rows(ImageSize size, int channels, ByteOrder order) {
    FloatBuffer stored =
        ByteBuffer.wrap(pfm, position, pfm.length - position).slice().order(order).asFloatBuffer();
    int row = channels * size.width();
    float[] values = new float[row * size.height()];
    for (int at = 0; at < values.length; at += row) {
      stored.get(values.length - row - at, values, at, row);
    }
    return values;
  }

  private long extent() {
    String word = word();
    if (!word.matches("[0-9]{1,10}")) {
      throw refused("the PFM header has the extent \"" + word + "\", expected a number of pixels");
    }
    return Long.parseLong(word);
  }

  private ByteOrder order() {
    String word = word();
    if (!word.matches("[+-]?0*1(\\.0*)?([eE][+-]?0+)?")) {
      throw refused(
          "the PFM has the scale \""
              + word
              + "\", expected 1.0 or -1.0, since readers differ in what another means");
    }
    return word.startsWith("-") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  /** The next word of the header, behind at least one blank. */
  private String word() {
    requireBlank();
    while (position < pfm.length && isBlank(pfm[position])) {
      position++;
    }
    int start = position;
    while (position < pfm.length && !isBlank(pfm[position]) && position - start <= MAX_WORD) {
      position++;
    }
    return new String(pfm, start, position - start, StandardCharsets.ISO_8859_1);
  }

  private void requireBlank() {
    if (position >= pfm.length || !isBlank(pfm[position])) {
      throw refused("the PFM header is cut or malformed at byte " + position);
    }
    position++;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private DataException refused(String problem) {
    return new DataException(where + ": " + problem + "; write the file again");
  }

  private static final class Raster {
    private final ImageSize size;
    private final float[] values;

    Raster(ImageSize size, float[] values) {
      this.size = size;
      this.values = values;
    }
  }
}
