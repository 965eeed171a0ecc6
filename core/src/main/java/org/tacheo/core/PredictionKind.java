package org.tacheo.core;

import java.util.Arrays;
import java.util.List;

/**
 * What the values of a prediction mean: up to which transform they are known, and so which
 * alignments are legal.
 */
public enum PredictionKind {
  /** Depth up to an unknown scale and shift: larger is farther, no unit. */
  AFFINE_INVARIANT_DEPTH("affine-invariant-depth", Task.DEPTH),
  /** Inverse depth up to an unknown scale and shift: larger is nearer, no unit. */
  AFFINE_INVARIANT_DISPARITY("affine-invariant-disparity", Task.DEPTH),
  /** Depth up to an unknown scale, no unit. */
  SCALE_INVARIANT_DEPTH("scale-invariant-depth", Task.DEPTH),
  /** Depth in metres. */
  METRIC_DEPTH("metric-depth", Task.DEPTH),
  /** A point for each pixel up to an unknown scale, in OpenCV camera axes. */
  POINTS("points", Task.DEPTH),
  /** A surface normal for each pixel. */
  NORMALS("normals", Task.NORMALS);

  private final String id;
  private final Task task;

  PredictionKind(String id, Task task) {
    this.id = id;
    this.task = task;
  }

  /** As suites and the command line name it. */
  public String id() {
    return id;
  }

  /** What is estimated. */
  public Task task() {
    return task;
  }

  /** The ids of all kinds, the most frequent first. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(PredictionKind::id).toList();
  }

  /**
   * The kind with this id.
   *
   * @throws SpecException if there is none
   */
  public static PredictionKind of(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "unknown kind of prediction \""
                        + id
                        + "\"; known: "
                        + String.join(", ", ids())));
  }
}
