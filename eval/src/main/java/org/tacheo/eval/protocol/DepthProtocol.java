package org.tacheo.eval.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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
import org.tacheo.eval.protocol.DepthRules.Disparity;
import org.tacheo.eval.result.ProtocolInfo;

/**
 * A depth evaluation protocol: for each dataset layout which pixels count, how predictions are
 * aligned, clipped and scored.
 *
 * <p>Source of {@code marigold-depth}: Marigold (Ke et al., CVPR 2024, arXiv 2312.02145),
 * script/depth/eval.py, src/dataset and config/dataset_depth at b1dffaa; the protocol of
 * "Fine-Tuning Image-Conditional Diffusion Models is Easier than You Think" (arXiv 2409.11355) as
 * well.
 *
 * <p>{@code eigen-metric}: how papers on metric depth evaluate NYUv2 and KITTI; ranges and crops of
 * ZoeDepth (Bhat et al. 2023, arXiv 2302.12288) and Depth Anything, after Eigen et al. 2014 (arXiv
 * 1406.2283), crop after Garg et al. 2016 (arXiv 1603.04992).
 *
 * <p>{@code midas-disparity}: Ranftl et al., TPAMI 2022 (arXiv 1907.01341), zero-shot evaluation:
 * least squares in disparity over every valid pixel and a cap on depth, here as a clip, which gives
 * the same as its floor of 1 / cap on disparity. It names no crop.
 *
 * <p>Only {@code marigold-depth} leaves pixels whose disparity is not positive out of the fit, as
 * its reference does; networks that end in a ReLU predict 0 for what is far.
 *
 * <p>{@code kitti-devkit}: the depth prediction benchmark of KITTI (Uhrig et al. 2017, arXiv
 * 1708.06500), whose predictions are 16-bit PNG, so that no depth is below 1/256 m or above
 * 65535/256 m; here depth is clipped to that range, but not rounded to the grid.
 */
public final class DepthProtocol implements Protocol {
  private static final Cut WHOLE = new Cut.Whole();

  /** Where the Kinect's depth is sound, after Eigen et al. 2014. */
  private static final Cut NYU_EIGEN_CROP = new Cut.Fixed(new Region(45, 471, 41, 601));

  private static final List<DepthMetric> EIGEN_METRICS =
      Stream.concat(DepthMetric.MARIGOLD.stream(), Stream.of(DepthMetric.MAE)).toList();

