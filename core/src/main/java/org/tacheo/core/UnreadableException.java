package org.tacheo.core;

/**
 * Data could not be had, which says nothing about what it holds: the disk failed, the server was
 * away, the file is not there now. Nothing lasting may be concluded from it.
 */
public final class UnreadableException extends DataException {
  private static final long serialVersionUID = 1L;

  private final boolean missing;

  /**
   * Data that could not be had, and why.
   *
   * @param missing whether there was no file at all, rather than one that could not be read
   */
  public UnreadableException(String message, Throwable cause, boolean missing) {
    super(message, cause);
    this.missing = missing;
  }

  /** Whether there was no file at all. */
  public boolean missing() {
    return missing;
  }
}
