package org.tacheo.datasets.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DataException;

/**
 * Walks the headers of a tar once and notes where each member lies. Strict: whatever a cut, a
 * damaged block or an unusual member type could hide is refused, so a tar that passes holds every
 * member that was written.
 *
 * <p>Formats: ustar with prefix, GNU (binary sizes, long names), POSIX.1-2001 ("pax": path, size).
 */
final class TarIndexer {
  private static final int BLOCK = TarHeader.BLOCK;

  /** Small enough to cost nothing before a large member, large enough for runs of small ones. */
  private static final int WINDOW = 8 * BLOCK;

  /** No name is longer; keeps a declared size from becoming an allocation. */
  private static final int MAX_EXTENSION = 1 << 20;

  /** The largest record of any tar program is 1 MiB; an unfinished download may be all zeros. */
  private static final long MAX_PADDING = 64L << 20;

  private final Path path;
  private final FileChannel file;
  private final long fileSize;
  private final Index<Extent> index;
  private final byte[] window = new byte[WINDOW];
  private long windowStart;
  private int windowLength;
  private @Nullable String longName;
  private @Nullable String paxName;
  private @Nullable Long paxSize;

  TarIndexer(Path path, FileChannel file) throws IOException {
    this.path = path;
    this.file = file;
    this.fileSize = file.size();
    this.index = new Index<>(path, Index.MAX_IN_FILE);
  }

  /**
   * Where each member that is a file lies, by normalised name.
   *
   * @throws DataException if the tar is cut, damaged, or holds what is not a plain file or folder
   */
  Map<String, Extent> members() throws IOException {
    long position = 0;
    while (true) {
      TarHeader header = headerAt(position);
      if (header.isZero()) {
        finish(position);
        return index.places();
      }
      try {
        position = enter(header, position);
      } catch (FieldException e) {
        throw damaged(position, e.what());
      }
    }
  }

  /** Takes in one header and what belongs to it; returns where the next one starts. */
  private long enter(TarHeader header, long position) throws IOException, FieldException {
    if (!header.hasMagic()) {
      throw damaged(position, "it lacks the \"ustar\" magic");
    }
    if (!header.hasRightChecksum()) {
      throw damaged(position, "its checksum is wrong");
    }
    index.count();
    long data = position + BLOCK;
    if (isExtension(header.type())) {
      return extend(header.type(), data, header.size());
    }
    String name = nameOf(header);
    long size = paxSize != null ? paxSize : header.size();
    requireFileOrFolder(header.type(), name);
    if (header.type() == '5' || (header.type() == '\0' && name.endsWith("/"))) {
      MemberName.normalise(path, name);
      size = 0;
    } else {
      index.add(name, new Extent(data, size));
    }
    forgetExtensions();
    return after(data, size, "member " + MemberName.shown(name));
  }

  private static boolean isExtension(char type) {
    return type == 'x' || type == 'g' || type == 'L' || type == 'K';
  }

  private void requireFileOrFolder(char type, String name) {
    String what =
        switch (type) {
          case '\0', '0', '7', '5' -> "";
          case '1' -> "a hard link";
          case '2' -> "a symbolic link";
          case '3', '4' -> "a device";
          case '6' -> "a fifo";
          case 'S' -> "a sparse file";
          default -> "of unknown type " + MemberName.shown(String.valueOf(type));
        };
    if (!what.isEmpty()) {
      throw notPlain(name, what);
    }
  }

  private DataException notPlain(String name, String what) {
    return new DataException(
        path
            + ": member "
            + MemberName.shown(name)
            + " is "
            + what
            + ", expected plain files and folders only; use the published archive");
  }

  private String nameOf(TarHeader header) throws FieldException {
    if (paxName != null) {
      return paxName;
    }
    return longName != null ? longName : header.name();
  }

  private void forgetExtensions() {
    longName = null;
    paxName = null;
    paxSize = null;
  }

