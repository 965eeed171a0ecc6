package org.tacheo.eval.protocol;

import java.util.List;
import java.util.Optional;
import org.tacheo.core.DataException;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Region;
import org.tacheo.core.SpecException;
import org.tacheo.core.Task;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.result.ProtocolInfo;

/**
 * A published way to evaluate: for each dataset layout which pixels count, how predictions are
 * aligned, clipped and scored, and how the samples of a dataset become one score.
 */
public interface Protocol {
  /** For example {@code marigold-depth}. */
  String id();

  /** Raised whenever a number can change. */
  int version();

  /** What it evaluates. */
  Task task();

  /** How the samples of a dataset become one score. */
  Aggregation aggregation();

  /** The layouts it defines, sorted. */
  List<String> layouts();

  /** The protocol as a manifest names it, with its constants for these layouts. */
  ProtocolInfo info(List<String> layouts);

  /**
   * What is cut out of the image and the ground truth of a sample before anybody sees them.
   *
   * @throws DataException if the frame is too small
   * @throws SpecException if the protocol does not define the layout
   */
  Region crop(String layout, ImageSize size);

  /**
   * Checks that frames of this size, uncropped, can be scored.
   *
   * @throws DataException if they are too small for what the protocol cuts out
   * @throws SpecException if the protocol does not define the layout
   */
  void requireFits(String layout, ImageSize size);

  /** The alignment that this kind of prediction calls for. */
  Alignment alignment(PredictionKind kind);

  /**
   * Prepares the ground truth of one sample: crops it and finds the pixels that count.
   *
   * @param groundTruth uncropped, of the protocol's task
   * @param intrinsics of the uncropped frame, where the dataset has them
   * @throws DataException if the frame is too small
   * @throws SpecException if the protocol does not define the layout
   */
  Prepared prepare(String layout, GroundTruth groundTruth, Optional<Intrinsics> intrinsics);
}
