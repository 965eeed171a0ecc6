package org.tacheo.reports.published;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One method as one or several sources print it.
 *
 * @param method name of the method
 * @param setting denoising steps x ensemble size, for example {@code 50x10}; empty where none was
 *     given
 * @param scores score by layout of the dataset; a dataset that was not reported is absent
 * @param time time per image as printed; empty where none was given
 * @param sources tags of the sources, the first one being the origin of the row
 * @param note what a reader must know of this row; may be empty
 */
public record PublishedRow(
    String method,
    String setting,
    Map<String, PublishedScore> scores,
    String time,
    List<String> sources,
    String note) {
  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if the row has no method, no score or no source
   */
  public PublishedRow {
    if (method.isBlank() || scores.isEmpty() || sources.isEmpty()) {
      throw new IllegalArgumentException(
          "a published row needs a method, a score and a source: \"" + method + "\"");
    }
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    sources = List.copyOf(sources);
  }
}
