package org.tacheo.datasets.synthetic;

import java.util.List;
import java.util.Optional;
import org.tacheo.core.ImageSize;

/** A form in which rendered frames are stored. */
interface Layout {
  /** The name that users write. */
  String name();

  /** Base name of the published archive; empty if the files lie in a folder. */
  Optional<String> archive();

  /** The size of the published frames. */
  ImageSize usualSize();

  /** Frames to be made for this many samples with ground truth. */
  default int frames(int samples) {
    return samples;
  }

  /** The most frames that one scene has. */
  int shotsPerScene();

  /** Renders one frame. */
  Files make(Turn turn, ImageSize size);

  /**
   * The files of one frame.
   *
   * @param row of the split list
   * @param members in the order of the archive
   */
  record Files(String row, List<Member> members) {}

  /** Renders the shot that a turn asks for. */
  static Shot shoot(Stage stage, Mount mount, Turn turn, ImageSize size) {
    return Shot.take(stage, mount, turn.seed(), turn.shot(), size);
  }
}
