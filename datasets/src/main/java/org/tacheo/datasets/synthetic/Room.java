package org.tacheo.datasets.synthetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A furnished room: floor at z = 0, x in [0, width], y in [0, depth]. Windows and doors are set
 * into the walls; an open door leads on into a passage.
 */
final class Room {
  private static final double WALL = 0.16;

  private final Dice dice;
  private final SceneBuilder scene = new SceneBuilder();
  private final Palette palette;
  private final Things things;
  private final Furniture furniture;
  private final Occupancy occupancy = new Occupancy();
  private final double width;
  private final double depth;
  private final double height;
  private final Use use;
  private final double daylight;

  /** What a room is for; the names are those of NYU Depth v2's scenes. */
  private enum Use {
    LIVING_ROOM,
    BEDROOM,
    KITCHEN,
    OFFICE,
    BATHROOM,
    DINING_ROOM,
    CLASSROOM,
    BOOKSTORE,
    STUDY,
    BASEMENT
  }

  /** A hole in a wall: from a to b along it, from low to high. */
  private record Opening(double a, double b, double low, double high) {}

  private Room(long seed) {
    dice = Dice.of(seed, 11);
    palette = new Palette(Dice.of(seed, 12));
    things = new Things(scene, Dice.of(seed, 13), palette);
    furniture = new Furniture(scene, Dice.of(seed, 14), palette, things);
    use = dice.pick(Use.values());
    double spread =
        use == Use.BATHROOM ? 0.6 : use == Use.CLASSROOM || use == Use.BOOKSTORE ? 1.4 : 1;
    width = spread * dice.between(3, 6);
    depth = spread * dice.between(3, 7);
    height = dice.between(2.35, 3.2);
    daylight = dice.chance(0.25) ? dice.between(0.05, 0.3) : dice.between(0.8, 1.6);
  }

  /** Builds the room with this seed. */
  static Stage build(long seed) {
    return new Room(seed).build();
  }

  private Stage build() {
    Material wall = use == Use.BATHROOM || dice.chance(0.04) ? palette.tiles() : palette.wall();
    Material other = dice.chance(0.25) ? palette.wall() : wall;
    for (int side = 0; side < 4; side++) {
      wall(side, side == 0 ? other : wall);
    }
    scene.box(at(-8, -8, -0.1, width + 16, depth + 16), width + 16, depth + 16, 0.1, floor());
    scene.box(
        at(-8, -8, height, width + 16, depth + 16), width + 16, depth + 16, 0.1, palette.ceiling());
    beamsAndColumns(wall);
    lamps();
    furnish();
    onTheWalls();
    return new Stage(
        use.name().toLowerCase(Locale.ROOT),
        scene.build(air()),
        new Vec(0.25, 0.25, 0.25),
        new Vec(width - 0.25, depth - 0.25, height - 0.25),
        new Vec(0, 0, 0),
        new Vec(width, depth, height * 0.75),
        width / 2);
  }

  private Material floor() {
    return switch (use) {
      case BATHROOM -> palette.tiles();
      case BASEMENT -> dice.chance(0.7) ? palette.concrete() : palette.indoorFloor();
      default -> palette.indoorFloor();
    };
  }

  private static Frame at(double x, double y, double z, double sizeX, double sizeY) {
    return Frame.WORLD.at(x + sizeX / 2, y + sizeY / 2, z);
  }

  private Atmosphere air() {
    Colour bounce = Colour.hsv(dice.between(0.05, 0.15), dice.between(0, 0.25), 1);
    double level = dice.between(0.12, 0.25) * (0.5 + Math.min(1, daylight));
    Colour above = bounce.times(level);
    return new Atmosphere(
        above, above.times(dice.between(0.5, 0.8)), above, Colour.grey(0.5), 0, 0, 0);
  }

  /** The frame of a wall: x along it, y into the room, z up, origin in its left corner. */
  private Frame wallFrame(int side) {
    return switch (side) {
      case 0 -> Frame.WORLD;
      case 1 -> Frame.WORLD.at(width, 0, 0).quarter(1);
      case 2 -> Frame.WORLD.at(width, depth, 0).quarter(2);
      default -> Frame.WORLD.at(0, depth, 0).quarter(3);
    };
  }

  private double wallLength(int side) {
    return (side & 1) == 0 ? width : depth;
  }

