package org.tacheo.datasets.synthetic;

import java.util.Locale;

/** Places in the open. Streets run along y; z = 0 is the road. */
final class Outdoors {
  private static final double REACH = 130;

  /** Where cars drive, of half the road's width. */
  private static final double LANE = 0.32;

  private final Dice dice;
  private final SceneBuilder scene = new SceneBuilder();
  private final Palette palette;
  private final Outfit outfit;
  private final House house;
  private final Occupancy occupancy = new Occupancy();

  private enum Place {
    RESIDENTIAL,
    CITY,
    COUNTRY,
    PARK,
    COURTYARD
  }

  private Outdoors(long seed) {
    dice = Dice.of(seed, 21);
    palette = new Palette(Dice.of(seed, 22));
    outfit = new Outfit(scene, Dice.of(seed, 23), palette);
    house = new House(scene, Dice.of(seed, 24), palette);
  }

  /** Builds a street. */
  static Stage street(long seed) {
    Outdoors outdoors = new Outdoors(seed);
    Place place =
        outdoors.dice.pick(Place.RESIDENTIAL, Place.RESIDENTIAL, Place.CITY, Place.COUNTRY);
    return outdoors.build(place);
  }

  /** Builds any place. */
  static Stage any(long seed) {
    Outdoors outdoors = new Outdoors(seed);
    return outdoors.build(outdoors.dice.pick(Place.values()));
  }

  private Stage build(Place place) {
    sun();
    double half = dice.between(3.4, 6.2);
    switch (place) {
      case RESIDENTIAL -> residential(half);
      case CITY -> city(half + 0.8);
      case COUNTRY -> country(half * 0.85);
      case PARK -> park();
      case COURTYARD -> courtyard();
    }
    String name = place.name().toLowerCase(Locale.ROOT);
    Scene built = scene.build(air());
    return switch (place) {
      case PARK -> stage(name, built, 14, 3.5, 0);
      case COURTYARD -> stage(name, built, 7, 5, 0);
      default -> stage(name, built, half + 3, 4.5, half * LANE);
    };
  }

  private static Stage stage(String name, Scene scene, double side, double top, double lane) {
    Vec low = new Vec(-side, 0, 0.45);
    Vec high = new Vec(side, 30, top);
    double aim = side + 6;
    return new Stage(name, scene, low, high, new Vec(-aim, 2, 0), new Vec(aim, 45, 6), lane);
  }

  private double overcast = 0.4;
  private double sunlight = 1;

  private void sun() {
    overcast = dice.between(0.1, 0.8);
    double height = dice.between(0.25, 0.95);
    double turn = dice.between(0, 6.28);
    double level = Math.sqrt(1 - height * height);
    Vec to = new Vec(StrictMath.cos(turn) * level, StrictMath.sin(turn) * level, height);
    sunlight = dice.chance(0.3) ? dice.between(0, 0.4) : dice.between(1.2, 2.6);
    Colour warm = Colour.hsv(0.09, 0.35 * (1 - height), 1);
    Vec overhead = new Vec(dice.around(0.5), dice.around(0.5), 1).unit();
    Colour sky = Colour.hsv(0.58, 0.1, 1).times(dice.between(0.25, 0.45));
    scene.light(new Light(true, overhead, new Vec(0.2, 0.2, 0), sky));
    if (sunlight > 0) {
      double soft = dice.between(0.003, 0.012);
      scene.light(new Light(true, to, new Vec(soft, soft, soft), warm.times(sunlight)));
    }
  }

  private Atmosphere air() {
    Colour zenith = Colour.hsv(0.59, dice.between(0.45, 0.85), dice.between(0.6, 0.9));
    Colour horizon =
        Colour.hsv(
            dice.chance(0.15) ? 0.08 : 0.57, dice.between(0.02, 0.25), dice.between(0.85, 1));
    Colour above = Colour.hsv(0.58, 0.12, 1).times(dice.between(0.25, 0.45));
    Colour below = Colour.hsv(0.1, 0.15, 1).times(dice.between(0.16, 0.3));
    double haze = dice.chance(0.25) ? dice.between(0.004, 0.015) : dice.between(0.0003, 0.003);
    return new Atmosphere(
        above, below, zenith, horizon, overcast, haze, (int) dice.next() & 0xFFFF);
  }

