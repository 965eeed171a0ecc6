package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import org.tacheo.core.ImageSize;

/**
 * Lays out a PNG whose deflate stream is stored, not compressed: compressors differ from one JDK to
 * the next, these bytes do not (PNG specification, third edition; RFC 1950; RFC 1951, section
 * 3.2.4).
 */
final class PngWriter {
  private static final int MAX_STORED = 0xFFFF;

  private static final byte[] NO_FILTER = {0};

  /** Length and its complement, behind the byte that says whether the block is the last. */
  private static final int BLOCK_HEADER = 5;

  private final ByteBuffer png;
  private final Adler32 adler = new Adler32();
  private final CRC32 crc = new CRC32();
  private long left;
  private int blockLeft;

  /**
   * Writes everything up to the first row.
   *
   * @throws IllegalArgumentException if the file does not fit an array
   */
  PngWriter(ImageSize size, int bitDepth, int colourType, int bytesPerPixel) {
    left = size.height() * (1L + (long) bytesPerPixel * size.width());
    long blocks = (left + MAX_STORED - 1) / MAX_STORED;
    long data = 2 + BLOCK_HEADER * blocks + left + 4;
    long file = 8 + (12 + 13) + (12 + data) + 12;
    if (file > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("an image of " + size + " is too large for one PNG array");
    }
    png = ByteBuffer.allocate((int) file).putLong(PngFile.SIGNATURE);
    int header = chunk(13, PngFile.IHDR);
    png.putInt(size.width()).putInt(size.height());
    png.put((byte) bitDepth).put((byte) colourType).put((byte) 0).put((byte) 0).put((byte) 0);
    endChunk(header);
    chunk((int) data, PngFile.IDAT);
    png.putShort((short) 0x7801); // deflate, window of 32 KiB, fastest
  }

  /** Writes one row, unfiltered. */
  void row(byte[] bytes) {
    stored(NO_FILTER);
    stored(bytes);
  }

  /** Ends the file; all rows must have been written. */
  byte[] finish() {
    png.putInt((int) adler.getValue());
    endChunk(8 + 12 + 13);
    endChunk(chunk(0, PngFile.IEND));
    return png.array();
  }

  private void stored(byte[] bytes) {
    adler.update(bytes);
    int done = 0;
    while (done < bytes.length) {
      if (blockLeft == 0) {
        startBlock();
      }
      int part = Math.min(blockLeft, bytes.length - done);
      png.put(bytes, done, part);
      blockLeft -= part;
      done += part;
    }
  }

  private void startBlock() {
    blockLeft = (int) Math.min(MAX_STORED, left);
    left -= blockLeft;
    png.put((byte) (left == 0 ? 1 : 0)).order(ByteOrder.LITTLE_ENDIAN);
    png.putShort((short) blockLeft).putShort((short) ~blockLeft).order(ByteOrder.BIG_ENDIAN);
  }

  /** Starts a chunk; returns where. */
  private int chunk(int length, int type) {
    int start = png.position();
    png.putInt(length).putInt(type);
    return start;
  }

  private void endChunk(int start) {
    crc.reset();
    crc.update(png.array(), start + 4, png.position() - start - 4);
    png.putInt((int) crc.getValue());
  }
}