  private void wall(int side, Material paint) {
    double length = wallLength(side);
    Frame frame = wallFrame(side);
    List<Opening> openings = openings(side, length);
    double from = -WALL;
    for (Opening o : openings) {
      piece(frame, new Opening(from, o.a(), 0, height), paint);
      piece(frame, new Opening(o.a(), o.b(), 0, o.low()), paint);
      piece(frame, new Opening(o.a(), o.b(), o.high(), height), paint);
      from = o.b();
    }
    piece(frame, new Opening(from, length + WALL, 0, height), paint);
    if (dice.chance(0.7)) {
      skirting(frame, openings, length);
    }
  }

  private void piece(Frame frame, Opening o, Material paint) {
    if (o.high() - o.low() > 1e-6 && o.b() - o.a() > 1e-6) {
      Frame middle = frame.at((o.a() + o.b()) / 2, -WALL / 2, o.low());
      scene.box(middle, o.b() - o.a(), WALL, o.high() - o.low(), paint);
    }
  }

  private void skirting(Frame frame, List<Opening> openings, double length) {
    Material wood = palette.front();
    double from = 0;
    for (Opening o : openings) {
      if (o.low() == 0) {
        board(frame, from, o.a() - 0.08, wood);
        from = o.b() + 0.08;
      }
    }
    board(frame, from, length, wood);
  }

  private void board(Frame frame, double from, double to, Material wood) {
    if (to > from + 0.05) {
      scene.box(frame.at((from + to) / 2, 0.008, 0), to - from, 0.016, 0.09, wood);
    }
  }

  private List<Opening> openings(int side, double length) {
    List<Opening> openings = new ArrayList<>();
    boolean doorHere = side == 2 || dice.chance(0.3);
    if (doorHere && length > 1.6) {
      double w = dice.between(0.8, 1);
      double a = dice.between(0.25, length - w - 0.25);
      Opening door = new Opening(a, a + w, 0, Math.min(height - 0.1, 2.05));
      openings.add(door);
      door(side, door);
    }
    int windows = dice.below(3);
    for (int i = 0; i < windows && use != Use.BASEMENT; i++) {
      window(side, length, openings);
    }
    openings.sort(Comparator.comparingDouble(Opening::a));
    return openings;
  }

  private void door(int side, Opening door) {
    double middle = (door.a() + door.b()) / 2;
    double w = door.b() - door.a();
    Frame frame = wallFrame(side).at(middle, 0, 0);
    occupancy.claim(frame, w + 0.1, 0.9, 2.1);
    Material wood = palette.front();
    for (int i = -1; i <= 1; i += 2) {
      scene.box(frame.at(i * (w / 2 + 0.03), 0.005, 0), 0.07, 0.03, door.high() + 0.06, wood);
    }
    scene.box(frame.at(0, 0.005, door.high()), w, 0.03, 0.06, wood);
    if (dice.chance(0.45)) {
      passage(frame, w, door.high());
      scene.box(
          frame.at(-w / 2, 0, 0.01).turn(dice.between(1.2, 2.4)).at(w / 2, 0, 0),
          w - 0.02,
          0.04,
          door.high() - 0.02,
          wood);
    } else {
      scene.box(frame.at(0, -0.09, 0), w, 0.04, door.high(), wood);
      for (int i = 0; i < 2; i++) {
        scene.box(frame.at(0, -0.066, 0.2 + i * 0.95), w * 0.62, 0.012, 0.75, wood);
      }
      scene.ball(frame.at(w / 2 - 0.09, -0.04, 1), 0.06, 0.06, 0.06, palette.metal());
    }
  }

  /** What lies behind an open door: a passage, or a further room. */
  private void passage(Frame frame, double doorWidth, double doorHeight) {
    double w = dice.between(doorWidth + 0.4, 3);
    double d = dice.between(1, 4.5);
    Material paint = palette.wall();
    double middle = -WALL - d / 2;
    scene.box(frame.at(-w / 2 - 0.05, middle, 0), 0.1, d, height, paint);
    scene.box(frame.at(w / 2 + 0.05, middle, 0), 0.1, d, height, paint);
    scene.box(frame.at(0, -WALL - d - 0.05, 0), w + 0.2, 0.1, height, paint);
    Frame back = frame.at(0, -WALL - d, 0);
    if (dice.chance(0.5)) {
      furniture.cupboard(back, Math.min(w - 0.1, 1), 0.4, dice.between(0.8, 1.9));
    } else {
      furniture.picture(back.at(0, 0, 1.2), 0.6, 0.8);
    }
    Vec lamp = frame.point(0, middle, doorHeight);
    scene.light(Light.lamp(lamp, 0.04, Colour.hsv(0.1, 0.15, 1).times(dice.between(0.3, 1.3))));
  }

