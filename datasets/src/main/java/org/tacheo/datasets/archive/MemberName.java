package org.tacheo.datasets.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tacheo.core.DataException;

/** The one spelling of a member's name: relative, with single slashes, without {@code ./}. */
final class MemberName {
  private static final int SHOWN_LENGTH = 200;

  private MemberName() {}

  /**
   * The one spelling of a name; empty for the root itself.
   *
   * @throws DataException if the name is absolute, leads upwards, or holds a backslash or a control
   *     character
   */
  static String normalise(Path archive, String raw) {
    requirePlainCharacters(archive, raw);
    if (raw.startsWith("/")) {
      throw refused(archive, raw, "an absolute name");
    }
    return isNormal(raw) ? raw : joined(archive, raw);
  }

  /** A name as messages show it: in quotes, on one line, of bounded length. */
  static String shown(String raw) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < Math.min(raw.length(), SHOWN_LENGTH); i++) {
      char c = raw.charAt(i);
      text.append(
          Character.isISOControl(c) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : "" + c);
    }
    return text.append(raw.length() > SHOWN_LENGTH ? "...\"" : "\"").toString();
  }

  private static void requirePlainCharacters(Path archive, String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\') {
        throw refused(archive, raw, "a name with a backslash");
      }
      if (Character.isISOControl(c)) {
        throw refused(archive, raw, "a name with a control character");
      }
    }
  }

  private static boolean isNormal(String raw) {
    return !raw.isEmpty()
        && raw.charAt(0) != '.'
        && !raw.endsWith("/")
        && !raw.contains("/.")
        && !raw.contains("//");
  }

  private static String joined(Path archive, String raw) {
    List<String> parts = new ArrayList<>();
    for (String part : raw.split("/", -1)) {
      if (part.equals("..")) {
        throw refused(archive, raw, "a name that leads upwards");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  private static DataException refused(Path archive, String raw, String what) {
    return new DataException(
        archive
            + ": member "
            + shown(raw)
            + " has "
            + what
            + ", expected a relative path with forward slashes; use the published archive");
  }
}
