package org.tacheo.datasets.image;

import javax.imageio.stream.ImageInputStreamImpl;

/** Bytes as ImageIO wants them, without a cache in between. */
final class BytesInputStream extends ImageInputStreamImpl {
  private final byte[] bytes;
  private final int count;

  /** A stream over the first bytes of an array. */
  BytesInputStream(byte[] bytes, int count) {
    this.bytes = bytes;
    this.count = count;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < count ? bytes[(int) streamPos++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    bitOffset = 0;
    if (streamPos >= count) {
      return -1;
    }
    int read = (int) Math.min(length, count - streamPos);
    System.arraycopy(bytes, (int) streamPos, target, offset, read);
    streamPos += read;
    return read;
  }

  @Override
  public long length() {
    return count;
  }
}