  private void window(int side, double length, List<Opening> openings) {
    double w = dice.between(0.7, Math.min(2.4, length - 0.8));
    double low = dice.chance(0.2) ? 0.15 : dice.between(0.75, 1.05);
    double high = Math.min(height - 0.15, low + dice.between(0.9, 1.6));
    double a = dice.between(0.3, length - w - 0.3);
    for (Opening o : openings) {
      if (a < o.b() + 0.3 && a + w > o.a() - 0.3) {
        return;
      }
    }
    openings.add(new Opening(a, a + w, low, high));
    Frame frame = wallFrame(side).at(a + w / 2, 0, low);
    occupancy.claim(frame, w + 0.1, 0.3, high - low);
    pane(frame, w, high - low);
    if (dice.chance(0.45)) {
      curtains(frame, w, high - low, low);
    }
    if (low > 0.7 && dice.chance(0.5)) {
      Frame under = wallFrame(side).at(a + w / 2, 0, 0);
      double ribs = Math.min(w, 1.2);
      if (occupancy.claim(under, ribs, 0.2, 0.65)) {
        furniture.radiator(under, ribs);
      }
    }
  }

  private void pane(Frame frame, double w, double h) {
    scene.box(frame.at(0, -WALL + 0.01, 0), w, 0.02, h, palette.daylight(h, daylight));
    Material wood = palette.ceramic().withGloss(0.2);
    Frame bars = frame.at(0, -WALL + 0.04, 0);
    scene.box(bars.at(-w / 2 + 0.025, 0, 0), 0.05, 0.05, h, wood);
    scene.box(bars.at(w / 2 - 0.025, 0, 0), 0.05, 0.05, h, wood);
    scene.box(bars, w - 0.1, 0.05, 0.05, wood);
    scene.box(bars.at(0, 0, h - 0.05), w - 0.1, 0.05, 0.05, wood);
    int mullions = dice.count(0, 2);
    for (int i = 1; i <= mullions; i++) {
      scene.box(bars.at(-w / 2 + w * i / (mullions + 1), 0, 0.05), 0.04, 0.045, h - 0.1, wood);
    }
    if (dice.chance(0.4)) {
      scene.box(bars.at(0, 0, h * 0.6), w - 0.1, 0.04, 0.04, wood);
    }
    scene.box(frame.at(0, 0.03 - WALL / 2, -0.03), w + 0.1, WALL + 0.14, 0.03, wood);
    if (daylight > 0.4 && scene.lightCount() < 2) {
      Vec place = frame.point(0, 0.15, h / 2);
      Vec along = frame.x().times(w * 0.08);
      Vec spread = new Vec(along.x(), along.y(), h * 0.08);
      Colour sky = Colour.hsv(0.58, dice.between(0.05, 0.25), 1).times(daylight * w * h * 1.1);
      scene.light(new Light(false, place, spread, sky));
    }
  }

  private void curtains(Frame frame, double w, double h, double low) {
    Material cloth = palette.fabric();
    scene.cylinder(
        frame.at(-w / 2 - 0.35, 0.1, h + 0.08).alongX(), 0.014, w + 0.7, palette.metal());
    double drop = dice.chance(0.5) ? h + low - 0.05 : h + 0.25;
    for (int i = 0; i < 14; i++) {
      int fold = i / 2;
      double x = (w / 2 + 0.28 - fold * 0.055) * ((i & 1) == 0 ? 1 : -1);
      scene.cylinder(frame.at(x, 0.1, h + 0.07 - drop), 0.036, drop, cloth);
    }
  }