  private static Frame at(double x, double y) {
    return Frame.WORLD.at(x, y, 0);
  }

  private void ground(Material material) {
    scene.box(Frame.WORLD.at(0, 150, -0.5), 900, 900, 0.4, material);
    for (int i = dice.below(4); i > 0; i--) {
      double size = dice.between(90, 260);
      Frame far = Frame.WORLD.at(dice.around(300), dice.between(190, 420), -size * 0.12);
      scene.ball(
          far,
          size * 2,
          size,
          size * 0.3,
          dice.chance(0.6) ? palette.foliage().withScale(3) : material.withScale(3));
    }
  }

  private void carriageway(double half, Material side) {
    double length = REACH + 60;
    double y = REACH / 2;
    scene.box(Frame.WORLD.at(0, y, -0.3), 2 * half, length, 0.3, palette.road(half));
    double kerb = dice.between(0.08, 0.16);
    double wide = dice.between(1.6, 3.2);
    Material stone = palette.paving();
    for (int i = -1; i <= 1; i += 2) {
      scene.box(
          Frame.WORLD.at(i * (half + 0.1), y, -0.3),
          0.2,
          length,
          0.3 + kerb,
          palette.plain(Colour.grey(0.35), 0));
      scene.box(
          Frame.WORLD.at(i * (half + 0.2 + wide / 2), y, -0.3), wide, length, 0.28 + kerb, stone);
      scene.box(
          Frame.WORLD.at(i * (half + 0.2 + wide + 10), y, -0.3), 20, length, 0.27 + kerb, side);
    }
    pavement = half + 0.2 + wide;
  }

  private double pavement = 6;

  private void traffic(double half, double density) {
    boolean wide = half > 4.2;
    boolean left = wide && dice.chance(0.75);
    boolean right = wide && dice.chance(0.75);
    for (double y = -12; y < REACH - 20; y += dice.between(5.5, 9)) {
      parked(left, -half + 1.05, y, density, 0);
      parked(right, half - 1.05, y, density, 2);
    }
    for (int i = dice.below(4); i > 0; i--) {
      drive(half * LANE, dice.between(40, 95), 0);
    }
    for (int i = dice.below(4); i > 0; i--) {
      drive(-half * LANE, dice.between(6, 70), 2);
    }
  }

  private void parked(boolean allowed, double x, double y, double density, int turns) {
    if (allowed && dice.chance(density)) {
      Frame place = at(x + dice.around(0.15), y);
      if (occupancy.claim(place.at(0, -2.7, 0), 1.9, 5.4, 2)) {
        outfit.car(place.turn(dice.around(0.05)).quarter(dice.chance(0.85) ? turns : 2 - turns));
      }
    }
  }

  private void drive(double x, double y, int turns) {
    Frame place = at(x, y);
    if (occupancy.claim(place.at(0, -4, 0), 2.1, 8, 2.5)) {
      outfit.car(place.quarter(turns));
    }
  }

  private void walkers(double half, int number) {
    for (int i = 0; i < number; i++) {
      double side = dice.chance(0.5) ? 1 : -1;
      double x = side * dice.between(half + 0.5, pavement - 0.2);
      Frame place = Frame.WORLD.at(x, dice.between(1, 55), 0.1);
      if (occupancy.claim(place.at(0, -0.6, 0), 1.2, 1.2, 2)) {
        outfit.anything(place.turn(side > 0 ? StrictMath.PI / 2 : -StrictMath.PI / 2));
      }
    }
  }

  private void furniture(double half, double step) {
    boolean trees = dice.chance(0.6);
    for (double y = dice.between(2, 8); y < 90; y += step * dice.between(0.7, 1.3)) {
      for (int side = -1; side <= 1; side += 2) {
        Frame place = Frame.WORLD.at(side * (half + 0.75), y, 0.08);
        if (dice.chance(0.65) && occupancy.claim(place.at(0, -0.4, 0), 0.8, 0.8, 2)) {
          if (trees && dice.chance(0.6)) {
            outfit.tree(place);
          } else {
            outfit.lamp(side > 0 ? place.quarter(2) : place);
          }
        }
      }
    }
    if (dice.chance(0.3)) {
      outfit.trafficLight(at(half + 0.5, dice.between(10, 25)));
    }
  }

