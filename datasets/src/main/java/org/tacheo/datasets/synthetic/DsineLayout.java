package org.tacheo.datasets.synthetic;

import java.util.List;
import java.util.Optional;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.VectorMap;
import org.tacheo.datasets.image.ExrCompression;
import org.tacheo.datasets.image.ExrType;
import org.tacheo.datasets.image.ExrWriter;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.Png;

/** A set of normals in DSINE's evaluation archive: image, normals, and the camera's matrix. */
final class DsineLayout implements Layout {
  private final NormalsSet set;

  DsineLayout(NormalsSet set) {
    this.set = set;
  }

  @Override
  public String name() {
    return set.folder() + "-normals";
  }

  @Override
  public Optional<String> archive() {
    return Optional.of("dsine_eval.zip");
  }

  @Override
  public ImageSize usualSize() {
    return set.size();
  }

  @Override
  public int shotsPerScene() {
    return set.shotsPerScene();
  }

  @Override
  public Files make(Turn turn, ImageSize size) {
    Stage stage = set.stage(turn);
    Rendering rendering = set.shoot(stage, turn, size).rendering();
    boolean[] known = set.known(rendering, turn.salt());
    VectorMap vectors = TrueNormals.dsine(rendering.normals(), known);
    String row = set.stem(stage, turn) + "_img.png";
    String stem = "dsine_eval/" + set.folder() + "/" + set.stem(stage, turn);
    return new Files(
        row,
        List.of(
            new Member(stem + "_img.png", Png.write(rendering.image())),
            normals(stem, vectors, known),
            new Member(stem + "_intrins.npy", Npy.write(matrix(rendering.intrinsics())))));
  }

  private Member normals(String stem, VectorMap vectors, boolean[] known) {
    return switch (set) {
      case NYUV2, SCANNET ->
          new Member(stem + "_normal.png", Png.write(TrueNormals.bytes(vectors, known)));
      case IBIMS, SINTEL ->
          new Member(
              stem + "_normal.exr", ExrWriter.write(vectors, ExrType.FLOAT, ExrCompression.ZIP));
    };
  }

  /** In files the centre of the top left pixel is (0, 0), in memory (0.5, 0.5). */
  private static FloatMap matrix(Intrinsics k) {
    return FloatMap.of(
        new ImageSize(3, 3),
        (float) k.fx(),
        0,
        (float) (k.cx() - 0.5),
        0,
        (float) k.fy(),
        (float) (k.cy() - 0.5),
        0,
        0,
        1);
  }
}
