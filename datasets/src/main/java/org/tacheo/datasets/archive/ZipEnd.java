package org.tacheo.datasets.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.tacheo.core.DataException;

/**
 * The end record of a zip must end the file. Otherwise a cut zip that stores another zip could be
 * taken for the inner one.
 */
final class ZipEnd {
  private static final int SIGNATURE = 0x06054b50;
  private static final int RECORD = 22;
  private static final int COMMENT_LENGTH_AT = 20;
  private static final int MAX_COMMENT = 0xFFFF;

  private ZipEnd() {}

  /**
   * Looks for the end record.
   *
   * @throws DataException if none ends exactly where the file ends
   */
  static void require(Path path, FileChannel file) throws IOException {
    long size = file.size();
    int length = (int) Math.min(size, RECORD + MAX_COMMENT);
    ByteBuffer tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (tail.hasRemaining()) {
      if (file.read(tail, size - length + tail.position()) < 0) {
        break;
      }
    }
    for (int at = length - RECORD; at >= 0; at--) {
      boolean endsFile = at + RECORD + (tail.getShort(at + COMMENT_LENGTH_AT) & 0xFFFF) == length;
      if (endsFile && tail.getInt(at) == SIGNATURE) {
        return;
      }
    }
    throw new DataException(
        path + ": zip without an end record at byte " + size + ": cut; download it again");
  }
}
