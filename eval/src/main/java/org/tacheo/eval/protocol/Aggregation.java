package org.tacheo.eval.protocol;

/** How the samples of a dataset become one score. */
public enum Aggregation {
  /** The unweighted mean over samples of each metric. */
  MEAN_OVER_SAMPLES,
  /** Each metric over the errors of all pixels of all samples together. */
  POOLED_OVER_PIXELS
}
