package org.tacheo.eval.protocol;

import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Prediction;
import org.tacheo.eval.align.Alignment;

/**
 * The ground truth of one sample, cropped and masked under a protocol, against which any number of
 * predictions can be scored.
 */
public interface Prepared {
  /** The size that a prediction must have, {@code [H, W]}: after the protocol's crop. */
  ImageSize size();

  /** The number of pixels that count. */
  int validPixels();

  /**
   * The ground truth of the whole frame that the protocol shows, for an oracle.
   *
   * @return with a mask of the pixels that the protocol believes: those that the dataset declares
   *     valid, or whose depth lies in the range of the protocol; whether or not they lie in the
   *     region that it evaluates
   */
  GroundTruth groundTruth();

  /**
   * Aligns, clips and scores a prediction.
   *
   * @param prediction of a kind of the protocol's task
   */
  Scoring score(Prediction prediction, Alignment alignment);
}
