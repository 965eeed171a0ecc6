package org.tacheo.datasets.synthetic;

/** Houses: bodies with rows of framed windows, doors, balconies and roofs. */
final class House {
  private final SceneBuilder scene;
  private final Dice dice;
  private final Palette palette;

  House(SceneBuilder scene, Dice dice, Palette palette) {
    this.scene = scene;
    this.dice = dice;
    this.palette = palette;
  }

  /** Whether windows are built, or only painted as for a house far away. */
  enum Finish {
    BUILT,
    PAINTED
  }

  /**
   * A house whose front is the plane y = 0 of the frame, facing towards +y; it reaches back to y =
   * -depth.
   */
  void build(Frame at, double width, double depth, int storeys, Finish finish) {
    double storey = dice.between(2.7, 3.4);
    double h = storeys * storey + 0.4;
    Material wall = finish == Finish.BUILT ? palette.masonry() : palette.facade(storey);
    scene.box(at.at(0, -depth / 2, 0), width, depth, h, wall);
    if (finish == Finish.BUILT) {
      front(at, width, storeys, storey);
      front(at.at(-width / 2, -depth / 2, 0).quarter(1), depth, storeys, storey);
      front(at.at(width / 2, -depth / 2, 0).quarter(3), depth, storeys, storey);
      scene.box(at.at(0, 0.02, 0), width + 0.06, 0.1, dice.between(0.3, 0.6), palette.paving());
    }
    roof(at.at(0, -depth / 2, h), width, depth, storeys);
  }

  private void roof(Frame at, double width, double depth, int storeys) {
    Material tile = palette.roof();
    if (storeys > 4 || dice.chance(0.2)) {
      scene.box(at, width + 0.3, depth + 0.3, 0.35, palette.paving());
      scene.box(
          at.at(dice.around(width / 4), dice.around(depth / 4), 0.3),
          1.5,
          1.5,
          dice.between(0.8, 2),
          palette.masonry());
      return;
    }
    double rise = dice.between(0.25, 0.55);
    if (dice.chance(0.6)) {
      scene.gable(at, width + 0.6, depth + 0.9, (depth + 0.9) * rise, tile);
    } else {
      scene.gable(at.quarter(1), depth + 0.6, width + 0.9, (width + 0.9) * rise * 0.8, tile);
    }
    if (dice.chance(0.7)) {
      double x = dice.around(width * 0.4);
      scene.box(
          at.at(x, dice.around(depth * 0.2), 0),
          0.6,
          0.6,
          depth * rise + dice.between(0.3, 1),
          palette.masonry());
    }
  }

  private void front(Frame at, double width, int storeys, double storey) {
    double pitch = dice.between(2, 3.4);
    int columns = Math.max(1, (int) ((width - 0.6) / pitch));
    double w = dice.between(0.8, 1.3);
    double h = storey * dice.between(0.42, 0.6);
    Material frame = palette.ceramic();
    Material glass = palette.glass();
    boolean balconies = dice.chance(0.2);
    boolean shutters = dice.chance(0.25);
    Material shutter = palette.front();
    int door = dice.below(columns);
    for (int i = 0; i < columns * storeys; i++) {
      int column = i % columns;
      int row = i / columns;
      Frame sill =
          at.at((column + 0.5) * width / columns - width / 2, 0, 0.4 + row * storey + 0.85);
      if (row == 0 && column == door) {
        door(sill.at(0, 0, -1.25));
        continue;
      }
      scene.box(sill, w + 0.16, 0.1, h + 0.16, frame);
      scene.box(sill.at(0, 0.03, 0.08), w, 0.06, h, glass);
      scene.box(sill.at(0, 0.05, 0.08), 0.05, 0.05, h, frame);
      if (shutters) {
        scene.box(sill.at(-w * 0.75 - 0.05, 0.03, 0), w * 0.45, 0.05, h + 0.1, shutter);
        scene.box(sill.at(w * 0.75 + 0.05, 0.03, 0), w * 0.45, 0.05, h + 0.1, shutter);
      }
      if (balconies && row > 0) {
        balcony(sill.at(0, 0, -0.85), w + 0.9);
      }
    }
  }

  private void balcony(Frame at, double width) {
    Material iron = palette.dark();
    scene.box(at.at(0, 0.5, 0), width, 1, 0.14, palette.paving());
    scene.box(at.at(0, 0.97, 1), width, 0.05, 0.05, iron);
    if (dice.chance(0.5)) {
      scene.box(at.at(0, 0.97, 0.14), width, 0.03, 0.8, palette.front());
      return;
    }
    for (int i = 0; i < 6; i++) {
      scene.box(at.at(-width / 2 + (i + 0.5) * width / 6, 0.97, 0.1), 0.03, 0.03, 0.9, iron);
    }
  }

  private void door(Frame at) {
    Material wood = palette.front();
    scene.box(at, 1.3, 0.12, 2.45, palette.ceramic());
    scene.box(at.at(0, 0.02, 0), 1, 0.12, 2.2, wood);
    scene.box(at.at(0, 0.03, 1.3), 0.6, 0.12, 0.7, palette.glass());
    scene.box(at.at(0, 0.4, 0), 1.6, 0.8, 0.16, palette.paving());
    if (dice.chance(0.4)) {
      scene.box(at.at(0, 0.5, 2.5), 1.9, 1, 0.12, palette.roof());
    }
  }
}
