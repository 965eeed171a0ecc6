package org.tacheo.eval.protocol;

import static org.tacheo.core.PredictionKind.AFFINE_INVARIANT_DEPTH;
import static org.tacheo.core.PredictionKind.AFFINE_INVARIANT_DISPARITY;
import static org.tacheo.core.PredictionKind.METRIC_DEPTH;
import static org.tacheo.core.PredictionKind.POINTS;
import static org.tacheo.core.PredictionKind.SCALE_INVARIANT_DEPTH;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.tacheo.core.PredictionKind;
import org.tacheo.eval.result.MetricInfo;

/** The categories of MoGe's evaluation and the kinds of prediction that can serve each. */
enum MogeCategory {
  DEPTH_METRIC("metric depth", METRIC_DEPTH),
  DEPTH_SCALE_INVARIANT("scale-invariant depth", SCALE_INVARIANT_DEPTH, METRIC_DEPTH, POINTS),
  DEPTH_AFFINE_INVARIANT(
      "affine-invariant depth",
      AFFINE_INVARIANT_DEPTH,
      SCALE_INVARIANT_DEPTH,
      METRIC_DEPTH,
      POINTS),
  DISPARITY_AFFINE_INVARIANT(
      "affine-invariant disparity",
      AFFINE_INVARIANT_DISPARITY,
      SCALE_INVARIANT_DEPTH,
      METRIC_DEPTH,
      POINTS),
  POINTS_SCALE_INVARIANT("scale-invariant points", POINTS),
  POINTS_AFFINE_INVARIANT("affine-invariant points", POINTS);

  private final Set<PredictionKind> kinds;
  private final MetricInfo rel;
  private final MetricInfo delta1;

  MogeCategory(String title, PredictionKind... kinds) {
    this.kinds = Set.of(kinds);
    String id = name().toLowerCase(Locale.ROOT);
    this.rel = new MetricInfo(id + "_rel", "Rel, " + title, "ratio", false);
    this.delta1 = new MetricInfo(id + "_delta1", "δ1, " + title, "fraction", true);
  }

  boolean serves(PredictionKind kind) {
    return kinds.contains(kind);
  }

  /** Whether it compares points, so that those of the ground truth, and a camera, are needed. */
  boolean needsCamera() {
    return this == POINTS_SCALE_INVARIANT || this == POINTS_AFFINE_INVARIANT;
  }

  MetricInfo rel() {
    return rel;
  }

  MetricInfo delta1() {
    return delta1;
  }

  static List<MetricInfo> infos() {
    return Arrays.stream(values())
        .flatMap(category -> Stream.of(category.rel, category.delta1))
        .toList();
  }
}