  private void beamsAndColumns(Material paint) {
    if (dice.chance(0.2)) {
      Material wood = palette.wood();
      int beams = dice.count(2, 5);
      for (int i = 1; i <= beams; i++) {
        scene.box(
            at(0, depth * i / (beams + 1), height - 0.16, width, 0.14), width, 0.14, 0.16, wood);
      }
    }
    if (dice.chance(0.15) && width > 4) {
      Frame column =
          Frame.WORLD.at(dice.between(1.2, width - 1.2), dice.between(1.2, depth - 1.4), 0);
      if (occupancy.claim(column.at(0, -0.2, 0), 0.4, 0.4, height)) {
        if (dice.chance(0.5)) {
          scene.cylinder(column, 0.18, height, paint);
        } else {
          scene.box(column, 0.36, 0.36, height, paint);
        }
      }
    }
  }

  private void lamps() {
    int lamps = width * depth > 26 || dice.chance(0.2) ? 2 : 1;
    boolean lit = daylight < 0.5 || scene.lightCount() == 0 || dice.chance(0.4);
    for (int i = 0; i < lamps; i++) {
      double x = width / 2 + dice.around(0.3);
      double y = depth * (i + 0.5) / lamps + dice.around(0.3);
      double drop = dice.chance(0.4) ? dice.between(0.2, Math.max(0.25, height - 2.3)) : 0;
      furniture.ceilingLamp(Frame.WORLD.at(x, y, height), drop);
      if (lit) {
        Colour warm = Colour.hsv(dice.between(0.07, 0.14), dice.between(0, 0.4), 1);
        Vec bulb = new Vec(x, y, height - drop - 0.12);
        double power = dice.between(2, 4) / lamps;
        scene.light(Light.lamp(bulb, dice.pick(0.03, 0.06, 0.09), warm.times(power)));
      }
    }
  }

  /** A free place along a wall: middle of its back. */
  private Optional<Frame> byWall(double w, double d, double h) {
    for (int i = 0; i < 10; i++) {
      int side = dice.below(4);
      double length = wallLength(side);
      if (length > w + 0.1) {
        double x =
            dice.chance(0.35) ? w / 2 + 0.03 : dice.between(w / 2 + 0.02, length - w / 2 - 0.02);
        Frame frame = wallFrame(side).at(x, 0.02, 0);
        if (occupancy.claim(frame, w + 0.04, d, h)) {
          return Optional.of(frame);
        }
      }
    }
    return Optional.empty();
  }

  /** A free place in the open: the middle of the floor that it takes. */
  private Optional<Frame> free(double w, double d, double h) {
    double turn = dice.chance(0.5) ? dice.around(0.15) : dice.between(0, 6.28);
    for (int i = 0; i < 8; i++) {
      double reach = Math.max(w, d) * 0.6;
      if (2 * reach > Math.min(width, depth)) {
        return Optional.empty();
      }
      Frame frame =
          Frame.WORLD
              .at(dice.between(reach, width - reach), dice.between(reach, depth - reach), 0)
              .turn(turn);
      if (occupancy.claim(frame.at(0, -d / 2, 0), w, d, h)) {
        return Optional.of(frame);
      }
    }
    return Optional.empty();
  }

  private void furnish() {
    switch (use) {
      case LIVING_ROOM -> living();
      case BEDROOM -> bedroom();
      case KITCHEN -> kitchen();
      case OFFICE -> office(dice.count(2, 5));
      case STUDY -> office(1);
      case BATHROOM -> bathroom();
      case DINING_ROOM -> dining(1);
      case CLASSROOM -> classroom();
      case BOOKSTORE -> bookstore();
      case BASEMENT -> basement();
    }
    anything();
  }

  private void living() {
    for (int i = dice.count(1, 2); i > 0; i--) {
      double w = dice.between(1.5, 2.4);
      byWall(w, 1.05, 0.95).ifPresent(f -> furniture.sofa(f, w, 0.95));
    }
    byWall(1.5, 0.45, 1.4).ifPresent(f -> furniture.television(f, 1.4));
    free(1.7, 1, 0.5)
        .ifPresent(
            f ->
                furniture.table(
                    f, dice.between(0.8, 1.3), dice.between(0.6, 0.8), dice.between(0.35, 0.5)));
    free(1, 1, 1).ifPresent(f -> furniture.sofa(f.at(0, -0.45, 0), 0.95, 0.9));
    shelves(1);
  }

