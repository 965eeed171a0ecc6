package org.tacheo.datasets.synthetic;

import org.tacheo.core.ImageSize;

/** A rendered frame together with the scene that it shows, for sensors that look at it again. */
record Shot(Scene scene, Camera camera, Rendering rendering) {
  /** Renders one of the shots of a scene. */
  static Shot take(Stage stage, Mount mount, long seed, int shot, ImageSize size) {
    Dice dice = Dice.of(Dice.seed(seed, 31), shot);
    Camera camera = new Viewfinder(stage, mount, size).choose(dice, shot);
    Look look = look(stage.scene(), camera, size, dice);
    return new Shot(stage.scene(), camera, new Film(stage.scene(), camera, look, size).expose());
  }

  private static Look look(Scene scene, Camera camera, ImageSize size, Dice dice) {
    double wanted = dice.between(0.24, 0.46);
    double exposure = 1;
    for (int i = 0; i < 3; i++) {
      exposure *= Math.min(4, wanted / Math.max(1e-3, Film.meter(scene, camera, size, exposure)));
    }
    Colour balance = new Colour(1 + dice.around(0.06), 1, 1 + dice.around(0.08));
    double vignette = dice.chance(0.5) ? dice.between(0, 0.35) : 0;
    int salt = (int) (dice.next() & 0x7FFFFFFF);
    return new Look(exposure, balance, vignette, dice.between(0.3, 2), salt);
  }
}
