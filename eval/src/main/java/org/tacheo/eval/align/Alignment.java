package org.tacheo.eval.align;

import java.util.Arrays;
import java.util.List;
import org.tacheo.core.SpecException;

/** How a prediction is brought into the frame of the ground truth. */
public enum Alignment {
  /** The prediction is taken as it is, as depth in metres. */
  NONE("none", ""),
  /** Scale and shift by least squares against ground-truth depth. */
  LEAST_SQUARES("least-squares", "least_square"),
  /**
   * Scale and shift by least squares against ground-truth disparity, where the prediction is
   * positive; aligned disparity at least 1e-3 per metre, then inverted.
   */
  LEAST_SQUARES_DISPARITY("least-squares-disparity", "least_square_disparity");

  private final String id;
  private final String referenceName;

  Alignment(String id, String referenceName) {
    this.id = id;
    this.referenceName = referenceName;
  }

  /** As the command line and the result files name it. */
  public String id() {
    return id;
  }

  /** As the reference evaluator names it; empty for none. */
  public String referenceName() {
    return referenceName;
  }

  /** The ids of all alignments. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Alignment::id).toList();
  }

  /**
   * The alignment with this id.
   *
   * @throws SpecException if there is none
   */
  public static Alignment of(String id) {
    return Arrays.stream(values())
        .filter(alignment -> alignment.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "unknown alignment \"" + id + "\"; known: " + String.join(", ", ids())));
  }
}
