package org.tacheo.datasets.synthetic;

/** The materials of one scene: colours that go together, drawn anew for each scene. */
final class Palette {
  private final Dice dice;
  private final double hue;
  private final double accent;
  private final Colour timber;

  Palette(Dice dice) {
    this.dice = dice;
    hue = usualHue();
    accent = usualHue();
    timber = Colour.hsv(dice.between(0.05, 0.105), dice.between(0.3, 0.7), dice.between(0.4, 0.85));
  }

  /** A hue that homes have: earth and wood, blue, green; seldom any other. */
  private double usualHue() {
    double choice = dice.real();
    return choice < 0.45
        ? dice.between(0.01, 0.13)
        : choice < 0.72
            ? dice.between(0.54, 0.64)
            : choice < 0.95 ? dice.between(0.27, 0.45) : dice.real();
  }

  /** A colour of furniture and cloth: mostly without much hue, often muted, seldom saturated. */
  private Colour muted() {
    double choice = dice.real();
    if (choice < 0.28) {
      return Colour.hsv(0.1, dice.between(0, 0.06), dice.between(0.8, 0.96));
    }
    if (choice < 0.5) {
      return Colour.hsv(0.1, dice.between(0, 0.08), dice.between(0.35, 0.75));
    }
    if (choice < 0.6) {
      return Colour.hsv(0.08, dice.between(0, 0.2), dice.between(0.12, 0.25));
    }
    if (choice < 0.74) {
      return Colour.hsv(dice.between(0.07, 0.12), dice.between(0.15, 0.4), dice.between(0.5, 0.85));
    }
    double strength = choice < 0.96 ? dice.between(0.15, 0.45) : dice.between(0.5, 0.8);
    return Colour.hsv(usualHue(), strength, dice.between(0.35, 0.8));
  }

  /** A paint or paper for walls. */
  Material wall() {
    Colour paint =
        Colour.hsv(hue + dice.around(0.04), dice.between(0, 0.25), dice.between(0.7, 0.95));
    Colour other = paint.mix(Colour.hsv(accent, 0.4, 0.7), dice.between(0.15, 0.5));
    return switch (dice.below(9)) {
      case 0 -> of(Texture.STRIPES, paint, other, dice.between(0.08, 0.3));
      case 1 -> of(Texture.DOTS, paint, other, dice.between(0.15, 0.35));
      case 2 -> of(Texture.DIAMONDS, paint, other, dice.between(0.2, 0.5));
      case 3 -> of(Texture.BRICK, paint.times(0.8), other, 0.3);
      case 4 -> of(Texture.MOTTLE, paint, paint.times(0.85), 0.8);
      default -> of(Texture.PLAIN, paint, other, 0.7);
    };
  }

  Material ceiling() {
    Colour white = Colour.hsv(hue, 0.05, dice.between(0.88, 0.97));
    return dice.chance(0.2)
        ? of(Texture.TILES, white, white.times(0.95), 0.6)
        : of(Texture.PLAIN, white, white, 1);
  }

  Material indoorFloor() {
    Colour pale = Colour.hsv(hue, 0.2, dice.between(0.5, 0.85));
    Colour dark = Colour.hsv(accent, 0.3, dice.between(0.25, 0.6));
    return switch (dice.below(6)) {
      case 0 -> of(Texture.TILES, pale, pale.times(0.8), dice.between(0.2, 0.6)).withGloss(0.4);
      case 1 -> of(Texture.CHECKS, pale, dark, dice.between(0.25, 0.5)).withGloss(0.3);
      case 2 -> of(Texture.FABRIC, dark, dark.times(0.7), 0.5);
      case 3 -> of(Texture.MARBLE, pale, pale.times(0.7), dice.between(0.15, 0.3)).withGloss(0.5);
      default ->
          of(Texture.PLANKS, timber, timber.times(0.55), dice.between(0.09, 0.2)).withGloss(0.25);
    };
  }

  Material concrete() {
    Colour grey = Colour.hsv(0.1, dice.between(0, 0.1), dice.between(0.45, 0.7));
    return of(Texture.MOTTLE, grey, grey.times(0.8), dice.between(0.3, 0.8));
  }

  /** Wall or floor of a wet room. */
  Material tiles() {
    Colour glaze =
        Colour.hsv(accent + dice.around(0.1), dice.between(0, 0.4), dice.between(0.7, 0.95));
    return of(Texture.TILES, glaze, glaze.times(0.85), dice.between(0.1, 0.3)).withGloss(0.5);
  }

