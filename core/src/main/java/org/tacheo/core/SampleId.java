package org.tacheo.core;

import java.util.Comparator;

/**
 * Names one sample of one dataset.
 *
 * @param dataset id of the dataset, for example {@code nyuv2}
 * @param scene the scene the frame was taken in; frames of one scene are not independent of each
 *     other
 * @param path path of the RGB image as the published split lists it, for example {@code
 *     test/kitchen_0004/rgb_0001.png}
 */
public record SampleId(String dataset, String scene, String path) implements Comparable<SampleId> {
  private static final Comparator<SampleId> ORDER =
      Comparator.comparing(SampleId::dataset)
          .thenComparing(SampleId::path)
          .thenComparing(SampleId::scene);

  /** Orders by dataset, then path. */
  @Override
  public int compareTo(SampleId other) {
    return ORDER.compare(this, other);
  }

  /** Returns {@code dataset/path}, the form used in every message. */
  @Override
  public String toString() {
    return dataset + "/" + path;
  }
}
