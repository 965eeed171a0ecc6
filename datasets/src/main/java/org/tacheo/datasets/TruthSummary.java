package org.tacheo.datasets;

/** What was found of the ground truth of one sample. */
public sealed interface TruthSummary permits DepthSummary, NormalsSummary {
  /** Share of valid pixels, 0 to 1. */
  double validShare();
}
