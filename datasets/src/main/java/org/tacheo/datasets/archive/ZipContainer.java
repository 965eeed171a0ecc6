package org.tacheo.datasets.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.tacheo.core.DataException;

/** A zip: members stored or deflated, each checked against its size and CRC-32 as it is read. */
final class ZipContainer implements Container {
  /** No deflate stream expands further; a declared size beyond it is a lie. */
  private static final long MAX_DEFLATE_RATIO = 1032;

  /** The Unix file types in the upper four bits of a mode (0 where the writer kept none). */
  private static final int TYPE_BITS = 0xF000;

  private static final int TYPE_FILE = 0x8000;
  private static final int TYPE_FOLDER = 0x4000;
  private static final int TYPE_LINK = 0xA000;

  /** The header before the bytes of a member: its start, and the length without the name. */
  private static final int LOCAL_SIGNATURE = 0x04034b50;

  private static final int NAME_LENGTH_AT = 26;
  private static final int EXTRA_LENGTH_AT = 28;
  private static final int LOCAL_HEADER = 30;

  private final Path path;
  private final ZipFile zip;
  private final Map<String, ZipArchiveEntry> members;

  private ZipContainer(Path path, ZipFile zip, Map<String, ZipArchiveEntry> members) {
    this.path = path;
    this.zip = zip;
    this.members = members;
  }

  /** Indexes a zip; takes over the channel only if it returns. */
  static ZipContainer of(Path path, FileChannel file) throws IOException {
    ZipEnd.require(path, file);
    try {
      // The headers before the members' bytes are checked here, without taking in what they repeat.
      ZipFile zip =
          ZipFile.builder().setSeekableByteChannel(file).setIgnoreLocalFileHeader(true).get();
      return new ZipContainer(path, zip, index(path, zip, file));
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException(
          path + ": damaged zip: " + firstLine(e) + "; download or pack it again", e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Map<String, ZipArchiveEntry> index(Path path, ZipFile zip, FileChannel file)
      throws IOException {
    Index<ZipArchiveEntry> index = new Index<>(path, Index.MAX_IN_FILE);
    long end = 0;
    for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
      index.count();
      String name = nameOf(path, entry);
      requireFileOrFolder(path, name, entry);
      if (entry.getLocalHeaderOffset() < end) {
        throw refused(path, name, "overlaps the member before it", "bytes of its own");
      }
      long start = dataAt(path, name, entry, file);
      if (name.endsWith("/")) {
        MemberName.normalise(path, name);
      } else {
        requireReadable(path, name, entry, file.size() - start);
        index.add(name, entry);
      }
      end = start + Math.max(0, entry.getCompressedSize());
      // Lets the library find the bytes now: later, threads would disturb each other at it.
      zip.getRawInputStream(entry).close();
    }
    return index.places();
  }

  /** The name as written: the library turns backslashes of some writers into slashes. */
  private static String nameOf(Path path, ZipArchiveEntry entry) {
    byte[] raw = entry.getRawName();
    try {
      return StrictUtf8.decode(raw, 0, raw.length);
    } catch (FieldException e) {
      throw new DataException(path + ": " + e.what() + "; pack it again with UTF-8 names");
    }
  }

  private static void requireFileOrFolder(Path path, String name, ZipArchiveEntry entry) {
    int type = entry.getUnixMode() & TYPE_BITS;
    if (type != 0 && type != TYPE_FILE && type != TYPE_FOLDER) {
      throw refused(
          path,
          name,
          "is " + (type == TYPE_LINK ? "a symbolic link" : "a device, fifo or socket"),
          "plain files and folders only");
    }
  }

  /** Where the bytes of a member start; before them must stand its header. */
  private static long dataAt(Path path, String name, ZipArchiveEntry entry, FileChannel file)
      throws IOException {
    byte[] raw = entry.getRawName();
    ByteBuffer header =
        ByteBuffer.allocate(LOCAL_HEADER + raw.length).order(ByteOrder.LITTLE_ENDIAN);
    long start = entry.getLocalHeaderOffset();
    while (header.hasRemaining() && file.read(header, start + header.position()) > 0) {
      // Reads on.
    }
    boolean same =
        !header.hasRemaining()
            && header.getInt(0) == LOCAL_SIGNATURE
            && (header.getShort(NAME_LENGTH_AT) & 0xFFFF) == raw.length
            && header.position(LOCAL_HEADER).compareTo(ByteBuffer.wrap(raw)) == 0;
    if (!same) {
      throw refused(
          path, name, "has another header at byte " + start + " than in the directory", "the same");
    }
    return start + LOCAL_HEADER + raw.length + (header.getShort(EXTRA_LENGTH_AT) & 0xFFFF);
  }

  private static void requireReadable(Path path, String name, ZipArchiveEntry entry, long left) {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw refused(path, name, "is encrypted", "plain members");
    }
    boolean stored = entry.getMethod() == ZipEntry.STORED;
    if (!stored && entry.getMethod() != ZipEntry.DEFLATED) {
      throw refused(
          path, name, "uses compression method " + entry.getMethod(), "0 (stored) or 8 (deflated)");
    }
    long packed = entry.getCompressedSize();
    long size = entry.getSize();
    if (size < 0 || packed < 0 || packed > left) {
      throw refused(path, name, "reaches beyond the end of the file", "it whole");
    }
    if (stored ? size != packed : size / MAX_DEFLATE_RATIO > packed) {
      throw refused(
          path,
          name,
          "declares " + size + " bytes in " + packed + " packed",
          stored ? "as many" : "at most " + MAX_DEFLATE_RATIO + " times as many");
    }
  }

  private static DataException refused(Path path, String name, String what, String expected) {
    return new DataException(
        path
            + ": member "
            + MemberName.shown(name)
            + " "
            + what
            + ", expected "
            + expected
            + "; download or pack it again");
  }

  @Override
  public Set<String> names() {
    return members.keySet();
  }

  @Override
  public long size(String name) {
    return entry(name).getSize();
  }

  @Override
  public Path file(String name) {
    return path;
  }

  @Override
  public ReadableByteChannel open(String name) throws IOException {
    ZipArchiveEntry entry = entry(name);
    return CheckedMember.of(
        zip.getInputStream(entry), path + ": " + name, entry.getSize(), entry.getCrc());
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private ZipArchiveEntry entry(String name) {
    return Objects.requireNonNull(members.get(name));
  }
}
