package org.tacheo.datasets.image;

import java.io.IOException;
import java.io.OutputStream;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;

/**
 * Encodes one image as baseline JPEG: YCbCr without subsampling, the example tables of ITU-T T.81,
 * annex K, scaled by quality as libjpeg scales them, one interleaved scan. Integer arithmetic only,
 * with libjpeg's constants and rounding, so the bytes are those that libjpeg writes for the same
 * settings.
 */
final class JpegWriter {
  private static final int BLOCK = 8;
  private static final int BLOCK_SIZE = BLOCK * BLOCK;

  /** Index in a block, row-major, of the k-th coefficient in zigzag order. */
  private static final int[] ZIGZAG = zigzag();

  /** T.81, table K.1, row-major. */
  private static final int[] LUMINANCE = {
    16, 11, 10, 16, 24, 40, 51, 61, //
    12, 12, 14, 19, 26, 58, 60, 55, //
    14, 13, 16, 24, 40, 57, 69, 56, //
    14, 17, 22, 29, 51, 87, 80, 62, //
    18, 22, 37, 56, 68, 109, 103, 77, //
    24, 35, 55, 64, 81, 104, 113, 92, //
    49, 64, 78, 87, 103, 121, 120, 101, //
    72, 92, 95, 98, 112, 100, 103, 99
  };

  /** T.81, table K.2, row-major. */
  private static final int[] CHROMINANCE = {
    17, 18, 24, 47, 99, 99, 99, 99, //
    18, 21, 26, 66, 99, 99, 99, 99, //
    24, 26, 56, 99, 99, 99, 99, 99, //
    47, 66, 99, 99, 99, 99, 99, 99, //
    99, 99, 99, 99, 99, 99, 99, 99, //
    99, 99, 99, 99, 99, 99, 99, 99, //
    99, 99, 99, 99, 99, 99, 99, 99, //
    99, 99, 99, 99, 99, 99, 99, 99
  };

  /** JFIF 1.01, square pixels of unknown density, no thumbnail; behind the start marker. */
  private static final int[] START = {
    0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  private final RgbImage image;
  private final ImageSize size;
  private final int[][] quantisers;
  private final JpegBits bits;
  private final int[][] samples;
  private final int[] zigzagged = new int[BLOCK_SIZE];
  private final int[] previousDc = new int[3];

  JpegWriter(RgbImage image, int quality, OutputStream target) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality is 1 to 100, got " + quality);
    }
    this.image = image;
    this.size = image.size();
    if (size.height() > 0xFFFF || size.width() > 0xFFFF) {
      throw new IllegalArgumentException("an image of " + size + " is too large for JPEG");
    }
    this.quantisers = new int[][] {scaled(LUMINANCE, quality), scaled(CHROMINANCE, quality)};
    this.bits = new JpegBits(target);
    this.samples = new int[3][BLOCK_SIZE];
  }

  void write() throws IOException {
    header();
    for (int top = 0; top < size.height(); top += BLOCK) {
      for (int left = 0; left < size.width(); left += BLOCK) {
        convert(top, left);
        for (int component = 0; component < 3; component++) {
          block(component);
        }
      }
    }
    bits.endScan();
    bits.marker(0xD9);
    bits.flush();
  }

  private static int[] zigzag() {
    int[] order = new int[BLOCK_SIZE];
    int k = 0;
    for (int diagonal = 0; diagonal < 2 * BLOCK - 1; diagonal++) {
      for (int i = 0; i <= diagonal; i++) {
        int row = diagonal % 2 == 0 ? diagonal - i : i;
        int column = diagonal - row;
        if (row < BLOCK && column < BLOCK) {
          order[k++] = BLOCK * row + column;
        }
      }
    }
    return order;
  }

  /** libjpeg's scaling: 50 leaves a table as it is, 100 makes it all ones. */
  private static int[] scaled(int[] table, int quality) {
    int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    int[] scaled = new int[table.length];
    for (int i = 0; i < table.length; i++) {
      scaled[i] = Math.max(1, Math.min(255, (table[i] * percent + 50) / 100));
    }
    return scaled;
  }

  private void header() throws IOException {
    bits.bytes(START);
    for (int table = 0; table < 2; table++) {
      bits.segment(0xDB, 1 + BLOCK_SIZE);
      bits.bytes(table);
      for (int k = 0; k < BLOCK_SIZE; k++) {
        bits.bytes(quantisers[table][ZIGZAG[k]]);
      }
    }
    bits.segment(0xC0, 15);
    int height = size.height();
    int width = size.width();
    bits.bytes(8, height >> 8, height & 0xFF, width >> 8, width & 0xFF, 3);
    bits.bytes(1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1);
    for (int table = 0; table < 2; table++) {
      JpegHuffman.DC[table].writeTo(bits, table);
      JpegHuffman.AC[table].writeTo(bits, 0x10 | table);
    }
    bits.segment(0xDA, 10);
    bits.bytes(3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0);
  }

  /**
   * Brings a block into YCbCr, centred on zero (JFIF 1.02, with 16 fractional bits); beyond the
   * edge the last row and column go on.
   */
  private void convert(int top, int left) {
    for (int i = 0; i < BLOCK_SIZE; i++) {
      int row = Math.min(top + (i >> 3), size.height() - 1);
      int column = Math.min(left + (i & 7), size.width() - 1);
      int index = row * size.width() + column;
      int red = image.at(index, 0);
      int green = image.at(index, 1);
      int blue = image.at(index, 2);
      samples[0][i] = ((19595 * red + 38470 * green + 7471 * blue + 32768) >> 16) - 128;
      samples[1][i] = (-11059 * red - 21709 * green + 32768 * blue + 32767) >> 16;
      samples[2][i] = (32768 * red - 27439 * green - 5329 * blue + 32767) >> 16;
    }
  }

  private void block(int component) throws IOException {
    int table = component == 0 ? 0 : 1;
    int[] block = samples[component];
    JpegDct.forward(block);
    int last = quantise(block, quantisers[table]);
    int difference = zigzagged[0] - previousDc[component];
    previousDc[component] = zigzagged[0];
    JpegHuffman.DC[table].encode(bits, 0, difference);
    encodeAc(JpegHuffman.AC[table], last);
  }

  /** Rounds to the nearest multiple, ties away from zero; returns the last index not zero. */
  private int quantise(int[] block, int[] quantiser) {
    int last = 0;
    for (int k = 0; k < BLOCK_SIZE; k++) {
      int at = ZIGZAG[k];
      int divisor = quantiser[at] * JpegDct.SCALE;
      int magnitude = Math.abs(block[at]) + (divisor >> 1);
      int quotient = magnitude < divisor ? 0 : magnitude / divisor;
      zigzagged[k] = block[at] < 0 ? -quotient : quotient;
      last = quotient == 0 ? last : k;
    }
    return last;
  }

  private void encodeAc(JpegHuffman table, int last) throws IOException {
    int zeros = 0;
    for (int k = 1; k <= last; k++) {
      int value = zigzagged[k];
      if (value == 0) {
        zeros++;
      } else {
        for (; zeros > 15; zeros -= 16) {
          table.encode(bits, 15, 0);
        }
        table.encode(bits, zeros, value);
        zeros = 0;
      }
    }
    if (last < BLOCK_SIZE - 1) {
      table.encode(bits, 0, 0);
    }
  }
}
