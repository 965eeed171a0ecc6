package org.tacheo.datasets.synthetic;

/** What stands in the open: trees, cars, people, lamps, signs. All are centred on their frame. */
final class Outfit {
  private final SceneBuilder scene;
  private final Dice dice;
  private final Palette palette;

  Outfit(SceneBuilder scene, Dice dice, Palette palette) {
    this.scene = scene;
    this.dice = dice;
    this.palette = palette;
  }

  void tree(Frame at) {
    if (dice.chance(0.2)) {
      conifer(at);
      return;
    }
    double h = dice.between(4, 10);
    double trunk = h * dice.between(0.25, 0.42);
    Material bark = palette.bark();
    Material leaf = palette.foliage();
    double r = dice.between(0.1, 0.24);
    scene.cone(at, r, r * 0.55, trunk * 1.3, bark);
    double crown = h * dice.between(0.38, 0.6);
    Frame middle = at.at(0, 0, trunk);
    scene.ball(middle, crown * 0.75, crown * 0.75, h - trunk, leaf);
    for (int i = dice.count(9, 14); i > 0; i--) {
      double size = crown * dice.between(0.3, 0.55);
      double z = (h - trunk) * dice.between(-0.02, 0.7);
      scene.ball(
          middle.at(dice.around(crown * 0.5), dice.around(crown * 0.5), z),
          size,
          size,
          size * 0.85,
          leaf);
    }
    if (dice.chance(0.4)) {
      Frame bough = at.at(0, 0, trunk * 0.8).turn(dice.between(0, 6)).lean(0.8);
      scene.cone(bough, r * 0.5, r * 0.2, crown * 0.5, bark);
    }
  }

  private void conifer(Frame at) {
    double h = dice.between(5, 12);
    double r = h * dice.between(0.14, 0.22);
    Material leaf = palette.foliage();
    scene.cylinder(at, 0.14, h * 0.2, palette.bark());
    for (int i = 0; i < 4; i++) {
      double low = h * (0.12 + 0.2 * i);
      scene.cone(at.at(0, 0, low), r * (1 - 0.2 * i), 0.02, h * 0.32, leaf);
    }
  }

  void bush(Frame at, double size) {
    Material leaf = palette.foliage();
    for (int i = dice.count(5, 8); i > 0; i--) {
      double s = size * dice.between(0.4, 0.8);
      scene.ball(
          at.at(dice.around(size * 0.5), dice.around(size * 0.5), -s * 0.2), s, s, s * 0.9, leaf);
    }
  }

  /** A hedge or fence of this length along x. */
  void border(Frame at, double length) {
    double choice = dice.real();
    double h = dice.between(0.7, 1.8);
    if (choice < 0.4) {
      scene.box(at, length, dice.between(0.4, 0.8), h, palette.foliage());
    } else if (choice < 0.65) {
      scene.box(at, length, 0.25, h, palette.masonry());
      scene.box(at.at(0, 0, h), length, 0.32, 0.06, palette.paving());
    } else {
      fence(at, length, Math.min(h, 1.3));
    }
  }

  private void fence(Frame at, double length, double h) {
    Material wood = dice.chance(0.5) ? palette.ceramic() : palette.wood();
    int boards = (int) Math.min(30, length / 0.28);
    for (int i = 0; i < boards; i++) {
      scene.box(at.at(-length / 2 + (i + 0.5) * length / boards, 0, 0), 0.11, 0.03, h, wood);
    }
    scene.box(at.at(0, -0.03, h * 0.25), length, 0.03, 0.07, wood);
    scene.box(at.at(0, -0.03, h * 0.75), length, 0.03, 0.07, wood);
  }

  /** A car that drives or stands along y. */
  void car(Frame at) {
    double choice = dice.real();
    if (choice < 0.72) {
      saloon(at);
    } else {
      van(at, choice < 0.9);
    }
  }

  private void saloon(Frame at) {
    Material paint = palette.lacquer();
    Material glass = palette.glass();
    double l = dice.between(3.7, 4.8);
    double w = dice.between(1.66, 1.85);
    double belt = dice.between(0.82, 0.98);
    double roof = belt + dice.between(0.45, 0.65);
    boolean estate = dice.chance(0.4);
    wheels(at, l, w, 0.31);
    scene.box(at.at(0, 0, 0.24), w, l, 0.36, paint);
    scene.box(at.at(0, 0, 0.55), w - 0.06, l - 0.12, belt - 0.6, paint);
    double cabin = estate ? l * 0.62 : l * 0.48;
    double back = estate ? -l * 0.16 : -l * 0.06;
    cabin(at.at(0, back, belt - 0.05), w - 0.12, cabin, roof - belt + 0.05, paint, glass);
    lights(at, l, w, 0.62);
    Material dark = palette.dark();
    scene.box(at.at(0, 0, 0.2), w - 0.1, l - 0.05, 0.1, dark);
    scene.box(at.at(0, l / 2 + 0.01, 0.36), 0.5, 0.02, 0.11, palette.ceramic());
    scene.box(at.at(0, -l / 2 - 0.01, 0.5), 0.5, 0.02, 0.11, palette.ceramic());
    for (int i = -1; i <= 1; i += 2) {
      scene.box(
          at.at(i * (w / 2 + 0.04), back + cabin * 0.36, belt - 0.02), 0.16, 0.1, 0.12, paint);
    }
  }

