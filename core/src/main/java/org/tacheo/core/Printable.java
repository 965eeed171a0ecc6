package org.tacheo.core;

import java.util.Locale;

/**
 * Text that is safe to print. Names of files, members and keys come from strangers; printed raw
 * they could forge lines of output or command the terminal.
 */
public final class Printable {
  private static final int HEAD = 3000;
  private static final int TAIL = 500;

  private Printable() {}

  /** The text on one line, with what is invisible or changes direction spelled out as [U+001B]. */
  public static String text(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    raw.codePoints().forEach(point -> appendVisible(text, point));
    return text.toString();
  }

  /** The same for a whole message, from a very long one the middle left out. */
  static String message(String raw) {
    if (raw.length() <= HEAD + TAIL) {
      return text(raw);
    }
    return text(raw.substring(0, HEAD))
        + "[... "
        + (raw.length() - HEAD - TAIL)
        + " characters ...]"
        + text(raw.substring(raw.length() - TAIL));
  }

  private static void appendVisible(StringBuilder text, int point) {
    if (isInvisible(point)) {
      text.append(String.format(Locale.ROOT, "[U+%04X]", point));
    } else {
      text.appendCodePoint(point);
    }
  }

  // Controls, lone surrogates, separators of lines, marks of direction, joiners, tags. A fixed
  // list: the character classes of the platform grow with each release, and the bytes must not.
  private static boolean isInvisible(int point) {
    return point < 0x20
        || within(point, 0x7F, 0x9F)
        || point == 0xAD
        || point == 0x61C
        || point == 0x180E
        || within(point, 0x200B, 0x200F)
        || within(point, 0x2028, 0x202E)
        || within(point, 0x2060, 0x206F)
        || within(point, 0xD800, 0xDFFF)
        || point == 0xFEFF
        || within(point, 0xFFF9, 0xFFFB)
        || within(point, 0xE0000, 0xE007F);
  }

  private static boolean within(int point, int first, int last) {
    return point >= first && point <= last;
  }
}
