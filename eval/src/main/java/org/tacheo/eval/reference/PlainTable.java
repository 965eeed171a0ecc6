package org.tacheo.eval.reference;

import java.util.ArrayList;
import java.util.List;

/** A table of two rows between rules, columns left-aligned, as Python's tabulate prints texts. */
final class PlainTable {
  private PlainTable() {}

  /** The table, without a line feed at its end. */
  static String of(List<String> names, List<String> values) {
    List<String> rule = new ArrayList<>();
    List<String> head = new ArrayList<>();
    List<String> body = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int width = Math.max(names.get(i).length(), values.get(i).length());
      rule.add("-".repeat(width));
      head.add(padded(names.get(i), width));
      body.add(padded(values.get(i), width));
    }
    return line(rule) + "\n" + line(head) + "\n" + line(body) + "\n" + line(rule);
  }

  private static String line(List<String> cells) {
    return String.join("  ", cells).stripTrailing();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
