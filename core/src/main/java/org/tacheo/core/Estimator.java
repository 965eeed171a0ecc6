package org.tacheo.core;

import java.util.List;
import java.util.Map;

/**
 * Something that predicts depth or surface normals from one image. Implementations are safe for use
 * by several threads at once. What sees ground truth as well is an {@link Oracle}.
 */
public interface Estimator extends AutoCloseable {
  /**
   * Predicts for one sample.
   *
   * @return a prediction of the size of the view's image
   * @throws UnreadableException if a file that it needs cannot be read now; the run then ends
   * @throws TacheoException if no prediction can be had for this sample; the sample then counts as
   *     failed
   */
  Prediction predict(View view);

  /**
   * The same, telling how long each of its stages took; an estimator without stages tells nothing.
   *
   * @throws UnreadableException if a file that it needs cannot be read now; the run then ends
   * @throws TacheoException if no prediction can be had for this sample; the sample then counts as
   *     failed
   */
  default Prediction predict(View view, StageClock clock) {
    return predict(view);
  }

  /**
   * Hears of all samples of a dataset before it predicts the first; does nothing by default.
   *
   * @param samples where the reference scripts keep the prediction of each sample, see {@link
   *     View#predictionPath}
   * @throws SpecException if it cannot tell the samples apart
   */
  default void announce(Map<SampleId, String> samples) {}

  /**
   * What people should know about all that it predicted so far, one line each; nothing by default.
   */
  default List<String> remarks() {
    return List.of();
  }

  /** Whether {@link #predict} looks at the image, so that it is worth decoding ahead. */
  default boolean readsImage() {
    return true;
  }

  /** Releases what the estimator holds; does nothing by default. */
  @Override
  default void close() {}
}
