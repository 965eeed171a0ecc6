package org.tacheo.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tacheo.core.SpecException;

/** Reads the text of a YAML file. */
final class YamlFile {
  /** Also ends the reading of a device or pipe that never ends. */
  private static final int MAX_BYTES = 1 << 20;

  private YamlFile() {}

  /**
   * The whole text.
   *
   * @param what messages call it, for example {@code a suite file}
   * @throws SpecException if it cannot be read, is too long or not UTF-8
   */
  static String text(Path file, String what) {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new SpecException(
            file + ": more than " + MAX_BYTES + " bytes, expected " + what + "; check the path");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException missing) {
      throw new SpecException(
          file
              + ": cannot be read as "
              + what
              + " ("
              + missing
              + "); expected a YAML file in UTF-8, see suites/");
    }
  }
}