  /** The protocol of Marigold and of the end-to-end fine-tuning paper. */
  public static final DepthProtocol MARIGOLD =
      new DepthProtocol(
          "marigold-depth",
          1,
          DepthMetric.MARIGOLD,
          List.of(DepthMetric.ABS_REL, DepthMetric.DELTA1),
          Map.of(
              "nyuv2",
              new DepthRules(
                  1e-3f,
                  10,
                  1e-3f,
                  10,
                  WHOLE,
                  NYU_EIGEN_CROP,
                  OptionalInt.empty(),
                  Disparity.POSITIVE),
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
                  OptionalInt.empty(),
                  Disparity.POSITIVE),
              "eth3d",
              new DepthRules(
                  1e-5f,
                  Float.POSITIVE_INFINITY,
                  1e-5f,
                  Float.POSITIVE_INFINITY,
                  WHOLE,
                  WHOLE,
                  OptionalInt.of(1024),
                  Disparity.POSITIVE),
              "scannet",
              new DepthRules(
                  1e-3f, 10, 1e-3f, 10, WHOLE, WHOLE, OptionalInt.empty(), Disparity.POSITIVE),
              // The dataset's own mask decides; the range clips predictions only.
              "diode",
              new DepthRules(
                  0,
                  Float.POSITIVE_INFINITY,
                  0.6f,
                  350,
                  WHOLE,
                  WHOLE,
                  OptionalInt.empty(),
                  Disparity.POSITIVE)));

  /** How papers on metric depth evaluate. */
  public static final DepthProtocol EIGEN =
      new DepthProtocol(
          "eigen-metric",
          1,
          EIGEN_METRICS,
          List.of(DepthMetric.ABS_REL, DepthMetric.DELTA1),
          Map.of(
              "nyuv2",
              new DepthRules(
                  1e-3f,
                  10,
                  1e-3f,
                  10,
                  WHOLE,
                  NYU_EIGEN_CROP,
                  OptionalInt.empty(),
                  Disparity.EVERY_PIXEL),
              "kitti",
              new DepthRules(
                  1e-3f,
                  80,
                  1e-3f,
                  80,
                  new Cut.BottomCentre(352, 1216),
                  // Garg's fractions, applied after the benchmark crop as those papers do.
                  new Cut.Fractions(0.40810811, 0.99189189, 0.03594771, 0.96405229),
                  OptionalInt.empty(),
                  Disparity.EVERY_PIXEL)));

  /** The zero-shot protocol of MiDaS. */
  public static final DepthProtocol MIDAS =
      new DepthProtocol(
          "midas-disparity",
          1,
          List.of(DepthMetric.ABS_REL, DepthMetric.BAD_1_25),
          List.of(DepthMetric.ABS_REL, DepthMetric.BAD_1_25),
          Map.of(
              "nyuv2",
              capped(10, WHOLE),
              // Cut as everywhere here, so that one set of predictions serves every protocol.
              "kitti",
              capped(80, new Cut.BottomCentre(352, 1216)),
              "eth3d",
              capped(72, WHOLE)));

  /** The metrics of KITTI's own depth prediction benchmark. */
  public static final DepthProtocol KITTI_DEVKIT =
      new DepthProtocol(
          "kitti-devkit",
          1,
          List.of(
              DepthMetric.SILOG,
              DepthMetric.SQ_REL_PERCENT,
              DepthMetric.ABS_REL_PERCENT,
              DepthMetric.I_RMSE_KM),
          List.of(DepthMetric.SILOG, DepthMetric.ABS_REL_PERCENT),
          Map.of(
              "kitti",
              new DepthRules(
                  0,
                  Float.POSITIVE_INFINITY,
                  1 / 256f,
                  65535 / 256f,
                  new Cut.BottomCentre(352, 1216),
                  WHOLE,
                  OptionalInt.empty(),
                  Disparity.EVERY_PIXEL)));

  private final String id;
  private final int version;
  private final List<DepthMetric> metrics;
  private final List<DepthMetric> headline;
  private final Map<String, DepthRules> rules;

  private DepthProtocol(
      String id,
      int version,
      List<DepthMetric> metrics,
      List<DepthMetric> headline,
      Map<String, DepthRules> rules) {
    this.id = id;
    this.version = version;
    this.metrics = metrics;
    this.headline = headline;
    this.rules = Map.copyOf(rules);
  }

  private static DepthRules capped(float cap, Cut crop) {
    return new DepthRules(0, cap, 0, cap, crop, WHOLE, OptionalInt.empty(), Disparity.EVERY_PIXEL);
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
        headline.stream().map(metric -> metric.info().id()).toList(),
        DepthMetric.infos(metrics),
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
    if (this == MIDAS || kind == PredictionKind.AFFINE_INVARIANT_DISPARITY) {
      return Alignment.LEAST_SQUARES_DISPARITY;
    }
    if (this == MARIGOLD || kind == PredictionKind.AFFINE_INVARIANT_DEPTH) {
      return Alignment.LEAST_SQUARES;
    }
    return kind == PredictionKind.METRIC_DEPTH ? Alignment.NONE : Alignment.MEDIAN;
  }

  @Override
  public List<Alignment> alignments(PredictionKind kind) {
    if (kind.task() != task()) {
      return List.of();
    }
    Set<Alignment> legal = Alignment.legal(kind);
    Alignment natural = alignment(kind);
    if (!legal.contains(natural)) {
      return List.of();
    }
    return this == MIDAS
        ? List.of(natural)
        : Stream.concat(Stream.of(natural), legal.stream()).distinct().toList();
  }

  @Override
  public Prepared prepare(String layout, GroundTruth groundTruth, Optional<Intrinsics> intrinsics) {
    if (groundTruth instanceof GroundTruth.Depth depth) {
      return prepare(layout, depth);
    }
    throw new IllegalArgumentException(id + " is a protocol of depth");
  }

  PreparedDepth prepare(String layout, GroundTruth.Depth groundTruth) {
    return new PreparedDepth(metrics, MaskedDepth.of(rules(layout), groundTruth));
  }

  /**
   * The constants for a layout.
   *
   * @throws SpecException if the protocol does not define it
   */
  DepthRules rules(String layout) {
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
