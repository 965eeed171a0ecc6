package org.tacheo.datasets.image;

import java.io.IOException;
import java.io.OutputStream;

/** Gathers the bytes and bits of a JPEG file and passes them on in large pieces. */
final class JpegBits {
  private final OutputStream target;
  private final byte[] buffer = new byte[1 << 16];
  private int buffered;
  private long pending;
  private int pendingBits;

  JpegBits(OutputStream target) {
    this.target = target;
  }

  void bytes(int... values) throws IOException {
    for (int value : values) {
      add(value);
    }
  }

  void marker(int marker) throws IOException {
    bytes(0xFF, marker);
  }

  /** Starts a segment with this many bytes of content. */
  void segment(int marker, int contentBytes) throws IOException {
    marker(marker);
    bytes((contentBytes + 2) >> 8, (contentBytes + 2) & 0xFF);
  }

  /** Adds the low bits of a value, at most 27; a zero byte follows each FF. */
  void put(int value, int bits) throws IOException {
    pending = pending << bits | value;
    pendingBits += bits;
    while (pendingBits >= 8) {
      pendingBits -= 8;
      int next = (int) (pending >>> pendingBits) & 0xFF;
      add(next);
      if (next == 0xFF) {
        add(0);
      }
    }
  }

  /** Fills the last byte with ones. */
  void endScan() throws IOException {
    put((1 << 7) - 1, 7);
    pendingBits = 0;
  }

  void flush() throws IOException {
    target.write(buffer, 0, buffered);
    buffered = 0;
  }

  private void add(int value) throws IOException {
    if (buffered == buffer.length) {
      flush();
    }
    buffer[buffered++] = (byte) value;
  }
}
