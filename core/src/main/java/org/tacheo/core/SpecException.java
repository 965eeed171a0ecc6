package org.tacheo.core;

import java.util.List;

/** A suite file, option or other specification is wrong (exit code 2). */
public final class SpecException extends TacheoException {
  private static final long serialVersionUID = 1L;

  /** A wrong specification. */
  public SpecException(String message) {
    super(message);
  }

  SpecException(String first, List<String> problems) {
    super(first, problems);
  }
}
