package org.tacheo.datasets.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;

/**
 * Files by name, from an uncompressed tar, a zip or a folder, read in place and never extracted.
 *
 * <p>One pass when it is opened finds where each member lies; reads are positional and independent,
 * so several threads may read at once. A thread that is interrupted while it reads a tar or zip
 * closes the archive for all.
 *
 * <p>A name is relative and uses forward slashes; {@code ./x} and {@code x} are one. An archive is
 * refused as a whole if it is cut anywhere, damaged, holds a name twice, a name that is absolute,
 * leads upwards or holds a backslash or control character, or a member that is neither a plain file
 * nor a folder: links are never followed. Only in a folder are the user's own links followed.
 */
public final class Archive implements AutoCloseable {
  /** No published image, depth map or mask comes near; more is damage or an attack. */
  private static final long MAX_READ = 1L << 27;

  private static final int POURED_AT_ONCE = 1 << 18;

  /** Where one packer keeps what its file system knows of each file; never data. */
  private static final String MACINTOSH = "__MACOSX/";

  private final Path path;
  private final String folder;
  private final Container container;
  private final List<String> names;

  /** An archive whose names, for messages, begin with that of a folder. */
  private Archive(Path path, String folder, Container container) {
    this.path = path;
    this.folder = folder;
    this.container = container;
    String[] sorted = container.names().toArray(new String[0]);
    Arrays.sort(sorted, Utf8Order.INSTANCE);
    this.names = List.of(sorted);
  }

  /**
   * Opens and indexes an archive; what it is, is told by its content, not by its name.
   *
   * @throws DataException if it is missing, or refused (see above), or compressed as a whole
   */
  public static Archive open(Path path) {
    if (!Files.exists(path)) {
      throw new DataException(path + ": no such file or folder; check --data");
    }
    try {
      Container container = Files.isDirectory(path) ? FolderContainer.of(path) : openFile(path);
      return new Archive(path, "", container);
    } catch (IOException e) {
      throw unreadable(path.toString(), e);
    }
  }

  private static Container openFile(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new DataException(path + ": neither a file nor a folder; check --data");
    }
    FileChannel file = FileChannel.open(path);
    try {
      return index(path, file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Indexes a file that is open already; takes it over only if it returns. */
  static Archive of(Path path, FileChannel file) throws IOException {
    return new Archive(path, "", index(path, file));
  }

  private static Container index(Path path, FileChannel file) throws IOException {
    Magic magic = Magic.of(file);
    if (magic.isCompressed()) {
      throw new DataException(
          path
              + ": compressed with "
              + magic.title()
              + ", expected an uncompressed tar (its members are read in place); unpack it with "
              + magic.command());
    }
    return magic.isZip() ? ZipContainer.of(path, file) : TarContainer.of(path, file);
  }

  /**
   * One folder of this archive as if it were all of it: names, digest and members are those below
   * the folder. Both archives are closed together.
   *
   * @param inner path of the folder without slashes at its ends; it lies at the root or in one
   *     folder of any name, as packing the contents or the folder itself has it
   * @throws DataException if there is no such folder, or more than one
   */
  public Archive within(String inner) {
    TreeSet<String> found = new TreeSet<>();
    for (String name : names) {
      prefix(name, inner + "/").ifPresent(found::add);
    }
    if (found.size() != 1) {
      throw new DataException(
          path
              + ": "
              + (found.isEmpty()
                  ? "no folder " + inner + " at the root or one folder below"
                  : "more than one folder " + inner + ": " + String.join(", ", found))
              + ", expected one; check that this is the right archive");
    }
    String prefix = found.first();
    return new Archive(path, folder + prefix, new InnerContainer(container, prefix));
  }

  /** What a name begins with if it lies in this folder, at the root or one folder below. */
  private static Optional<String> prefix(String name, String inner) {
    if (name.startsWith(inner)) {
      return Optional.of(inner);
    }
    int slash = name.indexOf('/') + 1;
    boolean lies = slash > 0 && name.startsWith(inner, slash) && !name.startsWith(MACINTOSH);
    return lies ? Optional.of(name.substring(0, slash) + inner) : Optional.empty();
  }

  /** The file or folder, as given. */
  public Path path() {
    return path;
  }

  /** The names of all members that are files, in the order of their UTF-8 bytes. */
  public List<String> names() {
    return names;
  }

  /** Whether there is a file of this name. */
  public boolean contains(String name) {
    return container.names().contains(withoutDot(name));
  }

  /**
   * The size of a member, bytes, unpacked.
   *
   * @throws DataException if there is no such member
   */
  public long size(String name) {
    return container.size(existing(name));
  }

  /**
   * The whole of a member.
   *
   * @throws DataException if there is no such member, it is larger than 128 MiB, or damaged
   */
  public byte[] read(String name) {
    long size = size(name);
    if (size > MAX_READ) {
      throw new DataException(
          where(name)
              + ": "
              + size
              + " bytes, expected at most 128 MiB; use the published archive");
    }
    return head(name, (int) size);
  }

  /**
   * The first bytes of a member: this many, or all if it has fewer.
   *
   * @throws DataException if there is no such member or it is damaged
   */
  public byte[] head(String name, int length) {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, size(name)));
    try (ReadableByteChannel channel = open(name)) {
      int count = 0;
      while (bytes.hasRemaining() && count >= 0) {
        count = channel.read(bytes);
      }
    } catch (IOException e) {
      throw unreadable(where(name), e);
    }
    return bytes.array();
  }

