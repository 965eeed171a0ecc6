package org.tacheo.datasets.synthetic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tacheo.core.ImageSize;
import org.tacheo.datasets.image.Jpeg;
import org.tacheo.datasets.image.Png;

/** The sampled validation frames of ScanNet: JPEG, and depth in whole millimetres with holes. */
final class ScannetLayout implements Layout {
  /** Focal length of ScanNet's tablet over its image width. */
  private static final Mount MOUNT = Mount.of(Mount.Place.HAND, 577.87 / 640);

  private static final int QUALITY = 92;

  @Override
  public String name() {
    return "scannet";
  }

  @Override
  public Optional<String> archive() {
    return Optional.of("scannet_val_sampled_800_1.tar");
  }

  @Override
  public ImageSize usualSize() {
    return new ImageSize(480, 640);
  }

  @Override
  public int shotsPerScene() {
    return 4;
  }

  @Override
  public Files make(Turn turn, ImageSize size) {
    Stage stage = Room.build(turn.seed());
    Shot shot = Layout.shoot(stage, MOUNT, turn, size);
    String scene = String.format(Locale.ROOT, "scene%04d_00", turn.scene());
    String frame = String.format(Locale.ROOT, "%06d", 100 * turn.shot());
    Member rgb =
        new Member(
            scene + "/color/" + frame + ".jpg", Jpeg.write(shot.rendering().image(), QUALITY));
    char[] sensed = DepthCamera.sensed(shot, turn.salt());
    Member depth = new Member(scene + "/depth/" + frame + ".png", Png.writeGray16(size, sensed));
    return new Files(rgb.name() + " " + depth.name(), List.of(rgb, depth));
  }
}
