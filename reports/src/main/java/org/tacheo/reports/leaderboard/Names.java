package org.tacheo.reports.leaderboard;

import java.util.regex.Pattern;
import org.tacheo.core.Printable;

/**
 * Names for print. A name comes from a suite file, which a stranger may have written, so it must
 * neither break the table it stands in nor pretend to be something else.
 */
public final class Names {
  private static final Pattern SAFE_CODE = Pattern.compile("[A-Za-z0-9._/-]+");
  private static final String BACKSLASHED = "*_[]~!#";

  private Names() {}

  /** The name on one line, with what is invisible or changes direction spelled out. */
  public static String plain(String name) {
    return Printable.text(name);
  }

  /** The name as literal text of a Markdown table cell. */
  public static String markdown(String name) {
    StringBuilder text = new StringBuilder(name.length() + 8);
    plain(name).codePoints().forEach(point -> appendEscaped(text, point));
    // Bare addresses become links in GitHub's Markdown.
    return text.toString().replace("://", "&#58;//").replace("www.", "www&#46;");
  }

  /** An id as code where it is plain enough for that, else as literal text. */
  public static String code(String id) {
    return SAFE_CODE.matcher(id).matches() ? "`" + id + "`" : markdown(id);
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
}
