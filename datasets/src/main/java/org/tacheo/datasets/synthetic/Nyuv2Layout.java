package org.tacheo.datasets.synthetic;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tacheo.core.ImageSize;
import org.tacheo.datasets.image.Png;

/** The test split of NYU Depth v2: image, raw depth with holes, filled depth; whole millimetres. */
final class Nyuv2Layout implements Layout {
  /** Focal length of NYU Depth v2's colour camera over its image width. */
  private static final Mount MOUNT = Mount.of(Mount.Place.HAND, 518.8579 / 640);

  @Override
  public String name() {
    return "nyuv2";
  }

  @Override
  public Optional<String> archive() {
    return Optional.of("nyu_labeled_extracted.tar");
  }

  @Override
  public ImageSize usualSize() {
    return new ImageSize(480, 640);
  }

  @Override
  public int shotsPerScene() {
    return 3;
  }

  @Override
  public Files make(Turn turn, ImageSize size) {
    Stage stage = Room.build(turn.seed());
    Shot shot = Layout.shoot(stage, MOUNT, turn, size);
    String folder = String.format(Locale.ROOT, "test/%s_%04d/", stage.name(), turn.scene() + 1);
    String tail = String.format(Locale.ROOT, "%04d.png", turn.number() + 1);
    Member rgb = new Member(folder + "rgb_" + tail, Png.write(shot.rendering().image()));
    char[] raw = DepthCamera.sensed(shot, turn.salt());
    Member depth = new Member(folder + "depth_" + tail, Png.writeGray16(size, raw));
    char[] exact = DepthCamera.exact(shot.rendering().metres());
    Member filled = new Member(folder + "filled_" + tail, Png.writeGray16(size, exact));
    return new Files(
        rgb.name() + " " + depth.name() + " " + filled.name(), List.of(rgb, depth, filled));
  }
}
