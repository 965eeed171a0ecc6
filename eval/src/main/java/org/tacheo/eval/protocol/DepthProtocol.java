package org.tacheo.eval.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Region;
import org.tacheo.core.SpecException;
import org.tacheo.core.Task;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.metric.DepthMetric;
import org.tacheo.eval.protocol.DepthRules.Cut;
import org.tacheo.eval.result.ProtocolInfo;

/**
 * A depth evaluation protocol: for each dataset layout which pixels count, how predictions are
 * aligned, clipped and scored.
 *
 * <p>Source of {@code marigold-depth}: Marigold (Ke et al., CVPR 2024, arXiv 2312.02145),
 * script/depth/eval.py, src/dataset and config/dataset_depth at b1dffaa; the protocol of
 * "Fine-Tuning Image-Conditional Diffusion Models is Easier than You Think" (arXiv 2409.11355) as
 * well.
 */
public final class DepthProtocol implements Protocol {
  private static final Cut WHOLE = new Cut.Whole();

  /** The protocol of Marigold and of the end-to-end fine-tuning paper. */
  public static final DepthProtocol MARIGOLD =
      new DepthProtocol(
          "marigold-depth",
          1,
          Map.of(
              "nyuv2",
              new DepthRules(
                  1e-3f,
                  10,
                  1e-3f,
                  10,
                  WHOLE,
                  new Cut.Fixed(new Region(45, 471, 41, 601)),
                  OptionalInt.empty()),
              "kitti",
              new DepthRules(
                  1e-5f,
                  80,
                  1e-5f,
                  80,
                  new Cut.BottomCentre(352, 1216),
                  // Eigen's fractions, meant for the whole image, but applied by the reference
                  // after the benchmark crop.
                  new Cut.Fractions(0.3324324, 0.91351351, 0.0359477, 0.96405229),
                  OptionalInt.empty()),
              "eth3d",
              new DepthRules(
                  1e-5f,
                  Float.POSITIVE_INFINITY,
                  1e-5f,
                  Float.POSITIVE_INFINITY,
                  WHOLE,
                  WHOLE,
                  OptionalInt.of(1024)),
              "scannet",
              new DepthRules(1e-3f, 10, 1e-3f, 10, WHOLE, WHOLE, OptionalInt.empty()),
              // The dataset's own mask decides; the range clips predictions only.
              "diode",
              new DepthRules(
                  0, Float.POSITIVE_INFINITY, 0.6f, 350, WHOLE, WHOLE, OptionalInt.empty())));

  private final String id;
  private final int version;
  private final Map<String, DepthRules> rules;

  private DepthProtocol(String id, int version, Map<String, DepthRules> rules) {
    this.id = id;
    this.version = version;
    this.rules = Map.copyOf(rules);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public Task task() {
    return Task.DEPTH;
  }

  @Override
  public Aggregation aggregation() {
    return Aggregation.MEAN_OVER_SAMPLES;
  }

  @Override
  public List<String> layouts() {
    return rules.keySet().stream().sorted().toList();
  }

  @Override
  public ProtocolInfo info(List<String> layouts) {
    Map<String, String> texts = new TreeMap<>();
    layouts.forEach(layout -> texts.put(layout, rules(layout).toString()));
    return new ProtocolInfo(
        id,
        version,
        task().id(),
        List.of(DepthMetric.ABS_REL.info().id(), DepthMetric.DELTA1.info().id()),
        DepthMetric.infos(),
        texts);
  }

  @Override
  public Region crop(String layout, ImageSize size) {
    return rules(layout).crop().in(size);
  }

  @Override
  public void requireFits(String layout, ImageSize size) {
    DepthRules layoutRules = rules(layout);
    layoutRules.evaluated().in(layoutRules.crop().in(size).size());
  }

  @Override
  public Alignment alignment(PredictionKind kind) {
    return kind == PredictionKind.AFFINE_INVARIANT_DISPARITY
        ? Alignment.LEAST_SQUARES_DISPARITY
        : Alignment.LEAST_SQUARES;
  }

  @Override
  public Prepared prepare(String layout, GroundTruth groundTruth, Optional<Intrinsics> intrinsics) {
    if (groundTruth instanceof GroundTruth.Depth depth) {
      return prepare(layout, depth);
    }
    throw new IllegalArgumentException(id + " is a protocol of depth");
  }

  PreparedDepth prepare(String layout, GroundTruth.Depth groundTruth) {
    DepthRules layoutRules = rules(layout);
    return PreparedDepth.of(
        layoutRules, groundTruth.crop(layoutRules.crop().in(groundTruth.size())));
  }

  private DepthRules rules(String layout) {
    DepthRules found = rules.get(layout);
    if (found == null) {
      throw new SpecException(
          "protocol "
              + id
              + " does not define dataset layout \""
              + layout
              + "\"; it defines "
              + String.join(", ", layouts()));
    }
    return found;
  }
}
