package org.tacheo.eval.run;

import org.tacheo.core.DataException;
import org.tacheo.core.TacheoException;
import org.tacheo.eval.metric.PixelErrors;
import org.tacheo.eval.result.Unit;

/**
 * Keeps the pixel errors of each sample until the samples of a dataset are pooled: too many for
 * memory. Safe for use by several threads at once.
 */
public interface ErrorStore extends AutoCloseable {
  /**
   * Whose errors.
   *
   * @param estimator name of the estimator
   * @param dataset id of the dataset
   * @param protocol id of the protocol
   * @param sample path of the RGB image as the published split lists it
   */
  record Key(String estimator, String dataset, String protocol, String sample) {
    /** Of a unit under a protocol. */
    static Key of(Unit unit, String protocol) {
      return new Key(unit.estimator(), unit.dataset(), protocol, unit.id());
    }
  }

  /**
   * Keeps errors; those that were kept under the same key before are forgotten.
   *
   * @return what a journal knows them by
   * @throws TacheoException if they cannot be written
   */
  String put(Key key, PixelErrors errors);

  /**
   * The errors kept under a key.
   *
   * @throws DataException if there are none or they were changed
   */
  PixelErrors get(Key key);

  /** Releases what the store holds. */
  @Override
  void close();
}
