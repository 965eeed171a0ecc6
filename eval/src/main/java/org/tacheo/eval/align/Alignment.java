package org.tacheo.eval.align;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SpecException;

/**
 * How a prediction is brought into the frame of the ground truth: what is fitted, in which space
 * and by which norm; q aligned prediction, p prediction, g ground truth.
 *
 * <p>An alignment is legal for a kind of prediction if it removes at least what the kind leaves
 * open, and in the space in which it leaves it open. Depth known up to a scale may lose its shift
 * as well, or be inverted and aligned as disparity; depth known up to scale and shift may not be
 * inverted, for its inverse is no affine function of disparity.
 */
public enum Alignment {
  /** q = p: the prediction is taken as it is, as depth in metres. */
  NONE("none", "", Space.DEPTH, Freedom.NOTHING),
  /** q = s p, s = median of g over median of p. */
  MEDIAN("median", "", Space.DEPTH, Freedom.SCALE),
  /** q = s p, by least squares of q - g. */
  SCALE("scale", "", Space.DEPTH, Freedom.SCALE),
  /** q = s p, by least squares of ln q - ln g, where the prediction is positive. */
  SCALE_LOG("scale-log", "", Space.DEPTH, Freedom.SCALE),
  /** q = s p, by least absolute deviations of (q - g) / g on MoGe's 64 x 64 samples. */
  MOGE_SCALE("moge-scale", "", Space.DEPTH, Freedom.SCALE),
  /** q = s p + t, by least squares of q - g. */
  LEAST_SQUARES("least-squares", "least_square", Space.DEPTH, Freedom.SCALE_AND_SHIFT),
  /** q = s p + t, by least absolute deviations of q - g, exactly. */
  LEAST_ABSOLUTE("least-absolute", "", Space.DEPTH, Freedom.SCALE_AND_SHIFT),
  /** q = s p + t, by least absolute deviations of (q - g) / g, exactly. */
  LEAST_ABSOLUTE_RELATIVE("least-absolute-relative", "", Space.DEPTH, Freedom.SCALE_AND_SHIFT),
  /**
   * q = s p + t, by least absolute deviations of (q - g) / g on MoGe's 64 x 64 samples, as MoGe
   * solves it.
   */
  MOGE_AFFINE("moge-affine", "", Space.DEPTH, Freedom.SCALE_AND_SHIFT),
  /**
   * 1/q = s p + t, by least squares of 1/q - 1/g; aligned disparity at least a small floor, then
   * inverted. A prediction of depth is inverted first. The protocol says what the floor is, and
   * whether pixels whose prediction is not positive are fitted.
   */
  LEAST_SQUARES_DISPARITY(
      "least-squares-disparity",
      "least_square_disparity",
      Space.DISPARITY,
      Freedom.SCALE_AND_SHIFT),
  /** ln q = s ln p + t, by least squares of ln q - ln g, where the prediction is positive. */
  LEAST_SQUARES_LOG("least-squares-log", "", Space.LOG_DEPTH, Freedom.SCALE_AND_SHIFT),
  /** Each category of a protocol has its own. */
  PER_CATEGORY("per-category", "", Space.DEPTH, Freedom.NOTHING);

  /** What a scale and a shift are applied to. */
  public enum Space {
    /** Depth. */
    DEPTH,
    /** Inverse depth. */
    DISPARITY,
    /** The natural logarithm of depth. */
    LOG_DEPTH
  }

  private enum Freedom {
    NOTHING,
    SCALE,
    SCALE_AND_SHIFT
  }

  private final String id;
  private final String referenceName;
  private final Space space;
  private final Freedom freedom;

  Alignment(String id, String referenceName, Space space, Freedom freedom) {
    this.id = id;
    this.referenceName = referenceName;
    this.space = space;
    this.freedom = freedom;
  }

  /** As the command line and the result files name it. */
  public String id() {
    return id;
  }

  /** As Marigold's evaluator names it; empty for none and for those that it does not have. */
  public String referenceName() {
    return referenceName;
  }

  /** What the scale and the shift are applied to. */
  public Space space() {
    return space;
  }

  /** The alignments that are legal for this kind of prediction, the least free first. */
  public static Set<Alignment> legal(PredictionKind kind) {
    return switch (kind) {
      case METRIC_DEPTH -> EnumSet.complementOf(EnumSet.of(PER_CATEGORY));
      case SCALE_INVARIANT_DEPTH, POINTS -> EnumSet.complementOf(EnumSet.of(NONE, PER_CATEGORY));
      case AFFINE_INVARIANT_DEPTH -> affine(Space.DEPTH);
      case AFFINE_INVARIANT_DISPARITY -> affine(Space.DISPARITY);
      case NORMALS -> EnumSet.of(NONE);
    };
  }

  private static Set<Alignment> affine(Space space) {
    return Arrays.stream(values())
        .filter(alignment -> alignment.space == space)
        .filter(alignment -> alignment.freedom == Freedom.SCALE_AND_SHIFT)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Alignment.class)));
  }

  /**
   * The kind of prediction that calls for this alignment: of the kinds of map for which it is legal
   * the one that leaves most open.
   */
  public PredictionKind kind() {
    return Stream.of(
            PredictionKind.AFFINE_INVARIANT_DEPTH,
            PredictionKind.AFFINE_INVARIANT_DISPARITY,
            PredictionKind.SCALE_INVARIANT_DEPTH)
        .filter(kind -> legal(kind).contains(this))
        .findFirst()
        .orElse(PredictionKind.METRIC_DEPTH);
  }

  /** The ids of all alignments. */
  public static List<String> ids() {
    return Arrays.stream(values())
        .filter(alignment -> alignment != PER_CATEGORY)
        .map(Alignment::id)
        .toList();
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
