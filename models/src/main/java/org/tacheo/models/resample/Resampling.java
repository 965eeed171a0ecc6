package org.tacheo.models.resample;

/**
 * Resamples planes of one size to another. Not safe for use by several threads: what lies between
 * input and output is used again for each plane.
 */
interface Resampling {
  /**
   * Writes a plane of the new size.
   *
   * @param source of the plane that has the old size
   * @param target an array
   * @param at index of the array where the new plane begins
   */
  void run(Rows source, float[] target, int at);

  /** Where the rows of a plane come from. */
  interface Rows {
    /** Writes the values of one row into the array, from an index on. */
    void read(int row, float[] values, int at);
  }
}
