package org.tacheo.datasets.synthetic;

/** Small things that stand on tables, shelves and floors. */
final class Things {
  private final SceneBuilder scene;
  private final Dice dice;
  private final Palette palette;

  Things(SceneBuilder scene, Dice dice, Palette palette) {
    this.scene = scene;
    this.dice = dice;
    this.palette = palette;
  }

  /** Strews things over a top of this width and depth that is centred on the frame. */
  void strew(Frame top, double width, double depth, int number) {
    Occupancy used = new Occupancy();
    for (int i = 0; i < number; i++) {
      double x = dice.between(-width / 2 + 0.1, width / 2 - 0.1);
      double y = dice.between(-depth / 2 + 0.1, depth / 2 - 0.1);
      double r = 0.12;
      if (used.claim(new Vec(x - r, y - r, 0), new Vec(x + r, y + r, 1))) {
        thing(top.at(x, y, 0).turn(dice.between(0, 6.28)));
      }
    }
  }

  /** Any small thing, at most 0.24 m wide. */
  void thing(Frame base) {
    switch (dice.below(8)) {
      case 0 -> pile(base);
      case 1 -> vase(base);
      case 2 -> mug(base);
      case 3 -> ball(base, dice.between(0.07, 0.2));
      case 4 -> bottle(base);
      case 5 -> bowl(base);
      case 6 -> carton(base, dice.between(0.1, 0.2));
      default -> pot(base, dice.between(0.16, 0.35));
    }
  }

  void ball(Frame base, double size) {
    scene.ball(base, size, size, size, dice.chance(0.4) ? palette.vase() : palette.plastic());
  }

  void carton(Frame base, double size) {
    double w = size * dice.between(0.7, 1.2);
    scene.box(
        base,
        w,
        size,
        size * dice.between(0.4, 1.1),
        dice.chance(0.5) ? palette.spine() : palette.wood());
  }

  void vase(Frame base) {
    double r = dice.between(0.04, 0.08);
    double h = dice.between(0.12, 0.3);
    Material glaze = palette.vase();
    scene.cone(base, r * 0.6, r, h * 0.55, glaze);
    scene.cone(base.at(0, 0, h * 0.55), r, r * 0.4, h * 0.3, glaze);
    scene.cone(base.at(0, 0, h * 0.85), r * 0.4, r * 0.6, h * 0.15, glaze);
    if (dice.chance(0.6)) {
      sprout(base.at(0, 0, h - 0.01), 0.12, 7, palette.greenery().withScale(0.04));
    }
  }

  void pot(Frame base, double height) {
    double r = Math.min(0.17, 0.28 * height);
    double rim = Math.min(0.32, 0.4 * height);
    scene.cone(base, r * 0.7, r, rim, palette.vase());
    Material leaf = palette.greenery().withScale(0.05 * height + 0.02);
    sprout(base.at(0, 0, rim - 0.01), 0.75 * (height - rim), 12, leaf);
  }

  /** Flat leaves of about this length that grow out of one point, the outer ones leaning more. */
  private void sprout(Frame root, double length, int number, Material leaf) {
    for (int i = 0; i < number; i++) {
      // 2.4 radians: the golden angle, so that no leaf grows over the last ones.
      Frame way = root.turn(2.4 * i + dice.around(0.3)).lean(0.15 + 1.1 * i / number);
      double size = length * dice.between(0.75, 1.15);
      scene.ball(way, 0.03 * size + 0.004, 0.3 * size, size, leaf);
    }
  }

  private void pile(Frame base) {
    double z = 0;
    for (int i = dice.count(1, 5); i > 0; i--) {
      double h = dice.between(0.015, 0.05);
      scene.box(
          base.at(0, 0, z).turn(dice.around(0.3)),
          dice.between(0.12, 0.17),
          dice.between(0.17, 0.22),
          h,
          palette.spine());
      z += h;
    }
  }

  private void mug(Frame base) {
    Material glaze = palette.vase();
    scene.cylinder(base, 0.04, 0.1, glaze);
    scene.box(base.at(0.05, 0, 0.02), 0.03, 0.012, 0.06, glaze);
  }

  private void bottle(Frame base) {
    Material glass = palette.plastic().withGloss(0.9);
    double h = dice.between(0.16, 0.24);
    scene.cylinder(base, 0.036, h * 0.7, glass);
    scene.cone(base.at(0, 0, h * 0.7), 0.036, 0.013, h * 0.15, glass);
    scene.cylinder(base.at(0, 0, h * 0.85), 0.013, h * 0.25, glass);
  }

  private void bowl(Frame base) {
    scene.cone(base, 0.05, 0.11, 0.07, palette.vase());
    Material fruit = palette.plastic();
    for (int i = 0; i < 3; i++) {
      scene.ball(base.at(dice.around(0.06), dice.around(0.06), 0.04), 0.075, 0.075, 0.075, fruit);
    }
  }

  /** A lamp for a table; returns nothing, lights the scene if there are few lamps yet. */
  void tableLamp(Frame base) {
    double h = dice.between(0.22, 0.4);
    scene.ball(base, 0.14, 0.14, h * 0.6, palette.vase());
    scene.cylinder(base.at(0, 0, h * 0.5), 0.012, h * 0.6, palette.metal());
    shade(base.at(0, 0, h), 0.14, 0.2);
  }

  /** A lit shade; a lamp of its own while the scene has fewer than three. */
  void shade(Frame base, double radius, double height) {
    Colour warm = Colour.hsv(0.1, dice.between(0.15, 0.4), 1);
    scene.cone(
        base,
        radius,
        radius * dice.between(0.5, 0.95),
        height,
        palette.glow(warm, dice.between(0.5, 1.1)));
    if (scene.lightCount() < 3) {
      Vec bulb = base.point(0, 0, height / 2);
      scene.light(Light.lamp(bulb, 0.03, warm.times(dice.between(0.4, 1.2))));
    }
  }

  /** Books between two ends on a board: from x to x + width, depth from y = 0, bottom at z = 0. */
  void books(Frame start, double width, double height, double depth) {
    double x = 0;
    while (true) {
      double thick = dice.between(0.025, 0.075);
      if (x + thick > width) {
        return;
      }
      if (dice.chance(0.08)) {
        x += dice.between(0.05, 0.2);
        continue;
      }
      double h = height * dice.between(0.6, 0.93);
      double d = depth * dice.between(0.65, 0.92);
      scene.box(start.at(x + thick / 2, d / 2, 0), thick - 0.003, d, h, palette.spine());
      x += thick;
    }
  }
}
