package org.tacheo.datasets.scannet;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.RgbImage;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.image.Jpeg;
import org.tacheo.datasets.layout.DepthBand;
import org.tacheo.datasets.layout.DepthLayout;
import org.tacheo.datasets.layout.Gray16Depth;
import org.tacheo.datasets.layout.PredictionNames;
import org.tacheo.datasets.split.Column;
import org.tacheo.datasets.split.ExpectedSplit;
import org.tacheo.datasets.split.SampleFiles;

/** 800 frames of the validation scenes of ScanNet: JPEG, and depth in millimetres as PNG. */
public final class ScannetLayout implements DepthLayout {
  private static final Pattern IMAGE = Pattern.compile("([^/]+)/color/([^/.][^/]*)\\.jpg");
  private static final Pattern DEPTH = Pattern.compile("([^/]+)/depth/([^/.][^/]*)\\.png");

  private final Gray16Depth depth = new Gray16Depth(1000);

  @Override
  public String id() {
    return "scannet";
  }

  @Override
  public String imagePattern() {
    return "<scene>/color/<frame>.jpg";
  }

  @Override
  public ExpectedSplit published() {
    return new ExpectedSplit(
        800, "cfcc376289b1a3d9ec7ea8e817f4d7f6c567b21dae3aef512563fd185be0f5a1");
  }

  @Override
  public List<Column> columns() {
    return List.of(Column.IMAGE, Column.GROUND_TRUTH);
  }

  @Override
  public Optional<String> scene(String member) {
    Matcher image = IMAGE.matcher(member);
    return image.matches() ? Optional.of(image.group(1)) : Optional.empty();
  }

  @Override
  public List<String> groundTruth(String image) {
    return List.of(IMAGE.matcher(image).replaceFirst("$1/depth/$2.png"));
  }

  @Override
  public Optional<String> imageOf(String groundTruth) {
    Matcher map = DEPTH.matcher(groundTruth);
    return map.matches()
        ? Optional.of(map.group(1) + "/color/" + map.group(2) + ".jpg")
        : Optional.empty();
  }

  @Override
  public String predictionPath(String image) {
    return PredictionNames.fromName(image);
  }

  @Override
  public DepthBand plausibleMedian() {
    return new DepthBand(0.3, 10);
  }

  @Override
  public RgbImage image(Archive archive, SampleFiles files) {
    return Jpeg.read(archive.read(files.image()), archive.where(files.image()));
  }

  @Override
  public GroundTruth.Depth groundTruth(Archive archive, SampleFiles files) {
    return depth.read(archive, files);
  }
}
