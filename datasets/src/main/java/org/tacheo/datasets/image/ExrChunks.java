package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The chunks of an OpenEXR scanline file: the offset table and every chunk's place and length are
 * checked before anything is allocated for pixels. The chunks fill the file behind the table
 * without a gap, in any order.
 */
final class ExrChunks implements AutoCloseable {
  /** The y coordinate and the number of bytes, before a chunk's data. */
  private static final int CHUNK_HEADER = 8;

  /** No deflate stream expands a byte to more than this many. */
  private static final long MAX_EXPANSION = 1032;

  private final ByteBuffer exr;
  private final ExrHeader header;
  private final int rows;
  private final int height;
  private final Inflater inflater = new Inflater();
  private final byte[] block;
  private final byte[] spare;

  /**
   * Checks the table and the places of all chunks.
   *
   * @throws org.tacheo.core.DataException if they are not those of one whole file and nothing else
   */
  ExrChunks(ByteBuffer exr, ExrHeader header) {
    this.exr = exr;
    this.header = header;
    this.rows = header.compression().rows();
    this.height = header.size().height();
    requireTable();
    boolean raw = walk();
    int most = rawBytes(0);
    // One byte more than there may be, so that a stream that is too long shows.
    this.block = new byte[raw ? 0 : most + 1];
    this.spare = new byte[raw ? 0 : most];
  }

  /** The number of chunks. */
  int count() {
    return (height + rows - 1) / rows;
  }

  /** The first row of a chunk, counted from the top. */
  int firstRow(int index) {
    return index * rows;
  }

  /** The number of rows of a chunk. */
  int rowsOf(int index) {
    return Math.min(rows, height - index * rows);
  }

  /**
   * The rows of a chunk, each the channels one after the other.
   *
   * @return a little-endian buffer whose position is the first byte; valid until the next call
   */
  ByteBuffer rows(int index) {
    int start = (int) exr.getLong(header.length() + Long.BYTES * index);
    int size = exr.getInt(start + 4);
    int raw = rawBytes(index);
    if (size == raw) {
      return exr.duplicate().order(exr.order()).position(start + CHUNK_HEADER);
    }
    inflate(start, size, raw);
    unpack(raw);
    return ByteBuffer.wrap(spare).order(exr.order());
  }

  @Override
  public void close() {
    inflater.end();
  }

  private void requireTable() {
    long raw = header.rowBytes() * height;
    if (raw > MAX_EXPANSION * exr.limit() || header.rowBytes() * rows >= Integer.MAX_VALUE - 8) {
      throw header.refused(
          "the EXR declares "
              + header.size()
              + " in "
              + header.channels().size()
              + " channels, which its "
              + exr.limit()
              + " bytes cannot hold; fetch or write the file again");
    }
    if (exr.limit() - header.length() < (long) Long.BYTES * count()) {
      throw header.corrupt("the EXR is cut in its offset table, at byte " + exr.limit());
    }
  }

  /** Steps from chunk to chunk; says whether all hold their rows as they are. */
  private boolean walk() {
    boolean allRaw = true;
    int position = header.length() + Long.BYTES * count();
    for (int seen = 0; seen < count(); seen++) {
      if (exr.limit() - position < CHUNK_HEADER) {
        throw header.corrupt("the EXR is cut at byte " + exr.limit() + ", before its last chunk");
      }
      int index = index(position);
      int size = exr.getInt(position + 4);
      requireSize(position, size, rawBytes(index));
      allRaw &= size == rawBytes(index);
      position += CHUNK_HEADER + size;
    }
    if (position != exr.limit()) {
      throw header.corrupt("the EXR ends at byte " + position + ", the data at " + exr.limit());
    }
    return allRaw;
  }

  /** The chunk at this place, by its y coordinate; the table must agree. */
  private int index(int position) {
    long row = (long) exr.getInt(position) - header.firstRow();
    if (row < 0 || row >= height || row % rows != 0) {
      throw header.corrupt(
          "the EXR chunk at byte " + position + " starts at row " + row + ", which none does");
    }
    int index = (int) row / rows;
    long offset = exr.getLong(header.length() + Long.BYTES * index);
    if (offset != position) {
      throw header.corrupt(
          "the offset table of the EXR puts row "
              + row
              + " at byte "
              + offset
              + ", it lies at byte "
              + position);
    }
    return index;
  }

  private void requireSize(int position, int size, int raw) {
    boolean plain = header.compression() == ExrCompression.NONE;
    int left = exr.limit() - position - CHUNK_HEADER;
    if (size < 0 || size > left || size > raw || (plain && size != raw)) {
      throw header.corrupt(
          "the EXR chunk at byte "
              + position
              + " declares "
              + Integer.toUnsignedString(size)
              + " bytes for "
              + raw
              + " unpacked, "
              + left
              + " are left");
    }
    if (raw > MAX_EXPANSION * size) {
      throw header.corrupt(
          "the EXR chunk at byte " + position + " cannot hold " + raw + " bytes in " + size);
    }
  }

  private int rawBytes(int index) {
    return (int) (header.rowBytes() * rowsOf(index));
  }

  private void inflate(int start, int size, int raw) {
    inflater.reset();
    inflater.setInput(exr.slice(start + CHUNK_HEADER, size));
    int inflated = 0;
    try {
      while (!inflater.finished() && inflated <= raw) {
        int more = inflater.inflate(block, inflated, raw + 1 - inflated);
        if (more == 0 && !inflater.finished()) {
          throw header.corrupt("the EXR chunk at byte " + start + " is cut");
        }
        inflated += more;
      }
    } catch (DataFormatException e) {
      throw header.corrupt(
          "the EXR chunk at byte " + start + " is corrupt (" + e.getMessage() + ")");
    }
    if (inflated != raw || inflater.getRemaining() != 0) {
      throw header.corrupt(
          "the EXR chunk at byte "
              + start
              + " does not unpack to the "
              + raw
              + " bytes of its rows");
    }
  }

  /** Undoes the differences, then puts the halves, even and odd bytes, together again. */
  private void unpack(int raw) {
    int value = block[0];
    for (int i = 1; i < raw; i++) {
      value += block[i] - 128;
      block[i] = (byte) value;
    }
    int half = (raw + 1) / 2;
    for (int i = 0; i < raw / 2; i++) {
      spare[2 * i] = block[i];
      spare[2 * i + 1] = block[half + i];
    }
    if ((raw & 1) == 1) {
      spare[raw - 1] = block[half - 1];
    }
  }
}
