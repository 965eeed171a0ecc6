package org.tacheo.datasets.synthetic;

/**
 * Furniture, built of the solids. Wall furniture has its back on y = 0 and its middle on x = 0;
 * what stands free is centred on its frame.
 */
final class Furniture {
  private final SceneBuilder scene;
  private final Dice dice;
  private final Palette palette;
  private final Things things;

  Furniture(SceneBuilder scene, Dice dice, Palette palette, Things things) {
    this.scene = scene;
    this.dice = dice;
    this.palette = palette;
    this.things = things;
  }

  /** A table, centred: round or square, with four legs or one. */
  void table(Frame at, double width, double depth, double height) {
    Material wood = palette.wood();
    double thick = dice.between(0.02, 0.05);
    boolean round = Math.abs(width - depth) < 0.15 && dice.chance(0.7);
    if (round) {
      scene.cylinder(at.at(0, 0, height - thick), width / 2, thick, wood);
      scene.cylinder(at.at(0, 0, 0.03), 0.045, height - thick - 0.03, palette.metal());
      scene.cylinder(at, width * 0.27, 0.03, wood);
    } else {
      scene.box(at.at(0, 0, height - thick), width, depth, thick, wood);
      legs(at, width - 0.1, depth - 0.1, height - thick, dice.chance(0.3) ? palette.metal() : wood);
      if (dice.chance(0.4)) {
        scene.box(at.at(0, 0, height - thick - 0.08), width - 0.16, depth - 0.16, 0.08, wood);
      }
    }
    double usable = round ? 0.65 : 0.92;
    things.strew(at.at(0, 0, height), width * usable, depth * usable, dice.count(1, 7));
  }

  private void legs(Frame at, double width, double depth, double height, Material material) {
    boolean turned = dice.chance(0.4);
    double thick = dice.between(0.018, 0.035);
    for (int i = 0; i < 4; i++) {
      Frame foot = at.at((i & 1) == 0 ? -width / 2 : width / 2, i < 2 ? -depth / 2 : depth / 2, 0);
      if (turned) {
        scene.cone(foot, thick * 0.6, thick, height, material);
      } else {
        scene.box(foot, 2 * thick, 2 * thick, height, material);
      }
    }
  }

  /** A chair, centred, its back towards y = -0.22. */
  void chair(Frame at) {
    Material wood = dice.chance(0.25) ? palette.metal() : palette.wood();
    Material seat = dice.chance(0.5) ? palette.fabric() : wood;
    double w = dice.between(0.4, 0.48);
    if (dice.chance(0.25)) {
      officeChair(at, w);
      return;
    }
    legs(at, w - 0.05, w - 0.05, 0.43, wood);
    scene.box(at.at(0, 0, 0.43), w, w, 0.045, seat);
    Frame back = at.at(0, -w / 2 + 0.02, 0.45).tilt(0.12);
    double high = dice.between(0.38, 0.6);
    scene.box(back.at(-w / 2 + 0.02, 0, 0), 0.035, 0.03, high, wood);
    scene.box(back.at(w / 2 - 0.02, 0, 0), 0.035, 0.03, high, wood);
    if (dice.chance(0.5)) {
      for (int i = 1; i < 4; i++) {
        scene.box(back.at(0, 0, high * i / 4), w - 0.05, 0.02, high * 0.14, wood);
      }
    } else {
      scene.box(back.at(0, 0, high * 0.35), w - 0.06, 0.04, high * 0.65, seat);
    }
  }

  private void officeChair(Frame at, double w) {
    Material cloth = palette.fabric();
    Material metal = palette.dark();
    for (int i = 0; i < 5; i++) {
      Frame arm = at.turn(i * 1.2566);
      scene.box(arm.at(0.14, 0, 0.05), 0.28, 0.04, 0.03, metal);
      scene.ball(arm.at(0.27, 0, 0), 0.06, 0.06, 0.06, metal);
    }
    scene.cylinder(at.at(0, 0, 0.06), 0.03, 0.38, metal);
    scene.box(at.at(0, 0, 0.43), w + 0.05, w + 0.05, 0.09, cloth);
    scene.box(at.at(0, -w / 2, 0.58).tilt(0.15), w, 0.07, 0.55, cloth);
    scene.box(at.at(0, -w / 2 - 0.01, 0.42), 0.06, 0.04, 0.3, metal);
  }

