package org.tacheo.datasets.eth3d;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tacheo.core.DataException;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.image.Jpeg;
import org.tacheo.datasets.image.RawFloat;
import org.tacheo.datasets.layout.DepthBand;
import org.tacheo.datasets.layout.DepthLayout;
import org.tacheo.datasets.layout.ImageSizes;
import org.tacheo.datasets.layout.PredictionNames;
import org.tacheo.datasets.split.Column;
import org.tacheo.datasets.split.ExpectedSplit;
import org.tacheo.datasets.split.SampleFiles;

/**
 * The DSLR images of ETH3D as JPEG, 4032 x 6048, with laser depth as headerless little-endian
 * float32 in files that are named {@code .JPG} all the same. The size of a map is that of its
 * image.
 */
public final class Eth3dLayout implements DepthLayout {
  private static final Pattern IMAGE =
      Pattern.compile("rgb/([^/]+)/images/dslr_images/([^/.][^/]*\\.JPG)");
  private static final Pattern DEPTH =
      Pattern.compile(
          "depth/[^/]+_dslr_depth/([^/]+)/ground_truth_depth/dslr_images/([^/.][^/]*\\.JPG)");

  @Override
  public String id() {
    return "eth3d";
  }

  @Override
  public String imagePattern() {
    return "rgb/<scene>/images/dslr_images/<name>.JPG";
  }

  @Override
  public ExpectedSplit published() {
    return new ExpectedSplit(
        454, "eeb6744a463adea3a1a38b2b8d9e59319c5d298726187e5621abd99bfec198dd");
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
    return List.of(
        IMAGE
            .matcher(image)
            .replaceFirst("depth/$1_dslr_depth/$1/ground_truth_depth/dslr_images/$2"));
  }

  @Override
  public Optional<String> imageOf(String groundTruth) {
    Matcher map = DEPTH.matcher(groundTruth);
    return map.matches()
        ? Optional.of("rgb/" + map.group(1) + "/images/dslr_images/" + map.group(2))
        : Optional.empty();
  }

  @Override
  public String predictionPath(String image) {
    return PredictionNames.fromName(image);
  }

  @Override
  public DepthBand plausibleMedian() {
    return new DepthBand(0.3, 200);
  }

  @Override
  public RgbImage image(Archive archive, SampleFiles files) {
    return Jpeg.read(archive.read(files.image()), archive.where(files.image()));
  }

  @Override
  public GroundTruth.Depth groundTruth(Archive archive, SampleFiles files) {
    String member = files.groundTruth().get(0);
    ImageSize size = ImageSizes.of(archive, files.image());
    requireLength(archive, member, size);
    try (ReadableByteChannel channel = archive.open(member)) {
      return new GroundTruth.Depth(
          RawFloat.readDepth(channel, size, archive.where(member)), Optional.empty());
    } catch (IOException e) {
      throw new DataException(
          archive.where(member) + ": cannot be read (" + e + "); check the disk", e);
    }
  }

  /** Before anything is allocated for it. */
  private static void requireLength(Archive archive, String member, ImageSize size) {
    long expected = 4L * size.pixels();
    if (archive.size(member) != expected) {
      throw new DataException(
          archive.where(member)
              + ": "
              + archive.size(member)
              + " bytes, expected "
              + expected
              + " of float32 for its image of "
              + size
              + "; use the published archive");
    }
  }
}
