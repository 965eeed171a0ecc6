package org.tacheo.datasets;

import java.util.function.Supplier;
import org.tacheo.core.DatasetCard;
import org.tacheo.datasets.layout.Layout;

/**
 * One dataset of the catalogue.
 *
 * @param origin whether its split is published or lies beside the archive
 * @param layout makes its reader
 */
record Entry(DatasetCard card, Origin origin, Supplier<Layout> layout) {
  /** Where a dataset comes from. */
  enum Origin {
    PUBLISHED,
    RENDERED
  }
}
