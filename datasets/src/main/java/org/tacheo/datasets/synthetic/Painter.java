package org.tacheo.datasets.synthetic;

/**
 * Evaluates textures: the reflectance at one point of a surface. Patterns finer than the footprint
 * of a pixel fade to their mean, so that far surfaces do not flicker.
 */
final class Painter {
  /** Result: linear reflectance. */
  double r;

  double g;
  double b;

  private double footprint;
  private double second;
  private double third;
  private double tone;

  /**
   * Evaluates a material.
   *
   * @param u first coordinate on the surface, metres
   * @param v second coordinate on the surface, metres (up, on walls)
   * @param w depth inside the solid, metres; only clumps of leaves look at it
   * @param footprint width of a pixel on the surface, metres
   */
  void paint(Material m, double u, double v, double w, double footprint) {
    this.footprint = footprint;
    second = 0;
    third = 0;
    tone = 1;
    double s = 1 / m.scale();
    double detail = sharpness(m.scale());
    pattern(m, u, v, w, s, detail);
    double q = 1 - second - third + second * third;
    double p = second * (1 - third);
    r = tone * (q * m.first().r() + p * m.second().r() + third * m.third().r());
    g = tone * (q * m.first().g() + p * m.second().g() + third * m.third().g());
    b = tone * (q * m.first().b() + p * m.second().b() + third * m.third().b());
  }

  private void pattern(Material m, double u, double v, double w, double s, double detail) {
    int salt = m.salt();
    switch (m.texture()) {
      case PLAIN -> tone = 0.96 + 0.08 * Noise.plane(u * s, v * s, salt);
      case MOTTLE -> second = Noise.lerp(0.5, Noise.cloudy(u * s, v * s, salt), detail);
      case WOOD -> grain(u * s, v * s, salt, detail);
      case PLANKS -> planks(u * s, v * s, salt, detail);
      case BRICK -> bricks(u * s, v * s, salt, detail);
      case TILES -> tiles(u * s, v * s, salt, detail);
      case CHECKS -> second = faded(((cellOf(u * s) + cellOf(v * s)) & 1), 0.5, detail);
      case STRIPES -> stripes(u * s, salt, detail);
      case BANDS -> stripes(v * s, salt, detail);
      case FABRIC -> fabric(u * s, v * s, salt, detail);
      case DOTS -> dots(u * s, v * s, detail);
      case DIAMONDS -> diamonds(u * s, v * s, detail);
      case MARBLE -> marble(u * s, v * s, salt, detail);
      case LEAVES -> leaves(u * s, v * s, w * s, salt, detail);
      case GRASS -> grass(u * s, v * s, salt, detail);
      case ASPHALT -> asphalt(u, v, salt);
      case ROAD -> road(m, u, v, salt);
      case PANE -> pane(u * s, v * s + 0.5, salt);
      case PICTURE -> picture(u * s, v * s, salt);
      case FACADE -> facade(u * s, v * s, salt, detail);
      case GRID -> grid(u * s, v * s, detail);
      default -> throw new AssertionError(m.texture());
    }
  }

  private void grain(double u, double v, int salt, double detail) {
    double bend = 0.6 * Noise.plane(0.7 * u, 0.9 * v, salt);
    double rings = Noise.plane(0.35 * u, 7 * (v + bend), salt + 3);
    second = faded(rings, 0.5, detail);
    tone = 0.92 + 0.16 * Noise.plane(0.4 * u, 0.8 * v, salt + 5);
  }

  private void planks(double u, double v, int salt, double detail) {
    int row = cellOf(v);
    double along = u / 6 + Noise.cell(row, 0, salt);
    int plank = cellOf(along);
    double across = v - row;
    second = faded(Noise.plane(0.8 * u, 9 * v, salt + row), 0.5, detail) * 0.8;
    tone = 0.8 + 0.4 * Noise.cell(row, plank, salt + 7);
    boolean joint = across < 0.05 || (along - plank) * 6 < 0.05;
    third = joint ? 0.8 * detail : 0;
  }

  private void bricks(double u, double v, int salt, double detail) {
    int row = cellOf(3 * v);
    double along = u + ((row & 1) == 0 ? 0 : 0.5);
    int brick = cellOf(along);
    second = faded(Noise.cell(row, brick, salt), 0.5, detail);
    tone = 0.85 + 0.25 * Noise.plane(9 * u, 12 * v, salt);
    boolean joint = 3 * v - row < 0.14 || along - brick < 0.05;
    third = faded(joint ? 1 : 0, 0.17, detail);
  }

  private void tiles(double u, double v, int salt, double detail) {
    int row = cellOf(v);
    int column = cellOf(u);
    double x = u - column;
    double y = v - row;
    second = faded(Noise.cell(row, column, salt), 0.5, detail);
    tone = 0.94 + 0.1 * Noise.plane(3 * u, 3 * v, salt);
    third = faded(x < 0.035 || y < 0.035 ? 1 : 0, 0.07, detail);
  }

  private void stripes(double u, int salt, double detail) {
    int stripe = cellOf(u);
    second = faded((stripe & 1) == 0 ? 0 : 1, 0.5, detail);
    third = faded(Noise.cell(stripe, 1, salt) < 0.2 ? 1 : 0, 0.2, detail);
  }

  private void fabric(double u, double v, int salt, double detail) {
    double weave = ((cellOf(24 * u) + cellOf(24 * v)) & 1) == 0 ? 0.93 : 1.05;
    tone = Noise.lerp(1, weave, Math.max(0, 4 * detail - 3));
    second = 0.7 * Noise.cloudy(u, v, salt);
  }

