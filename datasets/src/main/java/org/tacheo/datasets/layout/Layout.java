package org.tacheo.datasets.layout;

import java.util.Optional;
import org.tacheo.core.DataException;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Intrinsics;
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
   * The folder of the archive that the names of the layout are relative to; empty for the root. It
   * lies at the root or in one folder more.
   */
  default String folder() {
    return "";
  }

  /**
   * Decodes an image, [H, W, 3], uncropped.
   *
   * @throws DataException if it is missing or corrupt
   */
  RgbImage image(Archive archive, SampleFiles files);

  /**
   * Decodes ground truth, [H, W], in the unit and frame of its type, uncropped and of the size that
   * the header of the image declares.
   *
   * @throws DataException if it is missing, corrupt, or of the wrong size or type
   */
  GroundTruth groundTruth(Archive archive, SampleFiles files);

  /**
   * Reads the camera of an image, where the layout has it.
   *
   * @throws DataException if it is missing or corrupt
   */
  default Optional<Intrinsics> intrinsics(Archive archive, SampleFiles files) {
    return Optional.empty();
  }
}
