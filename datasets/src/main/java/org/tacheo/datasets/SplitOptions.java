package org.tacheo.datasets;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the split of a dataset is found.
 *
 * @param splitList a list in the published format; without one the split is derived from the names
 *     in the archive
 * @param partial whether to take what is there of an incomplete split
 */
public record SplitOptions(Optional<Path> splitList, boolean partial) {
  /** The published split, whole, derived from the archive. */
  public static final SplitOptions WHOLE = new SplitOptions(Optional.empty(), false);

  /** The same, with what is there of an incomplete split. */
  public SplitOptions orPartial() {
    return new SplitOptions(splitList, true);
  }
}
