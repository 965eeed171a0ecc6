package org.tacheo.datasets.normals;

import java.util.List;
import java.util.Optional;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.RgbImage;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.NpyArray;
import org.tacheo.datasets.image.Png;
import org.tacheo.datasets.layout.Layout;
import org.tacheo.datasets.split.Column;
import org.tacheo.datasets.split.ExpectedSplit;
import org.tacheo.datasets.split.SampleFiles;

/**
 * The evaluation sets of DSINE (Bae and Davison, CVPR 2024): one archive with a folder for each
 * set; in it {@code <name>_img.png}, {@code <name>_normal.png} or {@code .exr}, and {@code
 * <name>_intrins.npy}, the 3x3 camera matrix, in which the centre of the top left pixel is (0, 0):
 * DSINE adds half a pixel before it casts rays (models/dsine/v02.py at ef0c2af).
 *
 * <p>Normals are stored with x left, y up and z back. As PNG they have 8 bits and black is invalid;
 * as OpenEXR a vector is valid whose norm is above 0.5. They are not made unit vectors here.
 */
public final class DsineLayout implements Layout {
  private static final String CAMERA = "_intrins.npy";
  private static final int SIDE = 3;

  private final NormalsSet set;
  private final Truth truth;

  /** The layout of one set. */
  public DsineLayout(NormalsSet set) {
    this.set = set;
    this.truth =
        switch (set) {
          case NYUV2, SCANNET -> Truth.PNG;
          case IBIMS, SINTEL -> Truth.EXR;
        };
  }

  @Override
  public String id() {
    return set.folder() + "-normals";
  }

  @Override
  public String folder() {
    return set.folder();
  }

  @Override
  public String imagePattern() {
    return set.split().orElse("<scene>") + "/<name>_img.png";
  }

  @Override
  public ExpectedSplit published() {
    return switch (set) {
      case NYUV2 ->
          new ExpectedSplit(
              654, "7e2121063527253933c0c63f32f4ba1c6587ca971018e8d819baa40a2fbdb1df");
      case SCANNET ->
          new ExpectedSplit(
              300, "8d63aab405be2fd059c19fa3a2eac3b52d61799d91cef5d2d88d77ba62ecc103");
      case IBIMS ->
          new ExpectedSplit(
              100, "aecc76fe8c741ede735747439f55b79c9e463d0cb587da7beae223560664bbef");
      case SINTEL ->
          new ExpectedSplit(
              1064, "4b63a412eeed8eeba6b4ddeefab2c066cd7e11b3cf1f4fa94a45749aecac5e1e");
    };
  }

  /** The published lists name the image alone. */
  @Override
  public List<Column> columns() {
    return List.of(Column.IMAGE);
  }

  @Override
  public Optional<String> scene(String member) {
    return ImageNames.nestedScene(member, set.split());
  }

  @Override
  public boolean isEvaluated(String member) {
    return scene(member).isPresent()
        && set.split().map(folder -> member.startsWith(folder + "/")).orElse(true);
  }

  @Override
  public List<String> groundTruth(String image) {
    return List.of(ImageNames.beside(image, truth.ending), ImageNames.beside(image, CAMERA));
  }

  @Override
  public Optional<String> imageOf(String groundTruth) {
    return ImageNames.imageOf(groundTruth, truth.ending);
  }

  /** DSINE keeps no predictions; this is the name of the ground truth as a NumPy array. */
  @Override
  public String predictionPath(String image) {
    return ImageNames.beside(image, "_normal.npy");
  }

  @Override
  public RgbImage image(Archive archive, SampleFiles files) {
    return Png.readRgb(archive.read(files.image()), archive.where(files.image()));
  }

  @Override
  public GroundTruth.Normals groundTruth(Archive archive, SampleFiles files) {
    String member = files.groundTruth().get(0);
    byte[] bytes = archive.read(member);
    return switch (truth) {
      case PNG -> StoredNormals.png(archive, files.image(), member, bytes);
      case EXR -> StoredNormals.exr(archive, files.image(), member, bytes);
    };
  }

  @Override
  public Optional<Intrinsics> intrinsics(Archive archive, SampleFiles files) {
    String member = files.groundTruth().get(1);
    String where = archive.where(member);
    NpyArray matrix = Npy.read(archive.read(member), where);
    if (!matrix.dtype().isFloat() || !matrix.shape().equals(List.of(SIDE, SIDE))) {
      throw new DataException(
          where + ": " + matrix + ", expected a camera matrix of floats, [3, 3]; get it again");
    }
    return Optional.of(camera(matrix.toMap(), where));
  }

  private static Intrinsics camera(FloatMap matrix, String where) {
    boolean pinhole =
        matrix.at(0, 1) == 0
            && matrix.at(1, 0) == 0
            && matrix.at(2, 0) == 0
            && matrix.at(2, 1) == 0
            && matrix.at(2, 2) == 1;
    try {
      if (pinhole) {
        return new Intrinsics(
            matrix.at(0, 0), matrix.at(1, 1), matrix.at(0, 2) + 0.5, matrix.at(1, 2) + 0.5);
      }
    } catch (IllegalArgumentException e) {
      throw new DataException(where + ": " + e.getMessage() + "; get the file again", e);
    }
    throw new DataException(
        where
            + ": not the matrix of a camera without skew, fx 0 cx, 0 fy cy, 0 0 1; get the file again");
  }

  private enum Truth {
    PNG("_normal.png"),
    EXR("_normal.exr");

    private final String ending;

    Truth(String ending) {
      this.ending = ending;
    }
  }
}
