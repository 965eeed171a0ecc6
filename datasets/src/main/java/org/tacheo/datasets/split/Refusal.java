package org.tacheo.datasets.split;

import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;
import org.tacheo.core.TacheoException;

/**
 * Why an archive or list is not the whole split.
 *
 * @param blame who is at fault
 * @param message one line: what, where, expected, got, what to do
 */
public record Refusal(Blame blame, String message) {
  /** Who is at fault. */
  public enum Blame {
    /** The archive lacks samples or has too many. */
    ARCHIVE,
    /** The list given is another one. */
    LIST
  }

  /** This as an exception: of the data or of the specification. */
  public TacheoException toException() {
    return blame == Blame.ARCHIVE ? new DataException(message) : new SpecException(message);
  }
}