  /** Glass between sloping pillars under a roof. */
  private void cabin(Frame at, double w, double l, double h, Material paint, Material glass) {
    scene.gable(at.turn(StrictMath.PI / 2), l * 1.45, w * 0.02 + 0.01, 0.01, paint);
    scene.box(at, w, l * 0.72, h - 0.05, glass);
    scene.box(at.at(0, l * 0.36, 0).tilt(0.75), w - 0.02, 0.05, h * 1.22, glass);
    scene.box(at.at(0, -l * 0.36, 0).tilt(-0.6), w - 0.02, 0.05, h * 1.12, glass);
    scene.box(at.at(0, 0, h - 0.06), w - 0.02, l * 0.66, 0.06, paint);
    for (int i = -1; i <= 1; i++) {
      scene.box(at.at(0, i * l * 0.33, 0), w + 0.012, 0.07, h - 0.02, paint);
    }
  }

  private void van(Frame at, boolean small) {
    Material paint = palette.lacquer();
    double l = small ? dice.between(4.6, 5.8) : dice.between(7, 11);
    double w = small ? 1.95 : 2.45;
    double h = small ? dice.between(1.7, 2.2) : dice.between(2.6, 3.2);
    wheels(at, l, w, small ? 0.34 : 0.48);
    scene.box(at.at(0, -l * 0.12, 0.35), w, l * 0.76, h - 0.35, paint);
    scene.box(at.at(0, l * 0.36, 0.35), w - 0.04, l * 0.26, h * 0.45, paint);
    scene.box(at.at(0, l * 0.29, h * 0.5), w - 0.1, l * 0.2, h * 0.38, palette.glass());
    if (dice.chance(0.5)) {
      scene.box(
          at.at(0, -l * 0.1, h * 0.55),
          w + 0.02,
          l * 0.6,
          h * 0.26,
          small ? paint : palette.glass());
    }
    scene.box(at.at(0, -l * 0.5 - 0.005, h * 0.55), w * 0.75, 0.02, h * 0.3, palette.glass());
    lights(at, l * 0.99, w, 0.75);
  }

  private void wheels(Frame at, double l, double w, double r) {
    Material tyre = palette.dark();
    Material rim = palette.plain(Colour.grey(dice.between(0.12, 0.35)), 0.3);
    Material arch = palette.plain(Colour.grey(0.012), 0);
    for (int i = 0; i < 4; i++) {
      // Sunk into the body but for 2 cm, before the dark disc of its arch.
      double x = (i & 1) == 0 ? -w / 2 - 0.02 : w / 2 - 0.18;
      double y = i < 2 ? -l * 0.31 : l * 0.31;
      Frame axle = at.at(x, y, r).alongX();
      scene.cylinder(axle.at(0, 0, 0.012), r * 1.15, 0.176, arch);
      scene.cylinder(axle, r, 0.2, tyre);
      scene.cylinder(axle.at(0, 0, -0.003), r * 0.62, 0.206, rim);
      scene.cylinder(axle.at(0, 0, -0.006), r * 0.16, 0.212, tyre);
    }
  }

  private void lights(Frame at, double l, double w, double z) {
    Material red = palette.plain(new Colour(0.6, 0.02, 0.02), 0.6);
    Material white = palette.plain(Colour.grey(0.85), 0.9);
    for (int i = -1; i <= 1; i += 2) {
      scene.box(at.at(i * (w / 2 - 0.2), -l / 2, z), 0.3, 0.05, 0.14, red);
      scene.box(at.at(i * (w / 2 - 0.22), l / 2, z - 0.04), 0.32, 0.05, 0.15, white);
    }
  }

  void person(Frame at) {
    double h = dice.between(1.5, 1.9);
    Material trousers = palette.fabric().withScale(0.3);
    Material coat = palette.fabric();
    Material skin =
        palette.plain(Colour.hsv(0.06, dice.between(0.3, 0.55), dice.between(0.35, 0.85)), 0);
    double stride = dice.around(0.35);
    double step = StrictMath.sin(stride * 0.6) * h * 0.46;
    scene.cone(at.at(-0.09, step, 0).tilt(stride * 0.6), 0.075, 0.095, h * 0.48, trousers);
    scene.cone(at.at(0.09, -step, 0).tilt(-stride * 0.6), 0.075, 0.095, h * 0.48, trousers);
    scene.ball(at.at(0, 0, h * 0.4), 0.42, 0.3, h * 0.46, coat);
    scene.cylinder(at.at(-0.24, 0, h * 0.44).lean(0.08), 0.05, h * 0.36, coat);
    scene.cylinder(at.at(0.24, 0, h * 0.44).lean(-0.08), 0.05, h * 0.36, coat);
    scene.ball(at.at(0, 0, h * 0.865), 0.17, 0.2, h * 0.135, skin);
    scene.ball(at.at(0, -0.02, h * 0.91), 0.185, 0.21, h * 0.1, palette.bark().withScale(0.03));
  }

