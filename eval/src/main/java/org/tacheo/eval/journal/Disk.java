package org.tacheo.eval.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The steps on the file system that a run folder takes, one method each. A test lets the k-th of
 * them fail by overriding them; nothing else in this package writes.
 */
class Disk {
  /** The file system itself. */
  static final Disk REAL = new Disk();

  /** Creates a folder with all folders above it. */
  void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder);
  }

  /** Opens a file. */
  FileChannel open(Path file, OpenOption... options) throws IOException {
    return FileChannel.open(file, options);
  }

  /** Writes some bytes, as many as the system takes at once. */
  int write(FileChannel file, ByteBuffer bytes) throws IOException {
    return file.write(bytes);
  }

  /** Returns only when the content of the file is on the disk. */
  void force(FileChannel file) throws IOException {
    file.force(true);
  }

  /** Cuts a file. */
  void truncate(FileChannel file, long size) throws IOException {
    file.truncate(size);
  }

  /** Gives a file its final name in one step, in place of a file that has it. */
  void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns only when the names in a folder are on the disk, where the platform can do that. */
  void forceFolder(Path folder) throws IOException {
    if (folder.getFileSystem().getSeparator().equals("/")) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  /** Deletes a file if it is there. */
  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Writes all bytes. */
  final void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      write(file, bytes);
    }
  }

  /**
   * Writes a file that is, under its final name, whole or not there: to a file beside it, to the
   * disk, and only then renamed. The name itself is on the disk after {@link #forceFolder}.
   */
  final void replace(Path target, byte[] content) throws IOException {
    Path partial = partial(target);
    try {
      try (FileChannel file =
          open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        writeAll(file, ByteBuffer.wrap(content));
        force(file);
      }
      rename(partial, target);
    } catch (IOException failed) {
      discard(partial, failed);
      throw failed;
    }
  }

  /** The name under which a file is written before it gets its own. */
  static Path partial(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".partial");
  }

  private void discard(Path partial, IOException failed) {
    try {
      delete(partial);
    } catch (IOException second) {
      failed.addSuppressed(second);
    }
  }
}
