package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The filtered rows of a PNG, inflated many at a time. */
final class PngRows implements AutoCloseable {
  /** About as much is inflated at once: enough to forget the call, and stays in the cache. */
  private static final int WINDOW_BYTES = 1 << 18;

  private final PngFile file;
  private final ByteBuffer png;
  private final Inflater inflater = new Inflater();
  private final int stride;
  private final byte[] window;
  private int nextChunk;
  private int rowsLeft;
  private int position;
  private int limit;

  /**
   * Starts before the first row.
   *
   * @param rowBytes bytes of a row without its filter type
   */
  PngRows(PngFile file, int rowBytes) {
    this.file = file;
    this.png = ByteBuffer.wrap(file.bytes());
    this.stride = rowBytes + 1;
    this.rowsLeft = file.size().height();
    this.nextChunk = file.firstData();
    int rows = Math.min(rowsLeft, Math.max(1, WINDOW_BYTES / stride));
    this.window = new byte[rows * stride];
  }

  /** The array that {@link #next} points into. */
  byte[] window() {
    return window;
  }

  /** Moves to the next row; returns where its filter type stands in the window. */
  int next() {
    if (position == limit) {
      fill(Math.min(rowsLeft, window.length / stride) * stride);
    }
    int row = position;
    position += stride;
    rowsLeft--;
    return row;
  }

  /** Checks that the stream ends, whole and with the right checksum, where the rows end. */
  void finish() {
    byte[] surplus = new byte[1];
    while (!inflater.finished()) {
      if (inflate(surplus, 0, 1) > 0) {
        throw file.corrupt(
            "the PNG holds more rows than the " + file.size().height() + " declared");
      }
    }
    if (inflater.getRemaining() > 0 || feed()) {
      throw file.corrupt("the PNG has bytes after its compressed stream");
    }
  }

  @Override
  public void close() {
    inflater.end();
  }

  private void fill(int wanted) {
    int filled = 0;
    while (filled < wanted) {
      if (inflater.finished()) {
        throw file.corrupt(
            "the PNG holds fewer rows than the " + file.size().height() + " declared");
      }
      filled += inflate(window, filled, wanted - filled);
    }
    position = 0;
    limit = wanted;
  }

  /** Inflates what there is; 0 says that more input was fed or the stream is finished. */
  private int inflate(byte[] target, int offset, int length) {
    try {
      int inflated = inflater.inflate(target, offset, length);
      if (inflated == 0 && !inflater.finished() && !(inflater.needsInput() && feed())) {
        throw file.corrupt("the compressed stream of the PNG is cut");
      }
      return inflated;
    } catch (DataFormatException e) {
      throw file.corrupt("the compressed stream of the PNG is corrupt (" + e.getMessage() + ")");
    }
  }

  /** Gives the next IDAT chunk that is not empty to the inflater; false if there is none. */
  private boolean feed() {
    while (png.getInt(nextChunk + 4) == PngFile.IDAT) {
      int start = nextChunk + 8;
      int length = png.getInt(nextChunk);
      nextChunk = start + length + 4;
      if (length > 0) {
        inflater.setInput(file.bytes(), start, length);
        return true;
      }
    }
    return false;
  }
}
