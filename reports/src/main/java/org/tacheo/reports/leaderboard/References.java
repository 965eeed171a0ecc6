package org.tacheo.reports.leaderboard;

import java.util.List;

/** How every table marks rows that see ground truth, and what it says of them. */
public final class References {
  /** What stands beside such a row, and before the note. */
  public static final String MARK = "‡";

  private References() {}

  /** What the mark means, and whom it is of; plain text, names not yet escaped. */
  public static String note(List<String> names) {
    return "sees ground truth: a reference, not a result and no strict bound: "
        + String.join(", ", names);
  }
}
