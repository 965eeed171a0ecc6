package org.tacheo.core;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A failure that the user can act on. The message is one line: what, where, expected, got, what to
 * do next. Whatever names it quotes, it is made printable and kept to a bounded length here.
 */
public class TacheoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with this message. */
  public TacheoException(String message) {
    super(Printable.message(message));
  }

  /** A failure with this message and its cause. */
  public TacheoException(String message, Throwable cause) {
    super(Printable.message(message), cause);
  }

  /** A failure with a line for each of several problems, indented below the first line. */
  TacheoException(String first, List<String> problems) {
    super(
        Stream.concat(Stream.of(first), problems.stream().map(problem -> "  " + problem))
            .map(Printable::message)
            .collect(Collectors.joining("\n")));
  }
}
