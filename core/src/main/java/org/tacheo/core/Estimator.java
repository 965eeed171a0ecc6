package org.tacheo.core;

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

  /** Releases what the estimator holds; does nothing by default. */
  @Override
  default void close() {}
}
