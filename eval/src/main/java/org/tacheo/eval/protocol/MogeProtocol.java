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
import org.tacheo.core.Task;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.result.ProtocolInfo;

/**
 * The solvers and metrics of MoGe's evaluation, by category of what is left open: a prediction is
 * scored in every category that its kind can serve, each with its own alignment; in the others it
 * has no value.
 *
 * <p>The frames are those of the layouts, with the crops and ranges of {@code marigold-depth}, not
 * the frames that MoGe's authors prepared: they turn the camera, resize, and drop regions. So the
 * numbers are not those of their tables. Of all layouts here none is among the sharp ones on which
 * they take boundaries; see {@code boundaries}.
 *
 * <p>Source: Wang et al., CVPR 2025 (arXiv 2410.19115), moge/test/metrics.py at 0744441.
 */
public final class MogeProtocol implements Protocol {
  /** The one version there is. */
  public static final MogeProtocol MOGE = new MogeProtocol();

  private MogeProtocol() {}

  @Override
  public String id() {
    return "moge";
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
    return DepthProtocol.MARIGOLD.layouts();
  }

  @Override
  public ProtocolInfo info(List<String> layouts) {
    Map<String, String> texts = new TreeMap<>();
    layouts.forEach(
        layout ->
            texts.put(
                layout,
                DepthProtocol.MARIGOLD.rules(layout).mask()
                    + "; nothing is clipped; fits on 64 x 64 samples, disparity on all pixels"));
    return new ProtocolInfo(
        id(),
        version(),
        task().id(),
        List.of(
            MogeCategory.DEPTH_AFFINE_INVARIANT.rel().id(),
            MogeCategory.DEPTH_AFFINE_INVARIANT.delta1().id(),
            MogeCategory.DISPARITY_AFFINE_INVARIANT.rel().id()),
        MogeCategory.infos(),
        texts);
  }

  @Override
  public Region crop(String layout, ImageSize size) {
    return DepthProtocol.MARIGOLD.crop(layout, size);
  }

  @Override
  public void requireFits(String layout, ImageSize size) {
    DepthProtocol.MARIGOLD.requireFits(layout, size);
  }

  @Override
  public Alignment alignment(PredictionKind kind) {
    return Alignment.PER_CATEGORY;
  }

  @Override
  public Prepared prepare(String layout, GroundTruth groundTruth, Optional<Intrinsics> intrinsics) {
    if (groundTruth instanceof GroundTruth.Depth depth) {
      DepthRules rules = DepthProtocol.MARIGOLD.rules(layout);
      Region crop = rules.crop().in(depth.size());
      return new PreparedMoge(
          MaskedDepth.of(rules, depth),
          intrinsics.map(
              camera ->
                  new Intrinsics(
                      camera.fx(),
                      camera.fy(),
                      camera.cx() - crop.left(),
                      camera.cy() - crop.top())));
    }
    throw new IllegalArgumentException(id() + " is a protocol of depth");
  }
}
