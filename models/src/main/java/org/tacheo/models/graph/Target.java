package org.tacheo.models.graph;

/** What a graph is for; it moves no more than the last bits of a number. */
public enum Target {
  /**
   * A processor: large 3x3 convolutions in single precision are computed by way of fewer products,
   * see {@link Winograd} and {@link SubPixel}.
   */
  CPU,
  /** A graphics card, whose libraries choose by themselves how to convolve. */
  GPU
}
