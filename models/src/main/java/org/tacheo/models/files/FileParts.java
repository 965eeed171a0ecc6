package org.tacheo.models.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.core.UnreadableException;

/** Files as parts of a content, whether they are there or not. */
final class FileParts {
  private static final int POURED_AT_ONCE = 1 << 18;

  private FileParts() {}

  /** A file under a name that does not tell where it lies. */
  static Content.Part of(String name, Path file) {
    return new Content.Part(name, size(file), file.toString(), sink -> pour(file, sink));
  }

  private static long size(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile() ? attributes.size() : Content.MISSING;
    } catch (NoSuchFileException missing) {
      return Content.MISSING;
    } catch (IOException e) {
      throw new UnreadableException(
          file + ": cannot be looked at (" + e + "); check the disk", e, false);
    }
  }

  private static void pour(Path file, Content.Sink sink) {
    byte[] buffer = new byte[POURED_AT_ONCE];
    try (InputStream bytes = Files.newInputStream(file)) {
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        sink.take(buffer, count);
      }
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (" + e + "); check the disk", e);
    }
  }
}
