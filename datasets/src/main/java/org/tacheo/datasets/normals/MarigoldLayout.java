package org.tacheo.datasets.normals;

import java.util.List;
import java.util.Optional;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.RgbImage;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.image.Png;
import org.tacheo.datasets.layout.Layout;
import org.tacheo.datasets.split.Column;
import org.tacheo.datasets.split.ExpectedSplit;
import org.tacheo.datasets.split.SampleFiles;

/**
 * The evaluation sets of Marigold's normals (Ke et al., arXiv:2505.09358): one archive with a
 * folder for each set; in it {@code <name>_img.png} and {@code <name>_normal.npy}, [H, W, 3] with x
 * right, y up and z towards the viewer; a vector of zeros is invalid. The cameras are not kept.
 */
public final class MarigoldLayout implements Layout {
  private static final String NORMALS = "_normal.npy";

  private final NormalsSet set;

  /**
   * The layout of one set.
   *
   * @throws IllegalArgumentException for Sintel, which is not evaluated in this layout
   */
  public MarigoldLayout(NormalsSet set) {
    if (set == NormalsSet.SINTEL) {
      throw new IllegalArgumentException("there is no evaluation set of " + set + " here");
    }
    this.set = set;
  }

  @Override
  public String id() {
    return set.folder() + "-normals-marigold";
  }

  @Override
  public String folder() {
    return set.folder() + set.split().map(inner -> "/" + inner).orElse("");
  }

  @Override
  public String imagePattern() {
    return set.split().isPresent() ? "<name>_img.png" : "<scene>/<name>_img.png";
  }

  @Override
  public ExpectedSplit published() {
    return switch (set) {
      case NYUV2 ->
          new ExpectedSplit(
              654, "dbccb2ccc172f67d8d009f830445e3e880d5889c1150f19ef1797f2ccd7c855f");
      case SCANNET ->
          new ExpectedSplit(
              300, "8d63aab405be2fd059c19fa3a2eac3b52d61799d91cef5d2d88d77ba62ecc103");
      case IBIMS ->
          new ExpectedSplit(
              100, "687b7392ccb04774df54d9d797238b29385900fd98e86276ee09cf5e1a696376");
      case SINTEL -> throw new AssertionError(set);
    };
  }

  @Override
  public List<Column> columns() {
    return List.of(Column.IMAGE, Column.GROUND_TRUTH);
  }

  @Override
  public Optional<String> scene(String member) {
    return set.split().isPresent()
        ? ImageNames.flatScene(member)
        : ImageNames.nestedScene(member, Optional.empty());
  }

  @Override
  public List<String> groundTruth(String image) {
    return List.of(ImageNames.beside(image, NORMALS));
  }

  @Override
  public Optional<String> imageOf(String groundTruth) {
    return ImageNames.imageOf(groundTruth, NORMALS);
  }

  /** As the reference writes it: the whole name of the image, without {@code pred_}. */
  @Override
  public String predictionPath(String image) {
    return image.substring(0, image.lastIndexOf('.')) + ".npy";
  }

  @Override
  public RgbImage image(Archive archive, SampleFiles files) {
    return Png.readRgb(archive.read(files.image()), archive.where(files.image()));
  }

  @Override
  public GroundTruth.Normals groundTruth(Archive archive, SampleFiles files) {
    String member = files.groundTruth().get(0);
    return StoredNormals.npy(archive, files.image(), member, archive.read(member));
  }
}
