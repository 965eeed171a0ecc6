package org.tacheo.reports.csv;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.io.NumberOutput;

/** Comma-separated values by RFC 4180, but with LF line ends. */
public final class Csv {
  private Csv() {}

  /** One line, ending in a line feed. */
  public static String line(List<String> fields) {
    return fields.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  /**
   * The shortest decimal that reads back as the same double, on every JDK; Double.toString is that
   * only from JDK 19 on.
   */
  public static String number(double value) {
    return NumberOutput.toString(value, true);
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
