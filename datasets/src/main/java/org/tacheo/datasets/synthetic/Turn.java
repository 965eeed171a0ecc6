package org.tacheo.datasets.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * One frame to be made.
 *
 * @param number of the frame in the whole set, from 0
 * @param total frames of the set
 * @param scene number of its scene, from 0
 * @param shot number of the frame in its scene, from 0
 * @param seed of the scene
 */
record Turn(int number, int total, int scene, int shot, long seed) {
  /** The frames of a set whose scenes have 1 to {@code most} frames each. */
  static List<Turn> all(int total, int most, long seed) {
    List<Turn> turns = new ArrayList<>(total);
    Dice dice = Dice.of(seed, 41);
    int scene = 0;
    while (turns.size() < total) {
      int shots = Math.min(dice.count(1, most), total - turns.size());
      long own = Dice.seed(seed, 1000L + scene);
      for (int shot = 0; shot < shots; shot++) {
        turns.add(new Turn(turns.size(), total, scene, shot, own));
      }
      scene++;
    }
    return turns;
  }

  /** A stream of numbers for what is decided per scene. */
  Dice sceneDice() {
    return Dice.of(seed, 42);
  }

  /** Decides what differs from frame to frame. */
  int salt() {
    return (int) Dice.seed(seed, 43L + shot);
  }
}