  void stool(Frame at) {
    double r = dice.between(0.15, 0.2);
    double h = dice.between(0.4, 0.7);
    if (dice.chance(0.5)) {
      scene.cylinder(at.at(0, 0, h - 0.05), r, 0.05, palette.fabric());
      legs(at, r * 1.3, r * 1.3, h - 0.05, palette.wood());
    } else {
      scene.cylinder(at, r * 1.2, h * 0.7, palette.fabric());
    }
  }

  void sofa(Frame at, double width, double depth) {
    Material cloth = palette.fabric();
    double arm = dice.between(0.12, 0.22);
    double back = dice.between(0.7, 0.95);
    scene.box(at.at(0, depth / 2, 0.08), width, depth, 0.22, cloth);
    scene.box(at.at(0, 0.12, 0.3), width, 0.24, back - 0.3, cloth);
    scene.box(at.at(-width / 2 + arm / 2, depth / 2, 0.3), arm, depth, 0.32, cloth);
    scene.box(at.at(width / 2 - arm / 2, depth / 2, 0.3), arm, depth, 0.32, cloth);
    if (dice.chance(0.6)) {
      scene.cylinder(at.at(-width / 2 + arm / 2, 0, 0.62).alongY(), arm / 2, depth, cloth);
      scene.cylinder(at.at(width / 2 - arm / 2, 0, 0.62).alongY(), arm / 2, depth, cloth);
    }
    int seats = Math.max(1, (int) ((width - 2 * arm) / 0.6));
    double seat = (width - 2 * arm) / seats;
    for (int i = 0; i < seats; i++) {
      double x = -width / 2 + arm + (i + 0.5) * seat;
      scene.box(at.at(x, depth / 2 + 0.12, 0.3), seat - 0.02, depth - 0.26, 0.15, cloth);
      if (dice.chance(0.6)) {
        Frame pillow = at.at(x + dice.around(0.1), 0.33, 0.42).tilt(0.4).lean(dice.around(0.3));
        scene.ball(pillow, 0.42, 0.18, 0.42, palette.fabric());
      }
    }
  }

  void bed(Frame at, double width, double length) {
    Material wood = palette.wood();
    Material sheet = palette.fabric();
    double h = dice.between(0.25, 0.4);
    scene.box(at.at(0, 0.03, 0), width + 0.06, 0.06, h + dice.between(0.4, 0.8), wood);
    scene.box(at.at(0, length / 2, 0.1), width, length, h - 0.1, wood);
    scene.box(
        at.at(0, length / 2 + 0.02, h),
        width - 0.06,
        length - 0.1,
        0.2,
        palette.ceramic().withGloss(0));
    double cover = dice.between(0.5, 0.75) * length;
    scene.box(at.at(0, length - cover / 2 - 0.02, h + 0.02), width + 0.02, cover, 0.23, sheet);
    int pillows = width > 1.2 ? 2 : 1;
    for (int i = 0; i < pillows; i++) {
      double x = pillows == 1 ? 0 : (i - 0.5) * width * 0.48;
      scene.ball(at.at(x, 0.36, h + 0.13), 0.6, 0.42, 0.22, palette.fabric());
    }
    if (dice.chance(0.3)) {
      things.strew(at.at(0, length * 0.7, h + 0.25), width * 0.8, 0.8, 2);
    }
  }

  /** An open shelf of boards, filled with books and things. */
  void shelf(Frame at, double width, double depth, double height) {
    Material wood = palette.front();
    int boards = Math.max(2, (int) (height / dice.between(0.3, 0.42)));
    double gap = (height - 0.03) / boards;
    scene.box(at.at(0, 0.01, 0), width, 0.02, height, wood);
    scene.box(at.at(-width / 2 + 0.012, depth / 2, 0), 0.024, depth, height, wood);
    scene.box(at.at(width / 2 - 0.012, depth / 2, 0), 0.024, depth, height, wood);
    for (int i = 0; i <= boards; i++) {
      scene.box(at.at(0, depth / 2, i * gap), width - 0.05, depth - 0.01, 0.025, wood);
      if (i < boards) {
        fill(at.at(0, 0.03, i * gap + 0.025), width - 0.06, depth, gap - 0.04);
      }
    }
  }

