package org.tacheo.datasets.nyuv2;

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
 * NYU Depth v2, the labelled test images as PNG, 480 x 640. Ground truth is the raw depth in
 * millimetres; the filled depth is listed beside it and never used.
 */
public final class Nyuv2Layout implements DepthLayout {
  private static final Pattern IMAGE = Pattern.compile("[^/]+/([^/]+)/rgb_[0-9]+\\.png");
  private static final Pattern DEPTH = Pattern.compile("(.*/)depth_([0-9]+\\.png)");
  private static final String RGB = "/rgb_";

  private final Gray16Depth depth = new Gray16Depth(1000);

  @Override
  public String id() {
    return "nyuv2";
  }

  @Override
  public String imagePattern() {
    return "test/<scene>/rgb_<n>.png";
  }

  @Override
  public ExpectedSplit published() {
    return new ExpectedSplit(
        654, "4054bcf85c2e61923b962cd61a674c9a50b6c09b926620f2c31a9ea4a8028197");
  }

  @Override
  public List<Column> columns() {
    return List.of(Column.IMAGE, Column.GROUND_TRUTH, Column.GROUND_TRUTH);
  }

  @Override
  public Optional<String> scene(String member) {
    Matcher image = IMAGE.matcher(member);
    return image.matches() ? Optional.of(image.group(1)) : Optional.empty();
  }

  /** The training images lie in the same archive. */
  @Override
  public boolean isEvaluated(String member) {
    return member.startsWith("test/") && scene(member).isPresent();
  }

  @Override
  public List<String> groundTruth(String image) {
    int at = image.lastIndexOf(RGB);
    String folder = image.substring(0, at);
    String number = image.substring(at + RGB.length());
    return List.of(folder + "/depth_" + number, folder + "/filled_" + number);
  }

  @Override
  public Optional<String> imageOf(String groundTruth) {
    Matcher map = DEPTH.matcher(groundTruth);
    return map.matches() ? Optional.of(map.group(1) + "rgb_" + map.group(2)) : Optional.empty();
  }

  @Override
  public String predictionPath(String image) {
    return PredictionNames.fromNumber(image);
  }

  @Override
  public DepthBand plausibleMedian() {
    return new DepthBand(0.3, 10);
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
