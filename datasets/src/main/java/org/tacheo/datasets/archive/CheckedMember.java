package org.tacheo.datasets.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;
import org.tacheo.core.DataException;

/**
 * The unpacked bytes of one zip member. The declared size and CRC-32 are checked when the last
 * declared byte is handed out, so a reader that stops there has been told too.
 */
final class CheckedMember implements ReadableByteChannel {
  private static final int CHUNK = 1 << 16;

  private final InputStream stream;
  private final String where;
  private final long size;
  private final long expectedCrc;
  private final CRC32 crc = new CRC32();
  private final byte[] chunk;
  private long position;
  private boolean open = true;

  private CheckedMember(InputStream stream, String where, long size, long expectedCrc) {
    this.stream = stream;
    this.where = where;
    this.size = size;
    this.expectedCrc = expectedCrc;
    this.chunk = new byte[(int) Math.min(CHUNK, Math.max(1, size))];
    this.position = 0;
  }

  /**
   * A member. One of no bytes is checked at once, since nobody reads from it.
   *
   * @param stream the unpacked bytes; taken over
   */
  static CheckedMember of(InputStream stream, String where, long size, long expectedCrc)
      throws IOException {
    CheckedMember member = new CheckedMember(stream, where, size, expectedCrc);
    if (size == 0) {
      try {
        member.requireEnd();
      } catch (DataException damaged) {
        member.close();
        throw damaged;
      }
    }
    return member;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    if (position == size) {
      return -1;
    }
    int wanted = (int) Math.min(Math.min(chunk.length, target.remaining()), size - position);
    int count = unpack(chunk, wanted);
    if (count < 0) {
      throw new DataException(
          where + ": expected " + size + " bytes, got " + position + "; download it again");
    }
    crc.update(chunk, 0, count);
    target.put(chunk, 0, count);
    position += count;
    if (position == size) {
      requireEnd();
    }
    return count;
  }

  private void requireEnd() {
    if (unpack(new byte[1], 1) >= 0) {
      throw new DataException(
          where + ": more than the declared " + size + " bytes; download it again");
    }
    if (crc.getValue() != expectedCrc) {
      throw new DataException(
          where
              + ": CRC-32 is "
              + Long.toHexString(crc.getValue())
              + ", expected "
              + Long.toHexString(expectedCrc)
              + "; download it again");
    }
  }

  private int unpack(byte[] target, int wanted) {
    try {
      return stream.read(target, 0, wanted);
    } catch (IOException e) {
      throw new DataException(
          where + ": packed data is damaged at byte " + position + "; download it again", e);
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    stream.close();
  }
}
