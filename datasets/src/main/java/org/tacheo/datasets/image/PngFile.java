package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.tacheo.core.DataException;
import org.tacheo.core.ImageSize;

/**
 * The chunks of a PNG file, every one of them checked: signature, order, lengths and CRCs (PNG
 * specification, third edition, sections 5 and 11).
 */
final class PngFile {
  static final long SIGNATURE = 0x89504E470D0A1A0AL;
  static final int IHDR = 0x49484452;
  static final int IDAT = 0x49444154;
  static final int IEND = 0x49454E44;
  private static final int PLTE = 0x504C5445;

  /** Length, type and CRC: what a chunk has beside its data. */
  private static final int CHUNK_OVERHEAD = 12;

  /** In the first byte of a chunk's type, says that a reader may skip the chunk. */
  private static final int ANCILLARY = 0x20000000;

  /** No deflate stream expands a byte to more than this many. */
  private static final long MAX_EXPANSION = 1032;

  private final ByteBuffer png;
  private final String where;
  private final CRC32 crc = new CRC32();
  private ImageSize size = new ImageSize(1, 1);
  private int bitDepth;
  private int colourType;
  private int interlace;
  private int firstData = -1;
  private long dataBytes;

  private PngFile(byte[] png, String where) {
    this.png = ByteBuffer.wrap(png);
    this.where = where;
  }

  /**
   * Checks a file from its first to its last byte, except for what is in the compressed stream.
   *
   * @throws DataException if it is not one whole PNG file and nothing else
   */
  static PngFile of(byte[] png, String where) {
    PngFile file = new PngFile(png, where);
    file.walk();
    return file;
  }

  ImageSize size() {
    return size;
  }

  int bitDepth() {
    return bitDepth;
  }

  int colourType() {
    return colourType;
  }

  byte[] bytes() {
    return png.array();
  }

  /** Where the length of the first IDAT chunk stands; the others follow without a gap. */
  int firstData() {
    return firstData;
  }

  /**
   * Checks that the pixels are of this type, and that the compressed stream could hold them.
   *
   * @param bytesPerPixel of the expected type
   */
  void require(int expectedType, int expectedDepth, int bytesPerPixel) {
    if (colourType != expectedType || bitDepth != expectedDepth) {
      throw refused(
          "the PNG is "
              + named(colourType, bitDepth)
              + ", expected "
              + named(expectedType, expectedDepth)
              + "; use the file as the dataset publishes it, or convert your own");
    }
    if (interlace != 0) {
      throw refused(
          "the PNG is interlaced, expected one that is not; write it again without Adam7");
    }
    long expected = size.height() * (1L + (long) bytesPerPixel * size.width());
    if (expected > MAX_EXPANSION * dataBytes) {
      throw refused(
          "the PNG declares "
              + size
              + ", which its "
              + dataBytes
              + " compressed bytes cannot hold; fetch the file again");
    }
  }

  DataException refused(String problem) {
    return new DataException(where + ": " + problem);
  }

  DataException corrupt(String problem) {
    return refused(problem + "; fetch the file again");
  }

  private void walk() {
    if (png.limit() < Long.BYTES || png.getLong(0) != SIGNATURE) {
      throw corrupt("not a PNG: the first 8 bytes are not its signature");
    }
    int position = Long.BYTES;
    int previous = 0;
    while (previous != IEND) {
      int length = checkedLength(position);
      int type = png.getInt(position + 4);
      checkCrc(position, length, type);
      accept(type, previous, position, length);
      previous = type;
      position += CHUNK_OVERHEAD + length;
    }
    if (position != png.limit()) {
      throw corrupt("the PNG ends at byte " + position + ", the data at " + png.limit());
    }
  }

  private int checkedLength(int position) {
    int left = png.limit() - position;
    if (left < CHUNK_OVERHEAD) {
      throw corrupt("the PNG is cut at byte " + png.limit() + ", before its IEND chunk");
    }
    int length = png.getInt(position);
    if (length < 0 || length > left - CHUNK_OVERHEAD) {
      throw corrupt(
          "the PNG chunk at byte "
              + position
              + " declares "
              + Integer.toUnsignedString(length)
              + " bytes, "
              + (left - CHUNK_OVERHEAD)
              + " are left");
    }
    return length;
  }

  private void checkCrc(int position, int length, int type) {
    crc.reset();
    crc.update(png.array(), position + 4, length + 4);
    if ((int) crc.getValue() != png.getInt(position + 8 + length)) {
      throw corrupt("the CRC of PNG chunk " + shown(type) + " at byte " + position + " is wrong");
    }
  }

  private void accept(int type, int previous, int position, int length) {
    if ((type == IHDR) != (previous == 0)) {
      throw corrupt("the PNG has chunk " + shown(type) + " at byte " + position + ", out of order");
    }
    switch (type) {
      case IHDR -> header(position + 8, length);
      case IDAT -> data(previous, position, length);
      case IEND -> end(length);
      case PLTE -> palette(position);
      default -> {
        if ((type & ANCILLARY) == 0) {
          throw corrupt("the PNG has an unknown critical chunk " + shown(type));
        }
      }
    }
  }

  private void header(int position, int length) {
    if (length != 13) {
      throw corrupt("the IHDR chunk has " + length + " bytes, expected 13");
    }
    size =
        Extent.declared(
            Integer.toUnsignedLong(png.getInt(position + 4)),
            Integer.toUnsignedLong(png.getInt(position)),
            where,
            "PNG");
    bitDepth = png.get(position + 8);
    colourType = png.get(position + 9);
    interlace = png.get(position + 12);
    if (png.get(position + 10) != 0 || png.get(position + 11) != 0 || (interlace & ~1) != 0) {
      throw corrupt("the IHDR chunk names an unknown compression, filter or interlace method");
    }
  }

  private void data(int previous, int position, int length) {
    if (firstData < 0) {
      firstData = position;
    } else if (previous != IDAT) {
      throw corrupt("the IDAT chunks of the PNG do not follow each other");
    }
    dataBytes += length;
  }

  private void palette(int position) {
    if (firstData >= 0 || colourType == 0) {
      throw corrupt("the PNG has chunk PLTE at byte " + position + ", out of order");
    }
  }

  private void end(int length) {
    if (length != 0 || firstData < 0) {
      throw corrupt("the PNG has " + (length != 0 ? "data in IEND" : "no IDAT chunk"));
    }
  }

  private static String named(int colourType, int bitDepth) {
    String type =
        switch (colourType) {
          case 0 -> "grayscale";
          case 2 -> "RGB";
          case 3 -> "palette";
          case 4 -> "grayscale with alpha";
          case 6 -> "RGB with alpha";
          default -> "of an unknown type";
        };
    return bitDepth + "-bit " + type + " (colour type " + colourType + ")";
  }

  /** A chunk's type as text, anything but letters replaced. */
  private static String shown(int type) {
    byte[] letters = ByteBuffer.allocate(4).putInt(type).array();
    return new String(letters, StandardCharsets.ISO_8859_1).replaceAll("[^A-Za-z]", "?");
  }
}
