package org.tacheo.core;

/** Data is missing, corrupt or of an unsupported format (exit code 3). */
public class DataException extends TacheoException {
  private static final long serialVersionUID = 1L;

  /** Data that cannot be used. */
  public DataException(String message) {
    super(message);
  }

  /** Data that cannot be used, and why. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
