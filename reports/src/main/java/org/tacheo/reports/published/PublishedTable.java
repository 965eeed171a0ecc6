package org.tacheo.reports.published;

import java.util.List;

/**
 * Rows that belong together.
 *
 * @param title what the rows have in common
 * @param rows in the order in which they are shown
 */
public record PublishedTable(String title, List<PublishedRow> rows) {
  /** Copies the rows. */
  public PublishedTable {
    rows = List.copyOf(rows);
  }
}