  private void fill(Frame board, double width, double depth, double gap) {
    double choice = dice.real();
    if (choice < 0.65) {
      double share = dice.between(0.5, 1);
      things.books(board.at(-width / 2, 0, 0), width * share, gap, depth - 0.03);
    } else if (choice < 0.85 && gap > 0.25) {
      for (int i = 0; i < 2; i++) {
        things.carton(board.at((i - 0.5) * width * 0.5, depth / 2, 0), Math.min(gap, depth) * 0.75);
      }
    }
  }

  /** A closed cupboard with doors or drawers and knobs. */
  void cupboard(Frame at, double width, double depth, double height) {
    Material front = palette.front();
    Material knob = palette.metal();
    double body = depth - 0.025;
    scene.box(at.at(0, body / 2, 0.05), width, body, height - 0.05, front);
    scene.box(at.at(0, body / 2 - 0.02, 0), width - 0.04, body - 0.04, 0.05, palette.dark());
    boolean drawers = height < 1.3 && dice.chance(0.5);
    int columns = drawers ? 1 : Math.max(1, (int) (width / 0.5));
    int rows = drawers ? Math.max(2, (int) (height / 0.25)) : 1;
    double w = width / columns;
    double h = (height - 0.07) / rows;
    for (int i = 0; i < columns * rows; i++) {
      double x = -width / 2 + (i % columns + 0.5) * w;
      int row = i / columns;
      double z = 0.06 + row * h;
      scene.box(at.at(x, body + 0.01, z + 0.01), w - 0.02, 0.02, h - 0.02, front);
      double side = drawers ? 0 : (i % 2 == 0 ? 1 : -1) * (w / 2 - 0.06);
      scene.ball(at.at(x + side, body + 0.03, z + h * 0.5), 0.035, 0.035, 0.035, knob);
    }
    if (height < 1.4) {
      things.strew(at.at(0, depth / 2, height), width, depth, dice.count(1, 5));
    }
  }

  /** A run of kitchen units: worktop, doors, a hob or a sink, wall units or a hood above. */
  void kitchen(Frame at, double width, double height) {
    Material front = palette.front();
    Material top =
        dice.chance(0.5)
            ? palette.of(Texture.MARBLE, Colour.grey(0.6), Colour.grey(0.1), 0.4).withGloss(0.5)
            : palette.wood();
    int units = Math.max(1, (int) (width / 0.6));
    double w = width / units;
    scene.box(at.at(0, 0.28, 0.1), width, 0.56, 0.76, front);
    scene.box(at.at(0, 0.26, 0), width, 0.48, 0.1, palette.dark());
    scene.box(at.at(0, 0.31, 0.86), width + 0.02, 0.62, 0.04, top);
    Material handle = palette.metal();
    for (int i = 0; i < units; i++) {
      double x = -width / 2 + (i + 0.5) * w;
      scene.box(at.at(x, 0.57, 0.11), w - 0.015, 0.02, 0.73, front);
      scene.box(at.at(x, 0.595, 0.76), w * 0.5, 0.02, 0.02, handle);
      overUnit(at.at(x, 0, 0), w, height);
    }
    things.strew(at.at(0, 0.3, 0.9), width * 0.9, 0.5, dice.count(2, 6));
  }

  private void overUnit(Frame at, double w, double height) {
    double choice = dice.real();
    if (choice < 0.18) {
      for (int i = 0; i < 4; i++) {
        int row = i / 2;
        scene.cylinder(
            at.at(((i & 1) - 0.5) * 0.28, 0.2 + row * 0.24, 0.9), 0.085, 0.008, palette.dark());
      }
      if (height > 1.9) {
        scene.cone(at.at(0, 0.28, 1.55), 0.28, 0.12, 0.25, palette.metal());
        scene.box(at.at(0, 0.2, 1.8), 0.22, 0.22, height - 1.8, palette.metal());
      }
    } else if (choice < 0.7 && height > 2.05) {
      Material front = palette.front();
      scene.box(at.at(0, 0.17, 1.45), w, 0.33, 0.6, front);
      scene.box(at.at(0, 0.345, 1.46), w - 0.02, 0.02, 0.58, front);
    }
  }

