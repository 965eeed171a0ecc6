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
import org.tacheo.eval.metric.NormalsMetric;
import org.tacheo.eval.result.ProtocolInfo;

/**
 * A protocol of surface normals: the angle between predicted and true normals over the pixels that
 * have one, whole frames, nothing aligned. The two differ in what they do with the angles, and
 * their numbers must never be compared: over the same predictions the median of one is not the
 * median of the other.
 *
 * <p>{@code dsine-normals} takes the pixels of all images together. Source: DSINE (Bae and Davison,
 * CVPR 2024, arXiv 2403.00712), projects/dsine/test.py and utils/utils.py at ef0c2af; the protocol
 * of "Fine-Tuning Image-Conditional Diffusion Models is Easier than You Think" (arXiv 2409.11355)
 * as well.
 *
 * <p>{@code marigold-normals} scores each image, rounds, and averages over images. Source:
 * Marigold, script/normals/eval.py at b1dffaa.
 */
public final class NormalsProtocol implements Protocol {
  /** Pooled over the pixels of the dataset, as DSINE and the end-to-end fine-tuning paper do. */
  public static final NormalsProtocol DSINE =
      new NormalsProtocol("dsine-normals", 1, Aggregation.POOLED_OVER_PIXELS);

  /** For each image, rounded, then averaged, as Marigold does. */
  public static final NormalsProtocol MARIGOLD =
      new NormalsProtocol("marigold-normals", 1, Aggregation.MEAN_OVER_SAMPLES);

  // Both protocols on both families of layouts: normals stand in one frame once they are read, so
  // that a user may score the predictions of either on the ground truth of the other.
  private static final List<String> LAYOUTS =
      List.of(
          "ibims-normals",
          "ibims-normals-marigold",
          "nyuv2-normals",
          "nyuv2-normals-marigold",
          "scannet-normals",
          "scannet-normals-marigold",
          "sintel-normals");

  private final String id;
  private final int version;
  private final Aggregation aggregation;

  private NormalsProtocol(String id, int version, Aggregation aggregation) {
    this.id = id;
    this.version = version;
    this.aggregation = aggregation;
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
    return Task.NORMALS;
  }

  @Override
  public Aggregation aggregation() {
    return aggregation;
  }

  @Override
  public List<String> layouts() {
    return LAYOUTS;
  }

  @Override
  public ProtocolInfo info(List<String> layouts) {
    Map<String, String> texts = new TreeMap<>();
    layouts.forEach(layout -> texts.put(requireDefined(layout), rules()));
    return new ProtocolInfo(
        id,
        version,
        task().id(),
        List.of(NormalsMetric.MEAN.info().id(), NormalsMetric.WITHIN_11_25.info().id()),
        NormalsMetric.infos(),
        texts);
  }

  @Override
  public Region crop(String layout, ImageSize size) {
    requireDefined(layout);
    return Region.all(size);
  }

  @Override
  public void requireFits(String layout, ImageSize size) {
    requireDefined(layout);
  }

  @Override
  public Alignment alignment(PredictionKind kind) {
    return Alignment.NONE;
  }

  @Override
  public Prepared prepare(String layout, GroundTruth groundTruth, Optional<Intrinsics> intrinsics) {
    requireDefined(layout);
    if (groundTruth instanceof GroundTruth.Normals normals) {
      return new PreparedNormals(normals, aggregation);
    }
    throw new IllegalArgumentException(id + " is a protocol of normals");
  }

  private String rules() {
    String shared =
        "valid where the layout has a normal; crop whole; errors in float32, norms at least 1e-8; ";
    return shared
        + switch (aggregation) {
          case POOLED_OVER_PIXELS -> "pooled over the pixels of all samples";
          case MEAN_OVER_SAMPLES ->
              "each sample rounded to 4 decimals, angles in float32, then the mean over samples";
        };
  }

  private String requireDefined(String layout) {
    if (!LAYOUTS.contains(layout)) {
      throw new SpecException(
          "protocol "
              + id
              + " does not define dataset layout \""
              + layout
              + "\"; it defines "
              + String.join(", ", LAYOUTS));
    }
    return layout;
  }
}