  private void dots(double u, double v, double detail) {
    int row = cellOf(v);
    double x = u + ((row & 1) == 0 ? 0 : 0.5);
    double dx = x - Math.floor(x) - 0.5;
    double dy = v - row - 0.5;
    double square = dx * dx + dy * dy;
    second = faded(square < 0.06 ? 1 : 0, 0.19, detail);
    third = faded(square < 0.012 ? 1 : 0, 0.04, detail);
  }

  private void diamonds(double u, double v, double detail) {
    double x = Math.abs(u - Math.floor(u) - 0.5);
    double y = Math.abs(v - Math.floor(v) - 0.5);
    second = faded(x + y < 0.3 ? 1 : 0, 0.18, detail);
    third = faded(x + y > 0.3 && x + y < 0.36 ? 1 : 0, 0.08, detail);
  }

  private void marble(double u, double v, int salt, double detail) {
    double bend = 2 * Noise.cloudy(u, v, salt);
    double vein = 1 - Math.abs(2 * Noise.plane(1.3 * u + bend, 1.7 * v - bend, salt + 9) - 1);
    double thin = vein * vein * vein;
    second = faded(thin * thin, 0.2, detail);
    tone = 0.93 + 0.1 * bend / 2;
  }

  private void leaves(double x, double y, double z, int salt, double detail) {
    double coarse = Noise.space(0.7 * x, 0.7 * y, 0.7 * z, salt);
    double fine = detail > 0 ? Noise.space(4 * x, 4 * y, 4 * z, salt + 1) : 0.5;
    second = coarse;
    tone = 0.45 + 0.7 * coarse + 1.3 * (fine - 0.5) * detail;
    third = fine < 0.25 ? 0.4 * detail : 0;
  }

  private void grass(double u, double v, int salt, double detail) {
    second = Noise.cloudy(0.25 * u, 0.25 * v, salt);
    tone = 1 + 0.5 * detail * (Noise.plane(9 * u, 9 * v, salt + 3) - 0.5);
    third = 0.3 * Noise.plane(0.07 * u, 0.07 * v, salt + 4);
  }

  private void asphalt(double u, double v, int salt) {
    double detail = sharpness(0.05);
    double speckle = detail > 0 ? Noise.cell(cellOf(60 * u), cellOf(60 * v), salt) : 0.5;
    tone = 0.92 + 0.16 * Noise.cloudy(0.4 * u, 0.4 * v, salt) + 0.2 * detail * (speckle - 0.5);
    second = Noise.step(0.62, 0.66, Noise.plane(0.13 * u, 0.2 * v, salt + 4));
  }

  /** Asphalt with a dashed line in the middle and lines along both edges; scale = half width. */
  private void road(Material m, double u, double v, int salt) {
    asphalt(u, v, salt);
    double side = Math.abs(u);
    double dash = v / 7 - Math.floor(v / 7);
    boolean middle = side < 0.07 && dash < 0.45;
    boolean edge = Math.abs(side - m.scale() + 0.35) < 0.06;
    double wear = 0.75 + 0.25 * Noise.plane(3 * u, 3 * v, salt + 8);
    third = middle || edge ? wear : 0;
  }

  /** What is seen of the outside through a window: bright above, dim below, bars between. */
  private void pane(double u, double v, int salt) {
    double hills = 0.25 + 0.3 * Noise.plane(1.5 * u, 0.5, salt);
    double trees = 0.12 + 0.35 * Noise.cloudy(4 * u, 0.5, salt + 6);
    second = Noise.step(hills - 0.02, hills + 0.02, v);
    third = v < trees ? 0 : 0.35 * (1 - second);
    tone = v < trees ? 0.35 + 0.7 * Noise.cloudy(14 * u, 14 * v, salt) : 0.75 + 0.35 * v;
    tone += 0.12 * Noise.cloudy(2 * u, 4 * v, salt);
  }

  private void picture(double u, double v, int salt) {
    double horizon = 0.5 * (Noise.cell(1, 2, salt) - 0.5);
    double hills = horizon + 0.25 * (Noise.plane(3 * u, 0, salt) - 0.5);
    second = v < hills ? 1 : 0;
    double x = u - 0.6 * (Noise.cell(3, 4, salt) - 0.5);
    double y = v - 0.6 * (Noise.cell(5, 6, salt) - 0.5);
    double radius = 0.05 + 0.2 * Noise.cell(7, 8, salt);
    third = x * x + y * y < radius * radius ? 1 : 0;
    tone = 0.7 + 0.6 * Noise.cloudy(6 * u, 6 * v, salt);
  }

  private void facade(double u, double v, int salt, double detail) {
    int row = cellOf(v);
    int column = cellOf(u);
    double x = Math.abs(u - column - 0.5);
    double y = Math.abs(v - row - 0.5);
    boolean glass = x < 0.2 && y < 0.27;
    boolean frame = !glass && x < 0.25 && y < 0.32;
    third = faded(glass ? 1 : 0, 0.22, detail);
    second = faded(frame ? 1 : 0, 0.1, detail);
    tone = 0.9 + 0.2 * Noise.plane(u, v, salt) - (glass ? 0.5 * Noise.cell(row, column, salt) : 0);
  }

  private void grid(double u, double v, double detail) {
    double x = u - Math.floor(u);
    double y = v - Math.floor(v);
    second = faded(x < 0.18 || y < 0.18 ? 1 : 0, 0.33, detail);
  }

  /** 1 where a cell of this size spans several pixels, 0 where it is smaller than about one. */
  private double sharpness(double cell) {
    return Math.min(1, Math.max(0, 1.6 - 2.5 * footprint / cell));
  }

  private static double faded(double value, double mean, double detail) {
    return mean + (value - mean) * detail;
  }

  private static int cellOf(double value) {
    return (int) Math.floor(value);
  }
}
