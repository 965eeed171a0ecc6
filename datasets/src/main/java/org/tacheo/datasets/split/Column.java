package org.tacheo.datasets.split;

/** What one column of a split list holds. */
public enum Column {
  /** The member with the RGB image. */
  IMAGE,
  /** A member with ground truth. */
  GROUND_TRUTH,
  /** A member with ground truth, or {@code None}: the row is then not evaluated. */
  GROUND_TRUTH_OR_NONE,
  /** The focal length, pixels; not used. */
  FOCAL_LENGTH
}
