package org.tacheo.eval.run;

/** Hears how a run goes on. Called by one thread at a time. */
@FunctionalInterface
public interface Progress {
  /**
   * A sample was finished.
   *
   * @param dataset id of its dataset
   * @param done samples finished in all
   * @param total samples of the run
   * @param failed failures so far, counted over estimators
   */
  void finished(String dataset, int done, int total, int failed);

  /**
   * An estimator begins to work on a sample.
   *
   * @param estimator its name
   * @param dataset id of the dataset of the sample
   * @param done samples of this dataset that are finished
   * @param total samples of this dataset
   */
  default void begun(String estimator, String dataset, int done, int total) {}

  /**
   * An estimator has something to remark on all that it predicted; called at the end.
   *
   * @param estimator its name
   */
  default void remark(String estimator, String remark) {}
}
