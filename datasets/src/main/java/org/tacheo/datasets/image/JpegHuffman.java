package org.tacheo.datasets.image;

import java.io.IOException;

/** A Huffman table of ITU-T T.81, annex K.3. */
final class JpegHuffman {
  /** The tables for differences of means: luminance, chrominance (tables K.3 and K.4). */
  static final JpegHuffman[] DC = {
    new JpegHuffman("00010501010101010100000000000000", "000102030405060708090A0B"),
    new JpegHuffman("00030101010101010101010000000000", "000102030405060708090A0B")
  };

  /** The tables for the other coefficients: luminance, chrominance (tables K.5 and K.6). */
  static final JpegHuffman[] AC = {
    new JpegHuffman(
        "0002010303020403050504040000017D",
        "01020300041105122131410613516107"
            + "227114328191A1082342B1C11552D1F0"
            + "2433627282090A161718191A25262728"
            + "292A3435363738393A43444546474849"
            + "4A535455565758595A63646566676869"
            + "6A737475767778797A83848586878889"
            + "8A92939495969798999AA2A3A4A5A6A7"
            + "A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5"
            + "C6C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2"
            + "E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8"
            + "F9FA"),
    new JpegHuffman(
        "00020102040403040705040400010277",
        "00010203110405213106124151076171"
            + "1322328108144291A1B1C109233352F0"
            + "156272D10A162434E125F11718191A26"
            + "2728292A35363738393A434445464748"
            + "494A535455565758595A636465666768"
            + "696A737475767778797A828384858687"
            + "88898A92939495969798999AA2A3A4A5"
            + "A6A7A8A9AAB2B3B4B5B6B7B8B9BAC2C3"
            + "C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DA"
            + "E2E3E4E5E6E7E8E9EAF2F3F4F5F6F7F8"
            + "F9FA")
  };

  private final int[] counts;
  private final int[] symbols;
  private final int[] codes = new int[256];
  private final int[] lengths = new int[256];

  /**
   * A table.
   *
   * @param counts hexadecimal bytes: how many codes have 1, 2, ... 16 bits
   * @param symbols hexadecimal bytes: what the codes stand for, in the order of the codes
   */
  private JpegHuffman(String counts, String symbols) {
    this.counts = bytes(counts);
    this.symbols = bytes(symbols);
    int code = 0;
    int next = 0;
    for (int length = 1; length <= 16; length++) {
      for (int i = 0; i < this.counts[length - 1]; i++) {
        codes[this.symbols[next]] = code++;
        lengths[this.symbols[next++]] = length;
      }
      code <<= 1;
    }
  }

  /** Writes the segment that defines the table. */
  void writeTo(JpegBits bits, int id) throws IOException {
    bits.segment(0xC4, 1 + counts.length + symbols.length);
    bits.bytes(id);
    bits.bytes(counts);
    bits.bytes(symbols);
  }

  /** Writes the code for a run of zeros and the size of a value, then the value's own bits. */
  void encode(JpegBits bits, int zeros, int value) throws IOException {
    int size = 32 - Integer.numberOfLeadingZeros(Math.abs(value));
    int symbol = zeros << 4 | size;
    // A negative value is written as one less, in its low bits.
    int own = (value >> 31) + value & ((1 << size) - 1);
    bits.put(codes[symbol] << size | own, lengths[symbol] + size);
  }

  private static int[] bytes(String hex) {
    int[] bytes = new int[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }
}