  Material wood() {
    Colour tone = timber.times(dice.between(0.75, 1.2));
    return of(Texture.WOOD, tone, tone.times(0.6), dice.between(0.25, 0.5)).withGloss(0.15);
  }

  /** Painted or veneered fronts. */
  Material front() {
    if (dice.chance(0.5)) {
      return wood();
    }
    Colour paint = muted();
    return of(Texture.PLAIN, paint, paint, 1).withGloss(0.2);
  }

  Material fabric() {
    Colour dye = muted();
    Colour other = muted();
    return switch (dice.below(7)) {
      case 0 -> of(Texture.STRIPES, dye, other, dice.between(0.04, 0.12));
      case 1 -> of(Texture.CHECKS, dye, other, dice.between(0.05, 0.15));
      case 2 -> of(Texture.DOTS, dye, other, dice.between(0.08, 0.2));
      default -> of(Texture.FABRIC, dye, dye.times(0.7), 0.25);
    };
  }

  Material rug() {
    Colour dye = Colour.hsv(accent, dice.between(0.1, 0.6), dice.between(0.3, 0.75));
    Colour other = Colour.hsv(hue, dice.between(0.1, 0.6), dice.between(0.5, 0.9));
    Texture pattern = dice.pick(Texture.DIAMONDS, Texture.STRIPES, Texture.FABRIC, Texture.CHECKS);
    return of(pattern, dye, other, dice.between(0.15, 0.4));
  }

  Material metal() {
    Colour steel = Colour.hsv(0.6, 0.05, dice.between(0.35, 0.8));
    return of(Texture.PLAIN, steel, steel, 0.3).withGloss(0.9);
  }

  Material plastic() {
    return plain(dice.chance(0.7) ? muted() : Colour.hsv(usualHue(), 0.7, 0.75), 0.4);
  }

  Material ceramic() {
    return plain(Colour.hsv(hue, dice.between(0, 0.1), dice.between(0.88, 0.97)), 0.7);
  }

  Material dark() {
    return plain(Colour.grey(dice.between(0.01, 0.04)), 0.5);
  }

  /** The spine of a book, or anything as colourful. */
  Material spine() {
    Colour cloth =
        dice.chance(0.5)
            ? muted()
            : Colour.hsv(usualHue(), dice.between(0.2, 0.8), dice.between(0.25, 0.85));
    Colour title = Colour.hsv(usualHue(), 0.3, 0.9);
    return of(
        dice.chance(0.5) ? Texture.BANDS : Texture.PLAIN,
        cloth,
        cloth.mix(title, 0.6),
        dice.between(0.03, 0.09));
  }

  Material vase() {
    Colour glaze = muted();
    Texture pattern = dice.pick(Texture.PLAIN, Texture.BANDS, Texture.MARBLE, Texture.DIAMONDS);
    return of(pattern, glaze, Colour.hsv(accent, 0.4, 0.9), dice.between(0.04, 0.12))
        .withGloss(0.7);
  }

  /** A painting; to be laid on a box of this height. */
  Material picture(double height) {
    Colour sky = Colour.hsv(usualHue(), dice.between(0.05, 0.4), 0.9);
    Colour land = Colour.hsv(usualHue(), dice.between(0.1, 0.6), dice.between(0.3, 0.7));
    Colour sun = Colour.hsv(usualHue(), 0.5, 0.9);
    return make(Texture.PICTURE, sky, land, sun, height);
  }

  /** A window of this height with daylight behind it. */
  Material daylight(double height, double brightness) {
    Colour sky = Colour.hsv(0.58, dice.between(0.05, 0.35), 1);
    Colour land = Colour.hsv(dice.between(0.2, 0.4), 0.4, dice.between(0.35, 0.6));
    return make(Texture.PANE, land, sky, sky, height).withGlow(brightness);
  }

  Material glow(Colour colour, double strength) {
    return Material.plain(colour).withGlow(strength);
  }

  /** Leaves in the open: green, seldom in the colours of autumn. */
  Material foliage() {
    return dice.chance(0.1)
        ? leaves(Colour.hsv(dice.between(0.04, 0.13), dice.between(0.5, 0.75), 0.55))
        : greenery();
  }

