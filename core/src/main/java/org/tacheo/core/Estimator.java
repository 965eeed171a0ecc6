package org.tacheo.core;

import java.util.Optional;

/**
 * Something that predicts depth from one image. Implementations are safe for use by several threads
 * at once.
 */
public interface Estimator extends AutoCloseable {
  /**
   * Predicts for one sample.
   *
   * @return a prediction of the size of the view's image
   * @throws TacheoException if no prediction can be had for this sample; the sample then counts as
   *     failed
   */
  Prediction predict(View view);

  /** Whether {@link #predict} looks at the image, so that it is worth decoding ahead. */
  default boolean readsImage() {
    return true;
  }

  /**
   * What the prediction of a sample is read from, empty if it is computed. A run in which two
   * samples share one is refused, since one of them would be scored on the other's prediction.
   *
   * @param predictionPath where the reference scripts keep the prediction of this sample
   * @throws SpecException if there can be no such thing
   */
  default Optional<String> source(SampleId id, String predictionPath) {
    return Optional.empty();
  }

  /** Releases what the estimator holds; does nothing by default. */
  @Override
  default void close() {}
}