  /** A street lamp whose arm reaches along x. */
  void lamp(Frame at) {
    Material steel = palette.metal();
    double h = dice.between(4.5, 8);
    scene.cone(at, 0.09, 0.05, h, steel);
    if (dice.chance(0.6)) {
      scene.cylinder(at.at(0, 0, h - 0.05).alongX(), 0.035, 1.4, steel);
      scene.box(at.at(1.4, 0, h - 0.12), 0.6, 0.2, 0.1, steel);
    } else {
      scene.ball(at.at(0, 0, h), 0.45, 0.45, 0.45, palette.ceramic());
    }
  }

  /** A road sign that faces y. */
  void sign(Frame at) {
    double h = dice.between(2, 2.6);
    scene.cylinder(at, 0.035, h + 0.3, palette.metal());
    Colour rim =
        dice.pick(
            new Colour(0.6, 0.03, 0.03), new Colour(0.03, 0.1, 0.5), new Colour(0.7, 0.5, 0.02));
    Material face = palette.plain(Colour.grey(0.85), 0.3);
    Material border = palette.plain(rim, 0.3);
    double size = dice.between(0.5, 0.75);
    if (dice.chance(0.5)) {
      scene.cylinder(at.at(0, -0.06, h).alongY(), size / 2, 0.03, border);
      scene.cylinder(at.at(0, -0.07, h).alongY(), size * 0.38, 0.05, face);
    } else {
      scene.box(at.at(0, -0.05, h - size / 2), size, 0.03, size * dice.between(0.6, 1.2), border);
    }
  }

  void trafficLight(Frame at) {
    scene.cylinder(at, 0.06, 2.4, palette.metal());
    scene.box(at.at(0, 0, 2.2), 0.3, 0.25, 0.9, palette.dark());
    int lit = dice.below(3);
    Colour[] colours = {
      new Colour(0.1, 0.9, 0.3), new Colour(1, 0.6, 0.05), new Colour(1, 0.05, 0.05)
    };
    for (int i = 0; i < 3; i++) {
      Material lamp = palette.plain(colours[i].times(lit == i ? 0.9 : 0.1), 0.3);
      scene.cylinder(
          at.at(0, -0.14, 2.36 + 0.28 * i).alongY(),
          0.1,
          0.06,
          lit == i ? lamp.withGlow(1.2) : lamp);
    }
  }

  void bench(Frame at) {
    Material wood = palette.wood();
    Material iron = palette.dark();
    for (int i = 0; i < 3; i++) {
      scene.box(at.at(0, -0.15 + i * 0.15, 0.43), 1.7, 0.12, 0.04, wood);
      scene.box(at.at(0, -0.25 - i * 0.03, 0.55 + i * 0.15), 1.7, 0.03, 0.11, wood);
    }
    for (int i = -1; i <= 1; i += 2) {
      scene.box(at.at(i * 0.7, 0, 0), 0.06, 0.42, 0.43, iron);
      scene.box(at.at(i * 0.7, -0.24, 0.4).tilt(0.15), 0.05, 0.04, 0.55, iron);
    }
  }

  void bin(Frame at) {
    Material paint = palette.plastic();
    if (dice.chance(0.5)) {
      scene.cone(at, 0.24, 0.3, 0.9, paint);
      scene.cylinder(at.at(0, 0, 0.9), 0.31, 0.06, palette.dark());
    } else {
      scene.box(at.at(0, 0, 0.08), 0.58, 0.7, 0.95, paint);
      scene.box(at.at(0, 0, 1.03).tilt(0.08), 0.62, 0.75, 0.06, paint);
    }
  }

  void bollard(Frame at) {
    scene.cylinder(at, 0.09, 0.85, palette.dark());
    scene.ball(at.at(0, 0, 0.78), 0.2, 0.2, 0.2, palette.dark());
  }

  /** Any thing that stands on a pavement. */
  void anything(Frame at) {
    switch (dice.below(7)) {
      case 0 -> bench(at);
      case 1 -> bin(at);
      case 2 -> bollard(at);
      case 3 -> sign(at);
      case 4 -> bush(at, dice.between(0.6, 1.3));
      default -> person(at.turn(dice.between(0, 6.28)));
    }
  }
}
