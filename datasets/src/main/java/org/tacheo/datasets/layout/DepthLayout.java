package org.tacheo.datasets.layout;

import org.tacheo.core.GroundTruth;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.split.SampleFiles;

/** A published layout of depth. */
public interface DepthLayout extends Layout {
  /**
   * The median depth that a frame of such scenes can have, metres; outside of it the unit or the
   * encoding is wrong.
   */
  DepthBand plausibleMedian();

  @Override
  GroundTruth.Depth groundTruth(Archive archive, SampleFiles files);
}
