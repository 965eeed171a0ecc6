package org.tacheo.reports.published;

import java.util.Collection;
import java.util.List;

/**
 * A dataset that published rows report.
 *
 * @param layout its layout, as result files name it
 * @param also further layouts of the same images and ground truth
 * @param title its column
 */
public record PublishedDataset(String layout, List<String> also, String title) {
  /** Copies the list. */
  public PublishedDataset {
    also = List.copyOf(also);
  }

  /** Whether one of these layouts is its. */
  public boolean isAmong(Collection<String> layouts) {
    return layouts.contains(layout) || also.stream().anyMatch(layouts::contains);
  }
}
