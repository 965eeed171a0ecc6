package org.tacheo.reports.leaderboard;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names for print. A name comes from a suite file, which a stranger may have written, so it must
 * neither break the table it stands in nor pretend to be something else.
 */
final class Names {
  private static final Pattern SAFE_CODE = Pattern.compile("[A-Za-z0-9._/-]+");
  private static final String BACKSLASHED = "*_[]~!#";

  private Names() {}

  /** The name on one line, with what is invisible or changes direction spelled out. */
  static String plain(String name) {
    StringBuilder text = new StringBuilder(name.length());
    name.codePoints().forEach(point -> appendVisible(text, point));
    return text.toString();
  }

  /** The name as literal text of a Markdown table cell. */
  static String markdown(String name) {
    StringBuilder text = new StringBuilder(name.length() + 8);
    plain(name).codePoints().forEach(point -> appendEscaped(text, point));
    // Bare addresses become links in GitHub's Markdown.
    return text.toString().replace("://", "&#58;//").replace("www.", "www&#46;");
  }

  /** An id as code where it is plain enough for that, else as literal text. */
  static String code(String id) {
    return SAFE_CODE.matcher(id).matches() ? "`" + id + "`" : markdown(id);
  }

  private static void appendVisible(StringBuilder text, int point) {
    if (isInvisible(point)) {
      text.append(String.format(Locale.ROOT, "[U+%04X]", point));
    } else {
      text.appendCodePoint(point);
    }
  }

  // Entities for all that has a meaning to a table or to HTML: no parser reads structure into them.
  private static void appendEscaped(StringBuilder text, int point) {
    switch (point) {
      case '|' -> text.append("&#124;");
      case '\\' -> text.append("&#92;");
      case '`' -> text.append("&#96;");
      case '@' -> text.append("&#64;");
      case '$' -> text.append("&#36;");
      case '<' -> text.append("&lt;");
      case '>' -> text.append("&gt;");
      case '&' -> text.append("&amp;");
      default -> {
        if (point < 128 && BACKSLASHED.indexOf(point) >= 0) {
          text.append('\\');
        }
        text.appendCodePoint(point);
      }
    }
  }

  // Controls, lone surrogates, separators of lines, marks of direction, joiners, tags. A fixed
  // list:
  // the character classes of the platform grow with each release, and the bytes must not.
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
