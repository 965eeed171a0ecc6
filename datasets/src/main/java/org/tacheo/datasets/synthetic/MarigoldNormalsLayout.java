package org.tacheo.datasets.synthetic;

import java.util.List;
import java.util.Optional;
import org.tacheo.core.ImageSize;
import org.tacheo.core.VectorMap;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.Png;

/** A set of normals in the evaluation archive of Marigold's normals: image, and float32 normals. */
final class MarigoldNormalsLayout implements Layout {
  private final NormalsSet set;

  MarigoldNormalsLayout(NormalsSet set) {
    this.set = set;
  }

  @Override
  public String name() {
    return set.folder() + "-normals-marigold";
  }

  @Override
  public Optional<String> archive() {
    return Optional.of("evaluation_dataset.zip");
  }

  @Override
  public ImageSize usualSize() {
    return set.size();
  }

  @Override
  public int shotsPerScene() {
    return set.shotsPerScene();
  }

  /** The list's paths are relative to the folder of the split, where the set has one. */
  @Override
  public Files make(Turn turn, ImageSize size) {
    Stage stage = set.stage(turn);
    Rendering rendering = set.shoot(stage, turn, size).rendering();
    VectorMap vectors =
        TrueNormals.marigold(rendering.normals(), set.known(rendering, turn.salt()));
    String stem = set.stem(stage, turn);
    String listed = set == NormalsSet.SCANNET ? stem : stem.substring(stem.indexOf('/') + 1);
    return new Files(
        listed + "_img.png " + listed + "_normal.npy",
        List.of(
            new Member(set.folder() + "/" + stem + "_img.png", Png.write(rendering.image())),
            new Member(set.folder() + "/" + stem + "_normal.npy", Npy.write(vectors))));
  }
}
