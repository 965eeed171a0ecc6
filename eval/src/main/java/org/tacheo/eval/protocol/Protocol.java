package org.tacheo.eval.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
   * The alignments that a prediction of this kind may be given, the one that it calls for first;
   * none if the protocol does not take the kind.
   */
  default List<Alignment> alignments(PredictionKind kind) {
    return kind.task() == task() ? List.of(alignment(kind)) : List.of();
  }

  /**
   * Checks that the protocol takes a kind of prediction, and gives it this alignment, if any.
   *
   * @param alignment empty for the one that the kind calls for
   * @throws SpecException in one line that names what is legal, if not
   */
  default void requireLegal(PredictionKind kind, Optional<Alignment> alignment) {
    List<Alignment> legal = alignments(kind);
    if (legal.isEmpty()) {
      throw new SpecException(
          "protocol "
              + id()
              + " does not take "
              + kind.id()
              + "; it takes "
              + Arrays.stream(PredictionKind.values())
                  .filter(other -> !alignments(other).isEmpty())
                  .map(PredictionKind::id)
                  .collect(Collectors.joining(", ")));
    }
    if (alignment.isPresent() && !legal.contains(alignment.get())) {
      throw new SpecException(
          "alignment "
              + alignment.get().id()
              + " is not legal for "
              + kind.id()
              + " under "
              + id()
              + "; legal: "
              + legal.stream().map(Alignment::id).collect(Collectors.joining(", ")));
    }
  }

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
