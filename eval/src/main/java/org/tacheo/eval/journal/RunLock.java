package org.tacheo.eval.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.SpecException;

/**
 * The right to write into a run folder, for one process at a time.
 *
 * <p>The lock is the operating system's, which ends with the process however that ends; the text in
 * the file only tells others whose it is. The file stays behind, empty: were it deleted, two
 * processes could come to hold locks on two files of that name.
 */
final class RunLock implements AutoCloseable {
  static final String NAME = "lock";
  private static final int MAX_OWNER = 200;

  private final FileChannel file;

  private RunLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes the lock on a folder that exists.
   *
   * @throws SpecException naming the process that has it
   * @throws IOException if the lock file cannot be written
   */
  static RunLock take(Disk disk, Path folder) throws IOException {
    Path path = folder.resolve(NAME);
    FileChannel file =
        disk.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (tryLock(file) == null) {
        throw new SpecException(
            folder
                + ": in use by "
                + owner(file)
                + "; wait for it or stop it (if it runs no more, a network file system may keep its lock: remove "
                + path
                + ")");
      }
      disk.truncate(file, 0);
      disk.writeAll(file, ByteBuffer.wrap(self().getBytes(StandardCharsets.UTF_8)));
      return new RunLock(file);
    } catch (IOException | RuntimeException failed) {
      file.close();
      throw failed;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  private static String owner(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_OWNER);
    file.read(bytes, 0);
    String owner = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
    return owner.isEmpty() ? "another process" : owner;
  }

  private static String self() {
    return "process "
        + ProcessHandle.current().pid()
        + " on "
        + host()
        + " since "
        + Instant.now().truncatedTo(ChronoUnit.SECONDS)
        + "\n";
  }

  /** The name of this machine as its system tells it, without asking the network. */
  private static String host() {
    return hostIn(Path.of("/proc/sys/kernel/hostname"))
        .or(() -> hostIn(Path.of("/etc/hostname")))
        .orElse("this machine");
  }

  private static Optional<String> hostIn(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(name -> !name.isEmpty());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  /** Empties the file and gives the lock back. */
  @Override
  public void close() throws IOException {
    try (file) {
      file.truncate(0);
    }
  }
}