  /** Green leaves. */
  Material greenery() {
    return leaves(
        Colour.hsv(dice.between(0.23, 0.36), dice.between(0.4, 0.75), dice.between(0.28, 0.52)));
  }

  private Material leaves(Colour colour) {
    return make(
        Texture.LEAVES,
        colour.times(0.6),
        colour.times(1.25),
        colour.times(0.35),
        dice.between(0.25, 0.45));
  }

  Material bark() {
    Colour brown = Colour.hsv(dice.between(0.04, 0.1), 0.4, dice.between(0.25, 0.45));
    return of(Texture.MOTTLE, brown, brown.times(0.5), 0.08);
  }

  Material grass() {
    Colour green =
        Colour.hsv(dice.between(0.17, 0.3), dice.between(0.4, 0.75), dice.between(0.35, 0.6));
    return make(Texture.GRASS, green, green.times(0.65), Colour.hsv(0.12, 0.5, 0.5), 0.6);
  }

  /** Render, brick or stone of a house. */
  Material masonry() {
    Colour clay =
        Colour.hsv(dice.between(0.01, 0.1), dice.between(0.15, 0.65), dice.between(0.45, 0.8));
    Colour render = Colour.hsv(usualHue(), dice.between(0, 0.25), dice.between(0.6, 0.95));
    return switch (dice.below(5)) {
      case 0, 1 ->
          make(Texture.BRICK, clay, clay.times(0.7), Colour.grey(0.45), dice.between(0.22, 0.32));
      case 2 ->
          make(
              Texture.BRICK,
              render.times(0.7),
              render.times(0.5),
              Colour.grey(0.5),
              dice.between(0.6, 0.9));
      default -> of(Texture.PLAIN, render, render, 2);
    };
  }

  /** A front with painted windows, for houses too far off to be built. */
  Material facade(double storey) {
    Colour render = Colour.hsv(usualHue(), dice.between(0, 0.25), dice.between(0.5, 0.9));
    return make(Texture.FACADE, render, Colour.grey(0.7), Colour.hsv(0.6, 0.3, 0.3), storey);
  }

  Material roof() {
    Colour tile =
        Colour.hsv(dice.pick(0.02, 0.04, 0.6), dice.between(0.1, 0.6), dice.between(0.3, 0.6));
    return make(Texture.BRICK, tile, tile.times(0.7), tile.times(0.4), 0.45);
  }

  Material paving() {
    Colour stone = Colour.hsv(0.09, dice.between(0, 0.2), dice.between(0.5, 0.75));
    Texture pattern = dice.pick(Texture.TILES, Texture.BRICK, Texture.CHECKS);
    Colour other = stone.times(dice.between(0.75, 0.92));
    return make(pattern, stone, other, stone.times(0.5), dice.between(0.3, 0.9));
  }

  Material road(double halfWidth) {
    Colour tar = Colour.grey(dice.between(0.06, 0.16));
    return make(Texture.ROAD, tar, tar.times(dice.between(0.7, 1.3)), Colour.grey(0.75), halfWidth);
  }

  Material asphalt() {
    Colour tar = Colour.grey(dice.between(0.06, 0.18));
    return make(Texture.ASPHALT, tar, tar.times(dice.between(0.7, 1.3)), tar, 1);
  }

  /** The paint of a car. */
  Material lacquer() {
    Colour paint =
        dice.chance(0.7)
            ? Colour.grey(dice.pick(0.02, 0.1, 0.3, 0.55, 0.8))
            : Colour.hsv(
                dice.pick(0.0, 0.6, 0.62, 0.98), dice.between(0.4, 0.85), dice.between(0.3, 0.8));
    return plain(paint, 0.8);
  }

  Material glass() {
    return plain(Colour.hsv(0.58, 0.3, dice.between(0.12, 0.3)), 1);
  }

  Material plain(Colour colour, double gloss) {
    return make(Texture.PLAIN, colour, colour, colour, 0.5).withGloss(gloss);
  }

  Material of(Texture texture, Colour first, Colour second, double scale) {
    return make(texture, first, second, first.times(0.45), scale);
  }

  private Material make(Texture texture, Colour first, Colour second, Colour third, double scale) {
    int salt = (int) dice.next() & 0xFFFF;
    return new Material(texture, first, second, third, scale, salt, 0, 0);
  }
}
