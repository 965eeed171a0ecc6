package org.tacheo.datasets.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.tacheo.core.DataException;

/**
 * What must hold of the end of a zip before a library reads it: the end record ends the file, since
 * otherwise a cut zip that stores another zip could be taken for the inner one; the directory of
 * members ends where the end record starts; and it is not so long that the index of it would fill
 * the memory (APPNOTE.TXT of PKWARE, sections 4.3.12 to 4.3.16).
 */
final class ZipEnd {
  private static final int SIGNATURE = 0x06054b50;
  private static final int RECORD = 22;
  private static final int DIRECTORY_SIZE_AT = 12;
  private static final int DIRECTORY_AT = 16;
  private static final int COMMENT_LENGTH_AT = 20;
  private static final int MAX_COMMENT = 0xFFFF;

  private static final int LOCATOR_64_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_64 = 20;
  private static final int RECORD_64_AT = 8;
  private static final int RECORD_64 = 56;
  private static final int DIRECTORY_64_AT = 48;

  private static final int MEMBER_SIGNATURE = 0x02014b50;
  private static final int MEMBER = 46;
  private static final int NAME_LENGTH_AT = 28;
  private static final int EXTRA_LENGTH_AT = 30;
  private static final int REMARK_LENGTH_AT = 32;
  private static final int WINDOW = 1 << 16;

  /**
   * Times, owners and wide sizes take some dozens of bytes. The library takes in extra fields in a
   * time that grows with the square of their number.
   */
  private static final int MAX_EXTRA = 1 << 10;

  private final Path path;
  private final FileChannel file;
  private final long size;

  private ZipEnd(Path path, FileChannel file) throws IOException {
    this.path = path;
    this.file = file;
    this.size = file.size();
  }

  /**
   * Looks for the end record and walks the directory of members.
   *
   * @throws DataException if no end record ends exactly where the file ends, or the directory is
   *     not where it says, holds more than {@link Index#MAX_IN_FILE} members, or one with more than
   *     1024 bytes of extra fields
   */
  static void require(Path path, FileChannel file) throws IOException {
    ZipEnd end = new ZipEnd(path, file);
    end.requireFewMembers(end.directoryAt(end.recordAt()));
  }

  private long recordAt() throws IOException {
    int length = (int) Math.min(size, RECORD + MAX_COMMENT);
    ByteBuffer tail = bytes(size - length, length);
    for (int at = length - RECORD; at >= 0; at--) {
      boolean endsFile = at + RECORD + half(tail, at + COMMENT_LENGTH_AT) == length;
      if (endsFile && tail.getInt(at) == SIGNATURE) {
        return size - length + at;
      }
    }
    throw new DataException(
        path + ": zip without an end record at byte " + size + ": cut; download it again");
  }

  private long directoryAt(long recordAt) throws IOException {
    if (recordAt >= LOCATOR_64) {
      ByteBuffer locator = bytes(recordAt - LOCATOR_64, LOCATOR_64);
      if (locator.getInt(0) == LOCATOR_64_SIGNATURE) {
        return directory64At(locator.getLong(RECORD_64_AT));
      }
    }
    ByteBuffer record = bytes(recordAt, RECORD);
    long start = Integer.toUnsignedLong(record.getInt(DIRECTORY_AT));
    long before = recordAt - start - Integer.toUnsignedLong(record.getInt(DIRECTORY_SIZE_AT));
    if (before != 0) {
      throw new DataException(
          path
              + (before > 0
                  ? ": zip with " + before + " bytes before the first member, expected none"
                  : ": zip with a directory of members that reaches beyond its end record")
              + "; download or pack it again");
    }
    return start;
  }

  private long directory64At(long recordAt) throws IOException {
    if (recordAt < 0 || recordAt > size - RECORD_64) {
      throw new DataException(
          path + ": zip with its 64-bit end record outside of the file; download it again");
    }
    return bytes(recordAt, RECORD_64).getLong(DIRECTORY_64_AT);
  }

  /** Whatever follows the last header is left to the library. */
  private void requireFewMembers(long directoryAt) throws IOException {
    ByteBuffer window = bytes(0, 0);
    long windowAt = 0;
    long at = directoryAt;
    for (int members = 0; at >= 0 && at <= size - MEMBER; members++) {
      if (at + MEMBER > windowAt + window.limit() || at < windowAt) {
        windowAt = at;
        window = bytes(at, (int) Math.min(WINDOW, size - at));
      }
      int header = (int) (at - windowAt);
      if (window.getInt(header) != MEMBER_SIGNATURE) {
        return;
      }
      if (members == Index.MAX_IN_FILE) {
        throw Index.tooMany(path, Index.MAX_IN_FILE);
      }
      int extra = half(window, header + EXTRA_LENGTH_AT);
      if (extra > MAX_EXTRA) {
        throw new DataException(
            path
                + ": zip header at byte "
                + at
                + ": "
                + extra
                + " bytes of extra fields, expected at most "
                + MAX_EXTRA
                + "; pack it again");
      }
      at +=
          MEMBER
              + half(window, header + NAME_LENGTH_AT)
              + extra
              + half(window, header + REMARK_LENGTH_AT);
    }
  }

  private ByteBuffer bytes(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, from + bytes.position()) < 0) {
        throw new DataException(path + ": became shorter while it was read; start again");
      }
    }
    return bytes;
  }

  private static int half(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xFFFF;
  }
}
