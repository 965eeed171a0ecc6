package org.tacheo.datasets.kitti;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.RgbImage;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.image.Png;
import org.tacheo.datasets.layout.DepthBand;
import org.tacheo.datasets.layout.DepthLayout;
import org.tacheo.datasets.layout.Gray16Depth;
import org.tacheo.datasets.layout.PredictionNames;
import org.tacheo.datasets.split.Column;
import org.tacheo.datasets.split.ExpectedSplit;
import org.tacheo.datasets.split.SampleFiles;

/**
 * The Eigen test images of KITTI as PNG of several sizes, with the annotated LiDAR depth, sparse,
 * 256 steps a metre. Some images have no ground truth and are not evaluated.
 */
public final class KittiLayout implements DepthLayout {
  private static final Pattern IMAGE =
      Pattern.compile("[^/]+/([^/]+)/image_02/data/([0-9]+\\.png)");

  private final Gray16Depth depth = new Gray16Depth(256);

  @Override
  public String id() {
    return "kitti";
  }

  @Override
  public String imagePattern() {
    return "<date>/<drive>/image_02/data/<frame>.png";
  }

  /** Of the 697 rows of the list, those with ground truth. */
  @Override
  public ExpectedSplit published() {
    return new ExpectedSplit(
        652, "1bafffad82b2deff9e06241964765aeab669af9f7d81d41540dd98ccd8c00b4e");
  }

  @Override
  public List<Column> columns() {
    return List.of(Column.IMAGE, Column.GROUND_TRUTH_OR_NONE, Column.FOCAL_LENGTH);
  }

  @Override
  public Optional<String> scene(String member) {
    Matcher image = IMAGE.matcher(member);
    return image.matches() ? Optional.of(image.group(1)) : Optional.empty();
  }

  @Override
  public List<String> groundTruth(String image) {
    Matcher parts = IMAGE.matcher(image);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an image of this layout: " + image);
    }
    return List.of(parts.group(1) + "/proj_depth/groundtruth/image_02/" + parts.group(2));
  }

  /** Never asked for: unpaired files are normal here. */
  @Override
  public Optional<String> imageOf(String groundTruth) {
    return Optional.empty();
  }

  @Override
  public String predictionPath(String image) {
    return PredictionNames.fromName(image);
  }

  @Override
  public DepthBand plausibleMedian() {
    return new DepthBand(2, 80);
  }

  @Override
  public RgbImage image(Archive archive, SampleFiles files) {
    return Png.readRgb(archive.read(files.image()), archive.where(files.image()));
  }

  @Override
  public GroundTruth.Depth groundTruth(Archive archive, SampleFiles files) {
    return depth.read(archive, files);
  }
}
