package org.tacheo.eval.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Region;
import org.tacheo.core.SpecException;
import org.tacheo.core.Task;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.ProtocolInfo;

/**
 * Whether depth steps where the ground truth does: the boundary F1 of Depth Pro and the three of
 * MoGe, on layouts whose ground truth is dense. Crops and ranges of the ground truth are those of
 * {@code marigold-depth}; nothing is clipped. A scale does not matter to any of the four, a shift
 * does; so depth known up to a scale is only scaled, and only what is known up to a shift has one
 * fitted, by least squares. Aligned disparity is raised to 1e-6 per metre before it is inverted.
 *
 * <p>A fitted shift can make depth 0 or negative. Depth Pro raises depth to 1e-6 m; MoGe takes the
 * ratio of two depths as it comes, see {@link org.tacheo.eval.metric.MogeBoundary}.
 *
 * <p>Depth Pro knows no mask. Here pairs with a pixel that does not count are left out; on maps
 * without holes that is the same. Sensor depth is not sharp: numbers on it tell less than those on
 * rendered frames.
 *
 * <p>Source: Depth Pro (arXiv 2410.02073) and MoGe (arXiv 2410.19115), see the metrics.
 */
public final class BoundaryProtocol implements Protocol {
  /** The one version there is. */
  public static final BoundaryProtocol BOUNDARIES = new BoundaryProtocol();

  static final int MAX_RADIUS = 3;
  static final MetricInfo DEPTH_PRO =
      new MetricInfo("depth_pro_f1", "F1, Depth Pro", "fraction", true);
  private static final List<String> LAYOUTS = List.of("diode", "nyuv2", "scannet");

  private BoundaryProtocol() {}

  /** MoGe's metric of this radius. */
  static MetricInfo moge(int radius) {
    return new MetricInfo("moge_f1_r" + radius, "F1, MoGe, radius " + radius, "fraction", true);
  }

  @Override
  public String id() {
    return "boundaries";
  }

  @Override
  public int version() {
    return 1;
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
    return LAYOUTS;
  }

  @Override
  public ProtocolInfo info(List<String> layouts) {
    Map<String, String> texts = new TreeMap<>();
    layouts.forEach(layout -> texts.put(layout, rules(layout).toString()));
    return new ProtocolInfo(
        id(),
        version(),
        task().id(),
        List.of(DEPTH_PRO.id(), moge(1).id()),
        List.of(DEPTH_PRO, moge(1), moge(2), moge(MAX_RADIUS)),
        texts);
  }

  @Override
  public Region crop(String layout, ImageSize size) {
    return rules(layout).crop().in(size);
  }

  @Override
  public void requireFits(String layout, ImageSize size) {
    rules(layout);
    DepthProtocol.MARIGOLD.requireFits(layout, size);
  }

  @Override
  public Alignment alignment(PredictionKind kind) {
    return DepthProtocol.EIGEN.alignment(kind);
  }

  @Override
  public List<Alignment> alignments(PredictionKind kind) {
    return DepthProtocol.EIGEN.alignments(kind);
  }

  @Override
  public Prepared prepare(String layout, GroundTruth groundTruth, Optional<Intrinsics> intrinsics) {
    if (groundTruth instanceof GroundTruth.Depth depth) {
      return new PreparedBoundaries(MaskedDepth.of(rules(layout), depth));
    }
    throw new IllegalArgumentException(id() + " is a protocol of depth");
  }

  private DepthRules rules(String layout) {
    if (!LAYOUTS.contains(layout)) {
      throw new SpecException(
          "protocol "
              + id()
              + " does not define dataset layout \""
              + layout
              + "\"; it defines "
              + String.join(", ", LAYOUTS));
    }
    return DepthProtocol.MARIGOLD.rules(layout).ofBoundaries();
  }
}