  /**
   * A member as a channel of {@link #size} bytes, for members too large to copy; to be closed by
   * the caller, and used by one thread at a time. Damage is a {@link DataException} while reading.
   *
   * @throws DataException if there is no such member
   */
  public ReadableByteChannel open(String name) {
    try {
      return container.open(existing(name));
    } catch (IOException e) {
      throw unreadable(where(name), e);
    }
  }

  /**
   * A member as a part of a content, under its normalised name.
   *
   * @throws DataException if there is no such member
   */
  public Content.Part part(String name) {
    String found = existing(name);
    return new Content.Part(
        found,
        container.size(found),
        container.file(found).toString(),
        folder + found,
        sink -> pour(found, sink));
  }

  private void pour(String name, Content.Sink sink) {
    ByteBuffer buffer = ByteBuffer.allocate(POURED_AT_ONCE);
    try (ReadableByteChannel channel = open(name)) {
      while (channel.read(buffer) >= 0) {
        sink.take(buffer.array(), buffer.position());
        buffer.clear();
      }
    } catch (IOException e) {
      throw unreadable(where(name), e);
    }
  }

  /** How messages name a member: the archive, then the member. */
  public String where(String name) {
    return path + ": " + folder + name;
  }

  /**
   * SHA-256 of the index, lower-case hex: one line {@code name TAB size LF} for each member that is
   * a file, in UTF-8, in the order of {@link #names}. It does not depend on the kind of archive.
   */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : names) {
        String line = name + "\t" + container.size(name) + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Closes the archive; what is read afterwards fails. */
  @Override
  public void close() {
    try {
      container.close();
    } catch (IOException e) {
      throw unreadable(path.toString(), e);
    }
  }

  @Override
  public String toString() {
    return folder.isEmpty() ? path.toString() : path + ": " + folder;
  }

  private String existing(String name) {
    String found = withoutDot(name);
    if (!container.names().contains(found)) {
      throw new DataException(
          path
              + ": no member "
              + MemberName.shown(folder + name)
              + "; run \"tacheo datasets verify <id>\" to see all that is missing");
    }
    return found;
  }

  private static String withoutDot(String name) {
    String rest = name;
    while (rest.startsWith("./")) {
      rest = rest.substring(2);
    }
    return rest;
  }

  private static DataException unreadable(String where, IOException e) {
    return new DataException(
        where + ": cannot be read (" + e + "); check the disk and the permissions", e);
  }
}
