package org.tacheo.datasets.diode;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Mask;
import org.tacheo.core.RgbImage;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.NpyArray;
import org.tacheo.datasets.image.NpyType;
import org.tacheo.datasets.image.Png;
import org.tacheo.datasets.layout.DepthBand;
import org.tacheo.datasets.layout.DepthLayout;
import org.tacheo.datasets.layout.ImageSizes;
import org.tacheo.datasets.layout.PredictionNames;
import org.tacheo.datasets.split.Column;
import org.tacheo.datasets.split.ExpectedSplit;
import org.tacheo.datasets.split.SampleFiles;

/**
 * The validation images of DIODE, indoors and outdoor, as PNG, 768 x 1024, with laser depth as
 * float32 NumPy arrays in metres, and a mask that alone decides which pixels are valid.
 */
public final class DiodeLayout implements DepthLayout {
  private static final Pattern IMAGE =
      Pattern.compile("((?:indoors|outdoor)/(scene_[^/]+)/(?:[^/]+/)*[^/.][^/]*)\\.png");
  private static final String DEPTH = "_depth.npy";
  private static final String MASK = "_depth_mask.npy";

  @Override
  public String id() {
    return "diode";
  }

  @Override
  public String imagePattern() {
    return "{indoors,outdoor}/scene_<n>/scan_<n>/<name>.png";
  }

  @Override
  public ExpectedSplit published() {
    return new ExpectedSplit(
        771, "f8b34027907d1154898cf51a4560a429c4399b43bd9e7bebb2cbdd1ea43bb9dc");
  }

  @Override
  public List<Column> columns() {
    return List.of(Column.IMAGE, Column.GROUND_TRUTH, Column.GROUND_TRUTH);
  }

  @Override
  public Optional<String> scene(String member) {
    Matcher image = IMAGE.matcher(member);
    return image.matches() ? Optional.of(image.group(2)) : Optional.empty();
  }

  @Override
  public List<String> groundTruth(String image) {
    String stem = image.substring(0, image.lastIndexOf('.'));
    return List.of(stem + DEPTH, stem + MASK);
  }

  @Override
  public Optional<String> imageOf(String groundTruth) {
    return groundTruth.endsWith(DEPTH)
        ? Optional.of(groundTruth.substring(0, groundTruth.length() - DEPTH.length()) + ".png")
        : Optional.empty();
  }

  @Override
  public String predictionPath(String image) {
    return PredictionNames.fromName(image);
  }

  @Override
  public DepthBand plausibleMedian() {
    return new DepthBand(0.3, 350);
  }

  @Override
  public RgbImage image(Archive archive, SampleFiles files) {
    return Png.readRgb(archive.read(files.image()), archive.where(files.image()));
  }

  /** Depth is set to 0 where the mask says that nothing was measured. */
  @Override
  public GroundTruth.Depth groundTruth(Archive archive, SampleFiles files) {
    String depthMember = files.groundTruth().get(0);
    String maskMember = files.groundTruth().get(1);
    FloatMap depth = depth(archive, depthMember);
    ImageSizes.requireEqual(archive, files.image(), depthMember, depth.size());
    Mask valid = Npy.read(archive.read(maskMember), archive.where(maskMember)).toMask();
    ImageSizes.requireEqual(archive, files.image(), maskMember, valid.size());
    return new GroundTruth.Depth(depth, Optional.of(valid));
  }

  private static FloatMap depth(Archive archive, String member) {
    String where = archive.where(member);
    NpyArray array = Npy.read(archive.read(member), where);
    if (array.dtype() != NpyType.F4) {
      throw new DataException(
          where + ": " + array + ", expected float32 metres; use the published archive");
    }
    return array.toMap();
  }
}