  private void bedroom() {
    double w = dice.between(0.95, 1.9);
    byWall(w + 0.2, 2.1, 1.1).ifPresent(f -> furniture.bed(f, w, 2.02));
    byWall(1.4, 0.62, 2.1).ifPresent(f -> furniture.cupboard(f, 1.4, 0.6, 2.05));
    for (int i = dice.count(1, 2); i > 0; i--) {
      byWall(0.5, 0.45, 0.55).ifPresent(this::nightTable);
    }
    byWall(1, 0.48, 0.95).ifPresent(f -> furniture.cupboard(f, 0.95, 0.45, 0.9));
  }

  private void nightTable(Frame at) {
    furniture.cupboard(at, 0.45, 0.4, 0.5);
    things.tableLamp(at.at(-0.1, 0.12, 0.5));
  }

  private void kitchen() {
    for (int i = 0; i < 2; i++) {
      double w = dice.between(1.6, Math.min(3.6, Math.max(width, depth) - 0.6));
      byWall(w, 0.75, height).ifPresent(f -> furniture.kitchen(f, w, height));
    }
    byWall(0.66, 0.7, 1.8).ifPresent(furniture::fridge);
    dining(1);
  }

  private void office(int desks) {
    for (int i = 0; i < desks; i++) {
      double w = dice.between(1.2, 1.7);
      byWall(w, 1.4, 1.3).ifPresent(f -> deskWithChair(f, w));
    }
    shelves(dice.count(1, 3));
  }

  private void deskWithChair(Frame at, double w) {
    furniture.desk(at, w);
    furniture.chair(
        at.at(dice.around(0.25), 1 + dice.around(0.15), 0).quarter(2).turn(dice.around(0.5)));
  }

  private void bathroom() {
    byWall(1.66, 0.8, 1).ifPresent(furniture::bath);
    byWall(0.5, 0.75, 1).ifPresent(furniture::toilet);
    byWall(0.6, 0.6, 1.9).ifPresent(furniture::basin);
    byWall(0.6, 0.4, 1.6).ifPresent(f -> furniture.cupboard(f, 0.55, 0.35, dice.between(0.7, 1.6)));
  }

  private void dining(int tables) {
    for (int i = 0; i < tables; i++) {
      double w = dice.between(0.9, 1.9);
      double d = dice.chance(0.4) ? w : dice.between(0.75, 0.95);
      free(w + 1, d + 1, 1.1).ifPresent(f -> tableWithChairs(f, w, d));
    }
    shelves(1);
  }

  private void tableWithChairs(Frame at, double w, double d) {
    furniture.table(at, w, d, dice.between(0.71, 0.77));
    int sides = Math.max(1, (int) (w / 0.62));
    for (int i = 0; i < sides; i++) {
      double x = -w / 2 + (i + 0.5) * w / sides;
      for (int turn = 0; turn <= 2; turn += 2) {
        if (dice.chance(0.85)) {
          Frame seat = at.quarter(turn).at(x, -d / 2 - dice.between(-0.02, 0.25), 0);
          furniture.chair(seat.turn(dice.around(0.3)));
        }
      }
    }
  }

  private void classroom() {
    double w = Math.min(3, width - 1);
    Frame front = wallFrame(0).at(width / 2, 0, 0.95);
    if (occupancy.claim(front, w, 0.1, 1.2)) {
      furniture.blackboard(front, w);
    }
    int columns = (int) ((width - 0.6) / 1.5);
    int rows = (int) ((depth - 2.2) / 1.3);
    for (int i = 0; i < columns * rows; i++) {
      int row = i / columns;
      Frame seat = Frame.WORLD.at(1.05 + (i % columns) * 1.5, 2.2 + row * 1.3, 0);
      if (occupancy.claim(seat.at(0, -0.35, 0), 1.2, 1.1, 1)) {
        furniture.table(seat.turn(dice.around(0.06)), 1.1, 0.55, 0.73);
        furniture.chair(
            seat.at(dice.around(0.2), 0.5 + dice.around(0.1), 0).quarter(2).turn(dice.around(0.4)));
      }
    }
  }

  private void bookstore() {
    shelves(5);
    for (int i = 0; i < 3; i++) {
      double w = dice.between(1.2, 2.2);
      double h = dice.between(1.2, 2);
      free(w, 1.2, h).ifPresent(f -> doubleShelf(f, w, h));
    }
    dining(1);
  }

