package org.tacheo.eval.protocol;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.tacheo.core.DataException;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Region;
import org.tacheo.core.SpecException;
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
public final class DepthProtocol {
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

  /** Every protocol. */
  public static List<DepthProtocol> all() {
    return List.of(MARIGOLD);
  }

  /**
   * The protocol with this id.
   *
   * @throws SpecException if there is none
   */
  public static DepthProtocol of(String id) {
    return all().stream()
        .filter(protocol -> protocol.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "unknown protocol \""
                        + id
                        + "\"; known: "
                        + String.join(", ", all().stream().map(DepthProtocol::id).toList())));
  }

  /** For example {@code marigold-depth}. */
  public String id() {
    return id;
  }

  /** Raised whenever a number can change. */
  public int version() {
    return version;
  }

  /** The layouts it defines, sorted. */
  public List<String> layouts() {
    return rules.keySet().stream().sorted().toList();
  }

  /** The protocol as a manifest names it, with its constants for these layouts. */
  public ProtocolInfo info(List<String> layouts) {
    Map<String, String> texts = new TreeMap<>();
    layouts.forEach(layout -> texts.put(layout, rules(layout).toString()));
    return new ProtocolInfo(id, version, DepthMetric.infos(), texts);
  }

  /**
   * What is cut out of the image and the ground truth of a sample before anybody sees them.
   *
   * @throws DataException if the frame is too small
   */
  public Region crop(String layout, ImageSize size) {
    return rules(layout).crop().in(size);
  }

  /**
   * Checks that frames of this size, uncropped, can be scored.
   *
   * @throws DataException if they are too small for what the protocol cuts out
   */
  public void requireFits(String layout, ImageSize size) {
    DepthRules layoutRules = rules(layout);
    layoutRules.evaluated().in(layoutRules.crop().in(size).size());
  }

  /**
   * Prepares the ground truth of one sample: crops it and finds the pixels that count.
   *
   * @param groundTruth uncropped
   * @throws DataException if the frame is too small
   * @throws SpecException if the protocol does not define the layout
   */
  public PreparedDepth prepare(String layout, GroundTruth.Depth groundTruth) {
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
