package org.tacheo.datasets.synthetic;

import java.util.Locale;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;

/** What the published sets of normals look like, and what their ground truth lacks. */
enum NormalsSet {
  /** Rooms; normals from a Kinect's depth, with its holes. */
  NYUV2("nyuv2", Mount.of(Mount.Place.HAND, 518.8579 / 640), new ImageSize(480, 640), 3),
  /** Rooms; normals of a surface that a depth camera saw. */
  SCANNET("scannet", Mount.of(Mount.Place.HAND, 577.87 / 640), new ImageSize(480, 640), 4),
  /** Rooms, one image each; normals from laser scans. */
  IBIMS("ibims", Mount.of(Mount.Place.TRIPOD, 0.86), new ImageSize(480, 640), 1),
  /** Wide images outdoors; exact normals of everything but the sky. */
  SINTEL("sintel", Mount.hand(), new ImageSize(436, 1024), 5);

  private final String folder;
  private final Mount mount;
  private final ImageSize size;
  private final int shots;

  NormalsSet(String folder, Mount mount, ImageSize size, int shots) {
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

  /** Whether each pixel has ground truth: something was hit, and the sensor saw it. */
  boolean[] known(Shot shot, int salt) {
    FloatMap metres = shot.rendering().metres();
    boolean[] known = new boolean[metres.size().pixels()];
    switch (this) {
      case NYUV2, SCANNET -> {
        char[] sensed = DepthCamera.sensed(shot, salt);
        for (int i = 0; i < known.length; i++) {
          known[i] = sensed[i] != 0;
        }
      }
      case IBIMS -> {
        FloatMap sensed = LaserScan.sensed(shot, salt);
        for (int i = 0; i < known.length; i++) {
          known[i] = sensed.at(i) < Float.POSITIVE_INFINITY;
        }
      }
      case SINTEL -> {
        for (int i = 0; i < known.length; i++) {
          known[i] = metres.at(i) > 0;
        }
      }
    }
    return known;
  }
}
