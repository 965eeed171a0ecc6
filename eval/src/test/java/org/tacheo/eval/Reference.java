package org.tacheo.eval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads {@code reference.txt}, which {@code make_reference.py} beside it writes with torch and
 * NumPy.
 */
public final class Reference {
  private Reference() {}

  /** The fields after the keyword of every line that starts with it. */
  public static List<String[]> lines(String keyword) {
    try (InputStream stream = Reference.class.getResourceAsStream("reference.txt")) {
      if (stream == null) {
        throw new IllegalStateException("reference.txt is not among the test resources");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(keyword + " "))
          .map(line -> line.substring(keyword.length() + 1).split(" ", -1))
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A float32 from the hexadecimal of its bits. */
  public static float bits(String hex) {
    return Float.intBitsToFloat(Integer.parseUnsignedInt(hex, 16));
  }
}
