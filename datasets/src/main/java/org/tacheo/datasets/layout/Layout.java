package org.tacheo.datasets.layout;

import org.tacheo.core.DataException;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.RgbImage;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.split.ExpectedSplit;
import org.tacheo.datasets.split.SampleFiles;
import org.tacheo.datasets.split.SplitRule;

/** A published layout: how its files are named, encoded and predicted. */
public interface Layout extends SplitRule {
  /** The number of samples and the digest of the published split, and of no other. */
  ExpectedSplit published();

  /** Where the reference scripts keep the prediction of an image. */
  String predictionPath(String image);

  /**
   * The median depth that a frame of such scenes can have, metres; outside of it the unit or the
   * encoding is wrong.
   */
  DepthBand plausibleMedian();

  /**
   * Decodes an image, [H, W, 3], uncropped.
   *
   * @throws DataException if it is missing or corrupt
   */
  RgbImage image(Archive archive, SampleFiles files);

  /**
   * Decodes ground truth, [H, W], metres, uncropped and of the size that the header of the image
   * declares.
   *
   * @throws DataException if it is missing, corrupt, or of the wrong size or type
   */
  GroundTruth.Depth groundTruth(Archive archive, SampleFiles files);
}
