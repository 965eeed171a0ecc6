package org.tacheo.datasets.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import org.tacheo.core.DataException;

/** A stretch of a file, read at positions of its own, so that others may read the file too. */
final class Slice implements ReadableByteChannel {
  private final FileChannel file;
  private final String where;
  private final boolean closesFile;
  private final long end;
  private long position;
  private boolean open = true;

  private Slice(FileChannel file, String where, Extent extent, boolean closesFile) {
    this.file = file;
    this.where = where;
    this.closesFile = closesFile;
    this.position = extent.offset();
    this.end = extent.offset() + extent.size();
  }

  /** A stretch of a file that stays open afterwards. */
  static Slice of(FileChannel file, String where, Extent extent) {
    return new Slice(file, where, extent, false);
  }

  /** The first bytes of a file that is closed with the slice. */
  static Slice owning(FileChannel file, String where, long size) {
    return new Slice(file, where, new Extent(0, size), true);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    if (position == end) {
      return -1;
    }
    int limit = target.limit();
    target.limit(target.position() + (int) Math.min(target.remaining(), end - position));
    try {
      int count = file.read(target, position);
      if (count < 0) {
        throw new DataException(
            where + ": " + (end - position) + " bytes are gone since it was opened; start again");
      }
      position += count;
      return count;
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    if (closesFile) {
      file.close();
    }
  }
}
