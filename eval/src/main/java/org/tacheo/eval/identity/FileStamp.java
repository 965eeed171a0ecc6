package org.tacheo.eval.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.tacheo.core.DataException;

/**
 * What tells without reading a file whether it is still the one that was read before.
 *
 * @param text real path, size, times to the nanosecond, the system's key of the file
 * @param changed when it was last written
 */
record FileStamp(String text, Instant changed) {
  /** The coarsest clock of a usual file system: within it a second change would leave no trace. */
  private static final Duration CLOCK = Duration.ofSeconds(2);

  /**
   * The stamp of a file.
   *
   * @throws DataException if it cannot be looked at
   */
  static FileStamp of(Path file) {
    try {
      Path real = file.toRealPath();
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      Instant changed = attributes.lastModifiedTime().toInstant();
      Instant noticed = noticed(real).orElse(changed);
      return new FileStamp(
          String.join(
              "\t",
              real.toString(),
              String.valueOf(attributes.size()),
              changed.toString(),
              noticed.toString(),
              Objects.toString(attributes.fileKey(), "")),
          changed.isAfter(noticed) ? changed : noticed);
    } catch (IOException gone) {
      throw new DataException(file + ": cannot be read (" + gone + "); start again", gone);
    }
  }

  /** When the system last noticed a change of any kind: this time cannot be set by a user. */
  private static Optional<Instant> noticed(Path real) throws IOException {
    return real.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? Optional.of(((FileTime) Files.getAttribute(real, "unix:ctime")).toInstant())
        : Optional.empty();
  }

  /** Whether a change at this moment or later would show. */
  boolean settledAt(Instant now) {
    return changed.plus(CLOCK).isBefore(now);
  }
}