  void fridge(Frame at) {
    Material white = dice.chance(0.5) ? palette.ceramic() : palette.metal();
    scene.box(at.at(0, 0.31, 0.02), 0.62, 0.6, 1.75, white);
    scene.box(at.at(0, 0.625, 0.05), 0.6, 0.03, 1.1, white);
    scene.box(at.at(0, 0.625, 1.17), 0.6, 0.03, 0.58, white);
    scene.box(at.at(0.24, 0.66, 0.7), 0.03, 0.03, 0.4, palette.metal());
  }

  /** A desk with a screen, seen from y = depth. */
  void desk(Frame at, double width) {
    Material wood = palette.wood();
    scene.box(at.at(0, 0.35, 0.71), width, 0.7, 0.03, wood);
    scene.box(at.at(-width / 2 + 0.02, 0.35, 0), 0.035, 0.66, 0.71, wood);
    if (dice.chance(0.5)) {
      cupboard(at.at(width / 2 - 0.22, 0.05, 0), 0.42, 0.6, 0.7);
    } else {
      scene.box(at.at(width / 2 - 0.02, 0.35, 0), 0.035, 0.66, 0.71, wood);
    }
    double x = dice.around(0.2);
    screen(at.at(x, 0.22, 0.74).turn(dice.around(0.3)), dice.between(0.45, 0.65));
    scene.box(
        at.at(x, 0.48, 0.74).turn(dice.around(0.1)),
        0.43,
        0.14,
        0.02,
        palette.of(Texture.GRID, Colour.grey(0.1), Colour.grey(0.02), 0.02));
    if (dice.chance(0.5)) {
      things.tableLamp(at.at(-width / 2 + 0.16, 0.2, 0.74));
    }
    things.strew(at.at(width / 2 - 0.25, 0.4, 0.74), 0.4, 0.5, 2);
  }

  private void screen(Frame at, double width) {
    Material dark = palette.dark();
    scene.box(at, 0.2, 0.16, 0.012, dark);
    scene.box(at.at(0, -0.02, 0.01), 0.05, 0.02, 0.2, dark);
    Frame panel = at.at(0, 0, 0.1).tilt(0.06);
    double h = width * 0.6;
    scene.box(panel, width, 0.03, h, dark);
    Material picture = palette.picture(h);
    scene.box(
        panel.at(0, 0.015, 0.015),
        width - 0.03,
        0.006,
        h - 0.03,
        dice.chance(0.5) ? picture.withGlow(0.6) : palette.dark().withGloss(1));
  }

  void television(Frame at, double width) {
    cupboard(at, width, 0.4, dice.between(0.4, 0.6));
    Frame stand = at.at(0, 0.2, 0.6);
    scene.box(at.at(0, 0.2, 0.4), 0.3, 0.16, 0.24, palette.dark());
    scene.box(stand.at(0, 0, 0.02), width * 0.85, 0.05, width * 0.48, palette.dark().withGloss(1));
  }

  void floorLamp(Frame at) {
    double h = dice.between(1.25, 1.65);
    scene.cylinder(at, 0.14, 0.03, palette.dark());
    scene.cylinder(at, 0.013, h, palette.metal());
    things.shade(at.at(0, 0, h - 0.05), dice.between(0.14, 0.24), dice.between(0.2, 0.32));
  }

  void radiator(Frame at, double width) {
    Material white = palette.ceramic();
    int ribs = (int) (width / 0.09);
    for (int i = 0; i < ribs; i++) {
      scene.box(at.at(-width / 2 + (i + 0.5) * 0.09, 0.09, 0.12), 0.065, 0.09, 0.5, white);
    }
    scene.box(at.at(0, 0.09, 0.15), width, 0.03, 0.05, white);
    scene.box(at.at(0, 0.09, 0.52), width, 0.03, 0.05, white);
  }

  void bath(Frame at) {
    Material white = palette.ceramic();
    scene.box(at.at(0, 0.38, 0), 1.6, 0.72, 0.3, white);
    scene.box(at.at(0, 0.04, 0.3), 1.6, 0.08, 0.26, white);
    scene.box(at.at(0, 0.72, 0.3), 1.6, 0.08, 0.26, white);
    scene.box(at.at(-0.76, 0.38, 0.3), 0.08, 0.76, 0.26, white);
    scene.box(at.at(0.76, 0.38, 0.3), 0.08, 0.76, 0.26, white);
    scene.cylinder(at.at(0.6, 0.02, 0.62).alongY(), 0.018, 0.16, palette.metal());
    if (dice.chance(0.4)) {
      scene.box(at.at(-0.3, 0.7, 0.56), 1, 0.012, 1.4, palette.fabric());
    }
  }