  private void residential(double half) {
    Material lawn = palette.grass();
    ground(lawn);
    carriageway(half, dice.chance(0.7) ? lawn : palette.paving());
    for (int side = -1; side <= 1; side += 2) {
      row(side, pavement + dice.between(1.5, 7), 1, 2, dice.between(1, 6));
    }
    traffic(half, 0.6);
    walkers(half, dice.count(3, 10));
    furniture(half, 14);
    closeEnd(0.35);
  }

  private void city(double half) {
    ground(palette.asphalt());
    carriageway(half, palette.paving());
    for (int side = -1; side <= 1; side += 2) {
      row(side, pavement + dice.between(0, 0.8), 3, 7, 0);
    }
    traffic(half, 0.75);
    walkers(half, dice.count(8, 18));
    furniture(half, 17);
    closeEnd(0.4);
  }

  /** Houses along one side, their fronts at this distance from the middle of the road. */
  private void row(int side, double distance, int least, int most, double gap) {
    double y = -18 + dice.around(4);
    while (y < REACH) {
      double width = least > 2 ? dice.between(9, 20) : dice.between(7, 13);
      double depth = dice.between(8, 12);
      double back = gap > 0 ? dice.between(0, 2.5) : 0;
      Frame middle = at(side * (distance + back), y + width / 2);
      Frame front = side < 0 ? middle.quarter(3) : middle.quarter(1);
      double between = gap > 0 ? dice.between(0.4, 1.6) * gap : dice.chance(0.1) ? 6 : 0;
      if (dice.chance(gap > 0 ? 0.9 : 0.97)) {
        House.Finish finish = y < 38 ? House.Finish.BUILT : House.Finish.PAINTED;
        house.build(front, width, depth, dice.count(least, most), finish);
      }
      if (gap > 0) {
        garden(front, width + between, distance + back - pavement);
      }
      y += width + between;
    }
  }

  private void garden(Frame front, double width, double depth) {
    if (depth > 1.5 && dice.chance(0.65)) {
      outfit.border(front.at(0, depth - 0.35, 0), width * dice.between(0.4, 0.85));
    }
    for (int i = dice.below(3); i > 0; i--) {
      Frame place = front.at(dice.around(width / 2), depth * dice.between(0.2, 0.7), 0);
      if (depth > 2.5 && dice.chance(0.4)) {
        outfit.tree(place);
      } else {
        outfit.bush(place, dice.between(0.5, 1.2));
      }
    }
  }

  private void closeEnd(double chance) {
    if (dice.chance(chance)) {
      Frame end = at(dice.around(6), dice.between(55, 120)).quarter(2);
      house.build(end, 34, 12, dice.count(2, 6), House.Finish.PAINTED);
    }
  }

  private void country(double half) {
    Material field = palette.grass();
    ground(field);
    scene.box(Frame.WORLD.at(0, REACH / 2, -0.3), 2 * half, REACH * 3, 0.3, palette.road(half));
    pavement = half + 1.5;
    for (int i = dice.count(10, 34); i > 0; i--) {
      double side = dice.chance(0.5) ? 1 : -1;
      Frame place = at(side * dice.between(half + 1.5, half + 30), dice.between(-3, 110));
      if (occupancy.claim(place.at(0, -1, 0), 2, 2, 3)) {
        if (dice.chance(0.6)) {
          outfit.tree(place);
        } else {
          outfit.bush(place, dice.between(0.6, 2.5));
        }
      }
    }
    for (int side = -1; side <= 1; side += 2) {
      if (dice.chance(0.6)) {
        for (double y = -6; y < 70; y += 8) {
          outfit.border(at(side * (half + 2.2), y).quarter(1), 7.9);
        }
      }
      if (dice.chance(0.6)) {
        Frame yard = at(side * (half + dice.between(9, 16)), dice.between(14, 50));
        house.build(
            yard.quarter(side < 0 ? 3 : 1),
            dice.between(9, 16),
            8,
            dice.count(1, 2),
            House.Finish.BUILT);
      }
    }
    traffic(half, 0.08);
    furniture(half, 30);
  }

