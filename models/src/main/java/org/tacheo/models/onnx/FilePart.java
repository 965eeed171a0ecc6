package org.tacheo.models.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.core.UnreadableException;

/** Whole files as parts of a content. */
final class FilePart {
  private static final int POURED_AT_ONCE = 1 << 16;

  private FilePart() {}

  /** A file under a name that does not tell where it lies. */
  static Content.Part of(String name, Path file) {
    try {
      return new Content.Part(name, Files.size(file), file.toString(), sink -> pour(file, sink));
    } catch (IOException e) {
      throw new UnreadableException(
          file + ": cannot be looked at (" + e + "); check the disk", e, !Files.exists(file));
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
