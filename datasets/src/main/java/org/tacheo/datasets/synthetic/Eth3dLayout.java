package org.tacheo.datasets.synthetic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tacheo.core.ImageSize;
import org.tacheo.datasets.image.Jpeg;
import org.tacheo.datasets.image.RawFloat;

/**
 * ETH3D: JPEG, and headerless little-endian float32 metres, also named {@code .JPG}, infinite where
 * nothing was measured. Rooms and places in the open.
 */
final class Eth3dLayout implements Layout {
  /** Focal length of ETH3D's camera, about 3410 px of 6048. */
  private static final Mount MOUNT = Mount.of(Mount.Place.TRIPOD, 0.564);

  private static final int QUALITY = 95;

  @Override
  public String name() {
    return "eth3d";
  }

  @Override
  public Optional<String> archive() {
    return Optional.of("eth3d.tar");
  }

  @Override
  public ImageSize usualSize() {
    return new ImageSize(1008, 1512);
  }

  @Override
  public int shotsPerScene() {
    return 4;
  }

  @Override
  public Files make(Turn turn, ImageSize size) {
    boolean indoors = turn.sceneDice().chance(0.45);
    Stage stage = indoors ? Room.build(turn.seed()) : Outdoors.any(turn.seed());
    Shot shot = Layout.shoot(stage, MOUNT, turn, size);
    String scene = String.format(Locale.ROOT, "%s_%d", stage.name(), turn.scene() + 1);
    String frame = String.format(Locale.ROOT, "DSC_%04d.JPG", 201 + turn.number());
    Member rgb =
        new Member(
            "rgb/" + scene + "/images/dslr_images/" + frame,
            Jpeg.write(shot.rendering().image(), QUALITY));
    Member depth =
        new Member(
            "depth/" + scene + "_dslr_depth/" + scene + "/ground_truth_depth/dslr_images/" + frame,
            RawFloat.write(LaserScan.sensed(shot, turn.salt())));
    return new Files(rgb.name() + " " + depth.name(), List.of(rgb, depth));
  }
}
