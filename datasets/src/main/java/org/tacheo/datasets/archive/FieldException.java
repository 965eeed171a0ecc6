package org.tacheo.datasets.archive;

/** A field of a header makes no sense; the caller knows where. */
final class FieldException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String what;

  FieldException(String what) {
    super(what);
    this.what = what;
  }

  /** What is wrong, for the end of a sentence. */
  String what() {
    return what;
  }
}