  void toilet(Frame at) {
    Material white = palette.ceramic();
    scene.box(at.at(0, 0.1, 0.4), 0.4, 0.18, 0.38, white);
    scene.cone(at.at(0, 0.4, 0), 0.12, 0.2, 0.36, white);
    scene.box(at.at(0, 0.17, 0.1), 0.24, 0.3, 0.26, white);
    scene.ball(at.at(0, 0.4, 0.33), 0.42, 0.52, 0.09, white);
  }

  void basin(Frame at) {
    Material white = palette.ceramic();
    scene.cone(at.at(0, 0.22, 0), 0.11, 0.08, 0.7, white);
    scene.cone(at.at(0, 0.24, 0.66), 0.14, 0.25, 0.18, white);
    scene.cylinder(at.at(0, 0.05, 0.84), 0.018, 0.12, palette.metal());
    scene.box(at.at(0, 0.012, 1.2), 0.5, 0.02, 0.65, palette.glass());
  }

  /** Steps that rise along the wall, from x = -width / 2. */
  void stairs(Frame at, double width, int steps) {
    Material wood = palette.wood();
    double run = width / steps;
    for (int i = 0; i < steps; i++) {
      double x = -width / 2 + (i + 0.5) * run;
      scene.box(at.at(x, 0.45, 0), run, 0.9, 0.18 * (i + 1), wood);
      scene.box(at.at(x, 0.86, 0.18 * (i + 1)), 0.03, 0.03, 0.85, wood);
    }
  }

  void plant(Frame at) {
    things.pot(at, dice.between(0.7, 1.5));
  }

  void picture(Frame at, double width, double height) {
    Material frame = dice.chance(0.5) ? palette.wood() : palette.metal();
    scene.box(at.at(0, 0.015, 0), width, 0.03, height, frame);
    double edge = dice.between(0.02, 0.05);
    scene.box(
        at.at(0, 0.032, edge), width - 2 * edge, 0.008, height - 2 * edge, palette.picture(height));
  }

  void blackboard(Frame at, double width) {
    scene.box(at.at(0, 0.02, 0), width, 0.04, 1.2, palette.wood());
    Colour slate = Colour.hsv(0.4, dice.between(0, 0.5), dice.pick(0.25, 0.3, 0.95));
    scene.box(
        at.at(0, 0.042, 0.04),
        width - 0.08,
        0.01,
        1.12,
        palette.of(Texture.MOTTLE, slate, slate.times(1.4), 0.5));
  }

  void rug(Frame at, double width, double depth) {
    if (dice.chance(0.3)) {
      scene.cylinder(at, Math.min(width, depth) / 2, 0.012, palette.rug());
    } else {
      scene.box(at, width, depth, 0.012, palette.rug());
    }
  }

  /** Cartons or cases in a heap. */
  void cartons(Frame at) {
    double z = 0;
    double size = dice.between(0.35, 0.6);
    for (int i = dice.count(1, 3); i > 0; i--) {
      double h = size * dice.between(0.5, 0.8);
      scene.box(
          at.at(dice.around(0.04), dice.around(0.04), z).turn(dice.around(0.3)),
          size,
          size * 0.8,
          h,
          dice.chance(0.5) ? palette.wood() : palette.spine().withScale(0.2));
      z += h;
      size *= 0.85;
    }
  }

  void ceilingLamp(Frame ceiling, double drop) {
    Colour white = Colour.hsv(dice.between(0.08, 0.13), dice.between(0.05, 0.35), 1);
    Material lit = palette.glow(white, dice.between(1.2, 2));
    scene.cylinder(ceiling.at(0, 0, -drop), 0.008, drop, palette.dark());
    Frame lamp = ceiling.at(0, 0, -drop - 0.2);
    switch (dice.below(3)) {
      case 0 -> scene.ball(lamp, 0.3, 0.3, 0.22, lit);
      case 1 -> scene.cone(lamp, 0.24, 0.1, 0.2, lit);
      default -> scene.box(lamp.at(0, 0, 0.14), 0.16, 1.1, 0.06, lit);
    }
  }
}
