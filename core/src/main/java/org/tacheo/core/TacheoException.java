package org.tacheo.core;

/**
 * A failure that the user can act on. The message is one line: what, where, expected, got, what to
 * do next.
 */
public class TacheoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with this message. */
  public TacheoException(String message) {
    super(message);
  }

  /** A failure with this message and its cause. */
  public TacheoException(String message, Throwable cause) {
    super(message, cause);
  }
}
