package org.tacheo.reports.comparison;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Which images stand and fall together. Frames of one scene show the same things in the same light,
 * so that they err together; what may be drawn anew is the scene.
 *
 * <p>The scene of a sample is the one that its run recorded ({@code scene} in {@code
 * samples.jsonl}): the folder by which the layout tells scenes, {@code kitchen_0004} of {@code
 * test/kitchen_0004/rgb_0001.png} or the whole drive of KITTI. A layout that keeps all images in
 * one folder tells none, and records each image as its own scene: then images are drawn.
 */
final class Scenes {
  private final int[] sceneOf;
  private final int count;
  private final Drawn drawn;

  private Scenes(int[] sceneOf, int count, Drawn drawn) {
    this.sceneOf = sceneOf;
    this.count = count;
    this.drawn = drawn;
  }

  /**
   * Groups samples.
   *
   * @param scenes the recorded scene of each
   * @param drawn what the scenes of the whole dataset are
   */
  static Scenes of(List<String> scenes, Drawn drawn) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] sceneOf = new int[scenes.size()];
    for (int sample = 0; sample < sceneOf.length; sample++) {
      Integer known = numbers.putIfAbsent(scenes.get(sample), numbers.size());
      sceneOf[sample] = known == null ? numbers.size() - 1 : known;
    }
    return new Scenes(sceneOf, numbers.size(), drawn);
  }

  /** The number of a sample's scene, from 0, in the order in which scenes first appear. */
  int of(int sample) {
    return sceneOf[sample];
  }

  int samples() {
    return sceneOf.length;
  }

  int count() {
    return count;
  }

  /** What is drawn. */
  Drawn drawn() {
    return drawn;
  }

  /** What a resample is made of. */
  enum Drawn {
    /** Scenes with all their images. */
    SCENES,
    /** Images, each a scene of its own. */
    IMAGES;

    /**
     * What a dataset has, told from all of its samples: of some of them, each might happen to be
     * the only one of its scene.
     *
     * @param sceneOf the recorded scene of each sample by its id
     */
    static Drawn of(Map<String, String> sceneOf) {
      return new HashSet<>(sceneOf.values()).size() == sceneOf.size() ? IMAGES : SCENES;
    }
  }
}