  private void doubleShelf(Frame at, double w, double h) {
    furniture.shelf(at, w, 0.3, h);
    furniture.shelf(at.quarter(2), w, 0.3, h);
  }

  private void basement() {
    if (dice.chance(0.6)) {
      byWall(2.6, 1, height).ifPresent(f -> furniture.stairs(f, 2.6, (int) (height / 0.22)));
    }
    for (int i = dice.count(3, 7); i > 0; i--) {
      free(0.7, 0.7, 1).ifPresent(furniture::cartons);
    }
    shelves(2);
    Material metal = palette.metal();
    for (int i = 0; i < 3; i++) {
      double y = dice.between(0.3, depth - 0.3);
      scene.cylinder(
          Frame.WORLD.at(0, y, height - dice.between(0.15, 0.35)).alongX(),
          dice.between(0.03, 0.09),
          width,
          metal);
    }
  }

  private void shelves(int number) {
    for (int i = 0; i < number; i++) {
      double w = dice.between(0.7, 1.5);
      double h = dice.between(0.9, Math.min(2.2, height - 0.15));
      byWall(w, 0.34, h).ifPresent(f -> furniture.shelf(f, w, 0.32, h));
    }
  }

  /** What may stand in any room. */
  private void anything() {
    if (dice.chance(0.5)) {
      furniture.rug(
          Frame.WORLD.at(width / 2, depth / 2, 0).turn(dice.around(0.2)),
          width * dice.between(0.3, 0.6),
          depth * dice.between(0.3, 0.6));
    }
    if (dice.chance(0.5)) {
      byWall(0.55, 0.55, 1.7).ifPresent(f -> furniture.floorLamp(f.at(0, 0.27, 0)));
    }
    if (dice.chance(0.5)) {
      byWall(0.9, 0.5, 1).ifPresent(f -> furniture.cupboard(f, 0.85, 0.45, dice.between(0.6, 1.2)));
    }
    for (int i = dice.count(1, 3); i > 0; i--) {
      double w = dice.between(0.6, 1.4);
      double h = dice.between(0.7, 2.1);
      byWall(w, 0.5, h).ifPresent(f -> furniture.cupboard(f, w, 0.45, h));
    }
    shelves(dice.below(3));
    for (int i = dice.below(3); i > 0; i--) {
      byWall(0.8, 0.8, 1.5).ifPresent(f -> furniture.plant(f.at(0, 0.4, 0)));
    }
    for (int i = dice.count(1, 3); i > 0; i--) {
      free(0.5, 0.5, 1).ifPresent(dice.chance(0.5) ? furniture::stool : furniture::chair);
    }
    for (int i = dice.below(4); i > 0; i--) {
      free(0.35, 0.35, 0.4).ifPresent(f -> things.ball(f, dice.between(0.12, 0.34)));
    }
    if (dice.chance(0.25)) {
      free(0.7, 0.7, 1).ifPresent(furniture::cartons);
    }
  }

  private void onTheWalls() {
    for (int i = dice.count(1, 6); i > 0; i--) {
      double w = dice.between(0.3, 1.1);
      double h = dice.between(0.3, 0.9);
      int side = dice.below(4);
      if (wallLength(side) > w + 0.2) {
        double x = dice.between(w / 2 + 0.05, wallLength(side) - w / 2 - 0.05);
        Frame frame = wallFrame(side).at(x, 0, dice.between(1.15, 1.5));
        if (occupancy.claim(frame, w, 0.05, h)) {
          furniture.picture(frame, w, Math.min(h, height - frame.origin().z() - 0.1));
        }
      }
    }
    for (int i = dice.below(3); i > 0; i--) {
      double w = dice.between(0.6, 1.2);
      int side = dice.below(4);
      if (wallLength(side) > w + 0.2) {
        double x = dice.between(w / 2 + 0.05, wallLength(side) - w / 2 - 0.05);
        Frame frame = wallFrame(side).at(x, 0, dice.between(1.3, 1.7));
        if (occupancy.claim(frame, w, 0.25, 0.4)) {
          scene.box(frame.at(0, 0.12, 0), w, 0.24, 0.03, palette.wood());
          things.books(frame.at(-w / 2, 0.01, 0.03), w * 0.7, 0.28, 0.2);
        }
      }
    }
  }
}
