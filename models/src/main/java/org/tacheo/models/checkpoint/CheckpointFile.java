package org.tacheo.models.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.core.UnreadableException;

/**
 * One file of a checkpoint.
 *
 * @param name its path relative to the checkpoint, with slashes
 * @param path where it was looked for, as messages name it
 * @param real where links lead, if there are any
 * @param size bytes
 */
record CheckpointFile(String name, Path path, Path real, long size) {
  private static final int POURED_AT_ONCE = 1 << 18;

  /**
   * A file that is not part of any checkpoint.
   *
   * @throws DataException if there is none
   */
  static CheckpointFile alone(Path path) {
    try {
      Path real = path.toRealPath();
      return new CheckpointFile(String.valueOf(path.getFileName()), path, real, Files.size(real));
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** The file as what a digest is made of. */
  Content.Part part() {
    return new Content.Part(name, size, real.toString(), this::pour);
  }

  private void pour(Content.Sink sink) {
    byte[] buffer = new byte[POURED_AT_ONCE];
    try (InputStream bytes = Files.newInputStream(real)) {
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        sink.take(buffer, count);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  DataException unreadable(IOException e) {
    return unreadable(path, e);
  }

  static DataException unreadable(Path path, IOException e) {
    boolean missing = e instanceof NoSuchFileException;
    return new UnreadableException(
        path + ": cannot be read (" + e + "); check that it is there and may be read", e, missing);
  }
}
