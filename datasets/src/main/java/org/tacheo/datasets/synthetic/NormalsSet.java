package org.tacheo.datasets.synthetic;

import java.util.Locale;
import org.tacheo.core.ImageSize;

/** What the published sets of normals look like, and what their ground truth lacks. */
enum NormalsSet {
  /** Rooms; ground truth with gaps. */
  NYUV2("nyuv2", Mount.of(Mount.Place.HAND, 518.8579 / 640), new ImageSize(480, 640), 3, true),
  /** Rooms; ground truth with gaps. */
  SCANNET("scannet", Mount.of(Mount.Place.HAND, 577.87 / 640), new ImageSize(480, 640), 4, true),
  /** Rooms, one image each; ground truth with gaps. */
  IBIMS("ibims", Mount.of(Mount.Place.TRIPOD, 0.86), new ImageSize(480, 640), 1, true),
  /** Wide images outdoors; exact normals of everything but the sky. */
  SINTEL("sintel", Mount.hand(), new ImageSize(436, 1024), 5, false);

  private static final double GAPS_PER_HEIGHT = 24;

  /** Of the noise that makes the gaps: above it there is no ground truth. */
  private static final double DENSEST = 0.75;

  private final String folder;
  private final Mount mount;
  private final ImageSize size;
  private final int shots;
  private final boolean hasGaps;

  NormalsSet(String folder, Mount mount, ImageSize size, int shots, boolean hasGaps) {
    this.hasGaps = hasGaps;
    this.folder = folder;
    this.mount = mount;
    this.size = size;
    this.shots = shots;
  }

  /** The folder of the set in either archive. */
  String folder() {
    return folder;
  }

  ImageSize size() {
    return size;
  }

  int shotsPerScene() {
    return shots;
  }

  /** Builds the scene of a turn. */
  Stage stage(Turn turn) {
    return this == SINTEL ? Outdoors.any(turn.seed()) : Room.build(turn.seed());
  }

  Shot shoot(Stage stage, Turn turn, ImageSize wanted) {
    return Layout.shoot(stage, mount, turn, wanted);
  }

  /** The path of an image without {@code _img.png}, as the published lists have it. */
  String stem(Stage stage, Turn turn) {
    return switch (this) {
      case NYUV2 -> String.format(Locale.ROOT, "test/%06d", turn.number());
      case SCANNET -> String.format(Locale.ROOT, "scene%04d_00/%06d", turn.scene(), turn.shot());
      case IBIMS -> String.format(Locale.ROOT, "ibims/%s_%02d", stage.name(), turn.scene() + 1);
      case SINTEL ->
          String.format(
              Locale.ROOT, "%s_%d/frame_%04d", stage.name(), turn.scene() + 1, turn.shot() + 1);
    };
  }

  /** Whether each pixel has ground truth: something was hit, and no gap covers it. */
  boolean[] known(Rendering rendering, int salt) {
    ImageSize frame = rendering.metres().size();
    double scale = GAPS_PER_HEIGHT / frame.height();
    boolean[] known = new boolean[frame.pixels()];
    for (int i = 0; i < known.length; i++) {
      int row = i / frame.width();
      int column = i % frame.width();
      known[i] =
          rendering.metres().at(i) > 0
              && (!hasGaps || Noise.cloudy(column * scale, row * scale, salt) < DENSEST);
    }
    return known;
  }
}
