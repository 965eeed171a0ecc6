package org.tacheo.eval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads {@code reference.txt} and {@code field.txt}, which {@code make_reference.py} and {@code
 * make_field.py} beside them write with torch, NumPy and the reference evaluators.
 */
public final class Reference {
  private Reference() {}

  /** The fields after the keyword of every line of {@code reference.txt} that starts with it. */
  public static List<String[]> lines(String keyword) {
    return lines("reference.txt", keyword);
  }

  /** The fields after the keyword of every line of {@code field.txt} that starts with it. */
  public static List<String[]> field(String keyword) {
    return lines("field.txt", keyword);
  }

  /** The fields of the one line of {@code field.txt} with this keyword and this first field. */
  public static String[] field(String keyword, String name) {
    return field(keyword).stream()
        .filter(fields -> fields[0].equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no line " + keyword + " " + name));
  }

  private static List<String[]> lines(String resource, String keyword) {
    try (InputStream stream = Reference.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is not among the test resources");
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
