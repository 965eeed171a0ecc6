package org.tacheo.models.ensemble;

/** Whether to say how far the members disagree. */
public enum Uncertainty {
  /** No. */
  OMITTED,
  /** Yes, per pixel. */
  COMPUTED
}