  private void park() {
    ground(palette.grass());
    Material gravel = palette.asphalt();
    Frame path = at(dice.around(3), 40).turn(dice.around(0.3));
    scene.box(
        path.at(0, 0, -0.3),
        dice.between(2, 4),
        160,
        0.22,
        palette.of(Texture.MOTTLE, Colour.hsv(0.1, 0.3, 0.7), Colour.hsv(0.1, 0.3, 0.55), 0.4));
    scene.box(path.at(0, dice.around(20), -0.3).quarter(1).turn(0.2), 2.2, 120, 0.21, gravel);
    for (int i = dice.count(14, 40); i > 0; i--) {
      Frame place = Frame.WORLD.at(dice.between(-28, 28), dice.between(-6, 75), -0.1);
      if (occupancy.claim(place.at(0, -1, 0), 2, 2, 3)) {
        if (dice.chance(0.6)) {
          outfit.tree(place);
        } else {
          outfit.bush(place, dice.between(0.5, 2));
        }
      }
    }
    for (int i = dice.count(4, 14); i > 0; i--) {
      Frame place = Frame.WORLD.at(dice.between(-10, 10), dice.between(1, 35), -0.1);
      if (occupancy.claim(place.at(0, -0.6, 0), 1.8, 1.2, 2)) {
        outfit.anything(place.turn(dice.between(0, 6.28)));
      }
    }
    if (dice.chance(0.5)) {
      house.build(
          at(dice.around(20), dice.between(45, 70)).quarter(2), 18, 9, 2, House.Finish.BUILT);
    }
  }

  /** A square between houses, with columns, steps and things to walk around. */
  private void courtyard() {
    ground(palette.paving());
    scene.box(Frame.WORLD.at(0, 15, -0.3), 60, 70, 0.3, palette.paving());
    double side = dice.between(9, 16);
    double far = dice.between(16, 34);
    int storeys = dice.count(2, 4);
    house.build(at(-side, far / 2).quarter(3), far + 16, 8, storeys, House.Finish.BUILT);
    house.build(at(side, far / 2).quarter(1), far + 16, 8, storeys, House.Finish.BUILT);
    house.build(at(0, far).quarter(2), 2 * side, 8, dice.count(2, 5), House.Finish.BUILT);
    if (dice.chance(0.7)) {
      arcade(far, side);
    }
    for (int i = dice.count(5, 14); i > 0; i--) {
      Frame place = at(dice.between(1 - side, side - 1), dice.between(1, far - 2));
      if (occupancy.claim(place.at(0, -0.7, 0), 1.6, 1.4, 2)) {
        anything(place);
      }
    }
    for (int i = dice.below(4); i > 0; i--) {
      Frame place = at(dice.between(3 - side, side - 3), dice.between(4, far - 4));
      if (occupancy.claim(place.at(0, -2.7, 0), 5, 5.4, 2)) {
        outfit.car(place.turn(dice.between(0, 6.28)));
      }
    }
  }

  private void anything(Frame place) {
    double choice = dice.real();
    if (choice < 0.2) {
      outfit.tree(place);
    } else if (choice < 0.4) {
      double w = dice.between(0.8, 1.5);
      scene.box(place, w, w, dice.between(0.4, 0.8), palette.masonry());
      outfit.bush(place.at(0, 0, 0.5), w * 0.8);
    } else if (choice < 0.55) {
      double size = dice.between(0.5, 1.2);
      scene.box(place.turn(dice.between(0, 3)), size, size, size, palette.wood());
    } else {
      outfit.anything(place.turn(dice.between(0, 6.28)));
    }
  }

  private void arcade(double far, double side) {
    Material stone = palette.masonry();
    int columns = (int) (2 * side / 3);
    double y = far - 3;
    for (int i = 0; i <= columns; i++) {
      double x = -side + i * 2 * side / columns;
      scene.cylinder(at(x, y), 0.28, 3.2, stone);
      scene.box(Frame.WORLD.at(x, y, 3.2), 0.8, 0.8, 0.25, stone);
    }
    scene.box(Frame.WORLD.at(0, far - 1.6, 3.45), 2 * side, 3.4, 0.5, stone);
    for (int i = 0; i < 3; i++) {
      scene.box(at(0, far - 3.9 + i * 0.35), 2 * side, 0.35, 0.14 * (i + 1), stone);
    }
  }
}