  private long extend(char type, long data, long size) throws IOException, FieldException {
    if (size > MAX_EXTENSION) {
      throw new FieldException("its extended header declares " + size + " bytes");
    }
    long next = after(data, size, "an extended header");
    byte[] bytes = new byte[(int) size];
    readFully(bytes, data);
    switch (type) {
      case 'L' -> longName = withoutTrailingNuls(bytes);
      case 'x' -> takePax(PaxRecords.parse(bytes));
      case 'g' -> requireHarmless(PaxRecords.parse(bytes));
      default -> {
        // K, a long link target: the link that follows is refused by its own header.
      }
    }
    return next;
  }

  private static String withoutTrailingNuls(byte[] bytes) throws FieldException {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return StrictUtf8.decode(bytes, 0, end);
  }

  private void takePax(Map<String, String> records) throws FieldException {
    String name = records.get("path");
    if (name != null) {
      paxName = name;
    }
    if (records.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."))) {
      throw notPlain(Optional.ofNullable(records.get("GNU.sparse.name")).orElse("?"), "sparse");
    }
    String size = records.get("size");
    if (size != null) {
      paxSize = parseSize(size);
    }
  }

  private static long parseSize(String text) throws FieldException {
    if (!text.matches("[0-9]{1,18}")) {
      throw new FieldException("its extended header has a size that is not a number");
    }
    return Long.parseLong(text);
  }

  private static void requireHarmless(Map<String, String> records) throws FieldException {
    if (records.containsKey("path") || records.containsKey("size")) {
      throw new FieldException("a global header names one path or size for all members");
    }
  }

  private long after(long data, long size, String what) {
    long left = fileSize - data;
    long padded = size > left ? size : (size + BLOCK - 1) / BLOCK * BLOCK;
    if (padded > left) {
      throw new DataException(
          path
              + ": cut inside "
              + what
              + " at byte "
              + data
              + ": expected "
              + padded
              + " bytes, got "
              + left
              + "; download it again");
    }
    return data + padded;
  }

  /** Checks the end: two zero blocks, then at most padding. */
  private void finish(long position) throws IOException {
    if (longName != null || paxName != null || paxSize != null) {
      throw damaged(position, "an extended header is followed by no member");
    }
    if (!headerAt(position + BLOCK).isZero()) {
      throw damaged(position, "a single zero block, expected two at the end of the archive");
    }
    if (fileSize % BLOCK != 0) {
      throw new DataException(
          path + ": " + fileSize + " bytes, expected a multiple of 512: cut; download it again");
    }
    if (fileSize - position > MAX_PADDING) {
      throw damaged(position, "more than 64 MiB behind the end of the archive");
    }
    byte[] padding = new byte[1 << 16];
    for (long at = position; at < fileSize; at += padding.length) {
      requireZeros(padding, (int) Math.min(padding.length, fileSize - at), at);
    }
  }

  private void requireZeros(byte[] buffer, int length, long at) throws IOException {
    byte[] target = length == buffer.length ? buffer : new byte[length];
    readFully(target, at);
    for (int i = 0; i < length; i++) {
      if (target[i] != 0) {
        throw damaged(at + i, "data behind the end of the archive, expected zeros");
      }
    }
  }

  private TarHeader headerAt(long position) throws IOException {
    if (position + BLOCK > fileSize) {
      throw new DataException(
          path
              + ": cut: expected a 512-byte header or the end-of-archive marker at byte "
              + position
              + ", got "
              + Math.max(0, fileSize - position)
              + " bytes; download it again");
    }
    if (position < windowStart || position + BLOCK > windowStart + windowLength) {
      windowStart = position;
      windowLength = (int) Math.min(WINDOW, fileSize - position);
      readFully(ByteBuffer.wrap(window, 0, windowLength), position);
    }
    return new TarHeader(window, (int) (position - windowStart));
  }

  private void readFully(byte[] target, long position) throws IOException {
    readFully(ByteBuffer.wrap(target), position);
  }

  private void readFully(ByteBuffer target, long position) throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int count = file.read(target, at);
      if (count < 0) {
        throw new DataException(path + ": became shorter while it was read; start again");
      }
      at += count;
    }
  }

  private DataException damaged(long position, String what) {
    return position == 0
        ? new DataException(
            path + ": not an uncompressed tar: " + what + "; use the published archive")
        : new DataException(
            path + ": tar header at byte " + position + ": " + what + "; download it again");
  }
}
