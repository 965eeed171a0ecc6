package org.tacheo.datasets.image;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DataException;

/**
 * The dictionary of an npy header: a Python literal of which only the three keys that NumPy writes
 * are known, in any order, each once.
 */
final class NpyDict {
  /** The most dimensions that NumPy 1 gives an array. */
  private static final int MAX_RANK = 32;

  private final String text;
  private final String where;
  private int position;
  private @Nullable String descr;
  private @Nullable Boolean fortranOrder;
  private @Nullable List<Integer> shape;

  private NpyDict(String text, String where) {
    this.text = text;
    this.where = where;
  }

  /**
   * Parses a header.
   *
   * @throws DataException if it is anything but the dictionary that NumPy writes
   */
  static NpyDict parse(String text, String where) {
    NpyDict dict = new NpyDict(text, where);
    dict.parse();
    return dict;
  }

  /** For example {@code <f4}. */
  String descr() {
    if (descr == null) {
      throw missing("descr");
    }
    return descr;
  }

  boolean fortranOrder() {
    if (fortranOrder == null) {
      throw missing("fortran_order");
    }
    return fortranOrder;
  }

  List<Integer> shape() {
    if (shape == null) {
      throw missing("shape");
    }
    return shape;
  }

  private void parse() {
    expect('{');
    while (!accept('}')) {
      entry();
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    if (peek() != 0) {
      throw unexpected("the end");
    }
  }

  private void entry() {
    String key = string();
    expect(':');
    switch (key) {
      case "descr" -> {
        refuseSecond(key, descr);
        descr = dtype();
      }
      case "fortran_order" -> {
        refuseSecond(key, fortranOrder);
        fortranOrder = bool();
      }
      case "shape" -> {
        refuseSecond(key, shape);
        shape = tuple();
      }
      default ->
          throw new DataException(
              where
                  + ": the npy header has an unknown key at character "
                  + position
                  + ", expected descr, fortran_order and shape; save the array with numpy.save");
    }
  }

  private void refuseSecond(String key, @Nullable Object value) {
    if (value != null) {
      throw new DataException(
          where + ": the npy header has the key " + key + " twice; save the array again");
    }
  }

  private String dtype() {
    if (peek() == '[') {
      throw new DataException(
          where
              + ": the npy file holds a structured array, expected plain numbers; save one field"
              + " of it");
    }
    return string();
  }

  private String string() {
    char quote = peek();
    if (quote != '\'' && quote != '"') {
      throw unexpected("a quoted name");
    }
    int end = text.indexOf(quote, position + 1);
    if (end < 0 || text.substring(position, end).indexOf('\\') >= 0) {
      throw unexpected("a quoted name without escapes");
    }
    String string = text.substring(position + 1, end);
    position = end + 1;
    return string;
  }

  private boolean bool() {
    skipBlanks();
    for (String word : List.of("True", "False")) {
      if (text.startsWith(word, position)) {
        position += word.length();
        return word.equals("True");
      }
    }
    throw unexpected("True or False");
  }

  private List<Integer> tuple() {
    expect('(');
    List<Integer> extents = new ArrayList<>();
    boolean comma = true;
    while (!accept(')')) {
      if (!comma || extents.size() == MAX_RANK) {
        throw unexpected("a tuple of at most " + MAX_RANK + " extents");
      }
      extents.add(extent());
      comma = accept(',');
    }
    if (extents.size() == 1 && !comma) {
      throw unexpected("a tuple, which needs a comma");
    }
    return List.copyOf(extents);
  }

  private int extent() {
    skipBlanks();
    int start = position;
    long value = 0;
    while (position < text.length() && isDigit(text.charAt(position))) {
      value = 10 * value + (text.charAt(position) - '0');
      if (value > Extent.MAX_PIXELS) {
        throw unexpected("an extent of at most " + Extent.MAX_PIXELS);
      }
      position++;
    }
    if (position == start) {
      throw unexpected("an extent");
    }
    return (int) value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The next character that is not a blank, or 0 at the end. */
  private char peek() {
    skipBlanks();
    return position < text.length() ? text.charAt(position) : 0;
  }

  private void skipBlanks() {
    while (position < text.length() && " \n\r\t".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private boolean accept(char c) {
    boolean there = peek() == c;
    position += there ? 1 : 0;
    return there;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw unexpected("'" + c + "'");
    }
  }

  private DataException unexpected(String expected) {
    return new DataException(
        where
            + ": the npy header is malformed at character "
            + position
            + ", expected "
            + expected
            + "; save the array with numpy.save");
  }

  private DataException missing(String key) {
    return new DataException(
        where + ": the npy header lacks the key " + key + "; save the array with numpy.save");
  }
}
