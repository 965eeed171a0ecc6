package org.tacheo.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;

/**
 * Depth and normals of single solids against formulas; the camera stands at (0, 0, 1.5), looks
 * along y.
 */
final class SolidsTest {
  private static final ImageSize SIZE = new ImageSize(24, 32);
  private static final Intrinsics LENS = new Intrinsics(30, 28, 16, 12);
  private static final double EYE = 1.5;

  /** Float32 keeps 24 bits; the double arithmetic before it loses next to nothing. */
  private static final double ROUNDING = 1.2e-7;

  private final SceneBuilder builder = new SceneBuilder();
  private final Material grey = Material.plain(Colour.grey(0.5));

  private Rendering render() {
    Atmosphere air =
        new Atmosphere(Colour.grey(1), Colour.grey(1), Colour.grey(1), Colour.grey(1), 0, 0, 1);
    Camera camera = Camera.looking(LENS, new Vec(0, 0, EYE), 0, 0, 0);
    Look look = new Look(1, Colour.grey(1), 0, 0, 1);
    return new Film(builder.build(air), camera, look, SIZE).expose();
  }

  /** Slope of a column's rays to the right. */
  private static double a(int column) {
    return (column + 0.5 - 16) / 30;
  }

  /** Slope of a row's rays downwards. */
  private static double b(int row) {
    return (row + 0.5 - 12) / 28;
  }

  private static void assertPixel(
      Rendering r, int row, int column, double depth, double nx, double ny, double nz) {
    int index = row * SIZE.width() + column;
    assertThat((double) r.metres().at(index)).isCloseTo(depth, within(depth * ROUNDING));
    assertThat((double) r.normals().at(index, 0)).isCloseTo(nx, within(ROUNDING));
    assertThat((double) r.normals().at(index, 1)).isCloseTo(ny, within(ROUNDING));
    assertThat((double) r.normals().at(index, 2)).isCloseTo(nz, within(ROUNDING));
  }

  private static void assertEmpty(Rendering r, int row, int column) {
    int index = row * SIZE.width() + column;
    assertThat(r.metres().at(index)).isZero();
    for (int i = 0; i < 3; i++) {
      assertThat(r.normals().at(index, i)).isZero();
    }
  }

  @Test
  void aSphereStraightAheadHasTheDepthOfItsQuadratic() {
    builder.ball(Frame.WORLD.at(0, 5, EYE - 1), 2, 2, 2, grey);
    Rendering r = render();
    for (int row = 8; row < 16; row++) {
      for (int column = 12; column < 20; column++) {
        // |t (a, b, 1) - (0, 0, 5)| = 1 and the normal is that difference.
        double square = 1 + a(column) * a(column) + b(row) * b(row);
        double t = (5 - Math.sqrt(25 - 24 * square)) / square;
        assertPixel(r, row, column, t, t * a(column), t * b(row), t - 5);
      }
    }
    assertEmpty(r, 0, 0);
  }

  @Test
  void theFloorLiesAtTheCamerasHeightOverTheSlopeOfTheRay() {
    builder.box(Frame.WORLD.at(0, 0, -1), 200, 200, 1, grey);
    Rendering r = render();
    for (int row = 14; row < 24; row++) {
      assertPixel(r, row, 3, EYE / b(row), 0, -1, 0);
    }
    assertEmpty(r, 11, 3);
  }

  @Test
  void theFrontOfABoxHasOneDepthAndLooksBack() {
    builder.box(Frame.WORLD.at(0.1, 4, EYE - 1), 2, 2, 2, grey);
    Rendering r = render();
    assertPixel(r, 12, 16, 3, 0, 0, -1);
    assertPixel(r, 8, 12, 3, 0, 0, -1);
    assertEmpty(r, 12, 31);
  }

  @Test
  void aTurnedBoxShowsItsEdge() {
    builder.box(Frame.WORLD.at(0, 4, 0).turn(StrictMath.PI / 4), 2, 2, 3, grey);
    Rendering r = render();
    double half = Math.sqrt(0.5);
    // Right of the edge the face x + z = 4 - ... of the camera: |x| + |z - 4| = sqrt(2).
    double right = (4 - Math.sqrt(2)) / (1 - a(18));
    assertPixel(r, 12, 18, right, half, 0, -half);
    double left = (4 - Math.sqrt(2)) / (1 + a(13));
    assertPixel(r, 12, 13, left, -half, 0, -half);
  }

  @Test
  void aColumnIsRoundAcrossAndStraightUp() {
    builder.cylinder(Frame.WORLD.at(0, 4, 0), 0.5, 3, grey);
    Rendering r = render();
    double square = 1 + a(17) * a(17);
    double t = (4 - Math.sqrt(16 - 15.75 * square)) / square;
    for (int row = 4; row < 20; row += 5) {
      assertPixel(r, row, 17, t, t * a(17) / 0.5, 0, (t - 4) / 0.5);
    }
  }

  @Test
  void aColumnSeenFromAboveEndsInAFlatDisc() {
    builder.cylinder(Frame.WORLD.at(0, 4, 0), 1, 0.5, grey);
    Rendering r = render();
    // The top lies 1 m below the camera: depth 1 / b.
    assertPixel(r, 19, 16, 1 / b(19), 0, -1, 0);
  }

  @Test
  void aConeLeansByItsTaper() {
    builder.cone(Frame.WORLD.at(0, 5, 0), 2, 0, 4, grey);
    Rendering r = render();
    // radius = (4 - z) / 2 with z = 1.5 - b t; in the plane of the axis: 5 - t = radius (a = 0 is
    // between two columns, so solve the quadratic for column 16).
    double p = a(16) * a(16) + 1 - b(12) * b(12) / 4;
    double q = -5 - 1.25 * b(12) / 2;
    double t = (-q - Math.sqrt(q * q - p * (25 - 1.25 * 1.25))) / p;
    double radius = 1.25 + b(12) * t / 2;
    double length = Math.sqrt(1.25);
    assertPixel(
        r, 12, 16, t, t * a(16) / radius / length, -0.5 / length, (t - 5) / radius / length);
  }

  @Test
  void aConeOnItsTipIsTheSameConeUpsideDown() {
    builder.cone(Frame.WORLD.at(0, 5, 0), 0.5, 1.5, 3, grey);
    Rendering r = render();
    // radius = 0.5 + z / 3 with z = 1.5 - b t; it grows upwards, so the surface looks down.
    double p = a(16) * a(16) + 1 - b(12) * b(12) / 9;
    double q = -5 + b(12) / 3;
    double t = (-q - Math.sqrt(q * q - p * 24)) / p;
    double radius = 1 - b(12) * t / 3;
    double length = Math.sqrt(10) / 3;
    assertPixel(
        r, 12, 16, t, t * a(16) / radius / length, 1 / 3.0 / length, (t - 5) / radius / length);
  }

  @Test
  void aRoofSlopesTowardsTheCamera() {
    builder.gable(Frame.WORLD.at(0, 6, EYE - 1), 8, 4, 2, grey);
    Rendering r = render();
    // The near slope rises from y = 4, z = EYE - 1 to y = 6, z = EYE + 1: y - z' = 5, z' = -b t.
    double half = Math.sqrt(0.5);
    assertPixel(r, 12, 16, 5 / (1 + b(12)), 0, -half, -half);
    assertPixel(r, 10, 10, 5 / (1 + b(10)), 0, -half, -half);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void theTreeFindsWhatTryingEverySolidFinds(long seed) {
    Dice dice = Dice.of(seed, 1);
    SceneBuilder[] single = new SceneBuilder[60];
    for (int i = 0; i < single.length; i++) {
      Frame frame =
          Frame.WORLD
              .at(dice.between(-5, 5), dice.between(-5, 5), dice.between(-5, 5))
              .turn(dice.between(0, 6))
              .tilt(dice.between(0, 6));
      single[i] = new SceneBuilder();
      for (SceneBuilder each : new SceneBuilder[] {single[i], builder}) {
        add(each, i % 4, frame);
      }
    }
    Atmosphere air =
        new Atmosphere(Colour.grey(1), Colour.grey(1), Colour.grey(1), Colour.grey(1), 0, 0, 1);
    Tracer all = new Tracer(builder.build(air));
    Tracer[] each = new Tracer[single.length];
    for (int i = 0; i < each.length; i++) {
      each[i] = new Tracer(single[i].build(air));
    }
    for (int ray = 0; ray < 2000; ray++) {
      assertSameHit(all, each, dice);
    }
  }

  private void add(SceneBuilder target, int form, Frame frame) {
    switch (form) {
      case 0 -> target.box(frame, 1, 2, 0.5, grey);
      case 1 -> target.ball(frame, 1, 2, 0.7, grey);
      case 2 -> target.cone(frame, 0.8, 0.2, 1.5, grey);
      default -> target.gable(frame, 2, 1, 0.6, grey);
    }
  }

  private static void assertSameHit(Tracer all, Tracer[] each, Dice dice) {
    double ox = dice.between(-8, 8);
    double oy = dice.between(-8, 8);
    double oz = dice.between(-8, 8);
    double dx = dice.chance(0.1) ? 0 : dice.around(1);
    double dy = dice.chance(0.1) ? 0 : dice.around(1);
    double dz = dice.around(1);
    double nearest = Double.POSITIVE_INFINITY;
    for (Tracer tracer : each) {
      tracer.hit(ox, oy, oz, dx, dy, dz);
      nearest = Math.min(nearest, tracer.distance);
    }
    all.hit(ox, oy, oz, dx, dy, dz);
    assertThat(all.distance).isEqualTo(nearest);
    boolean blocked = all.blocked(ox, oy, oz, dx, dy, dz, 3, 0);
    assertThat(blocked).isEqualTo(nearest < 3);
  }

  @ParameterizedTest
  @EnumSource(SceneKind.class)
  void normalsAreThoseOfTheDepthAround(SceneKind kind) {
    ImageSize size = new ImageSize(96, 128);
    int planar = 0;
    int agreeing = 0;
    for (int seed = 0; seed < 4; seed++) {
      Rendering r = Renderer.render(kind, seed, 0, Mount.hand(), size);
      for (int row = 0; row + 1 < size.height(); row++) {
        for (int column = 0; column + 1 < size.width(); column++) {
          int index = row * size.width() + column;
          if (isFlat(r, index, index + 1) && isFlat(r, index, index + size.width())) {
            planar++;
            boolean across = liesOn(r, index, index + 1);
            boolean down = liesOn(r, index, index + size.width());
            agreeing += across && down ? 1 : 0;
          }
        }
      }
    }
    // What is left are steps between parallel planes: boards, fronts, kerbs.
    assertThat(planar).isGreaterThan(8000);
    assertThat(agreeing / (double) planar).isGreaterThan(0.88);
  }

  private static boolean isFlat(Rendering r, int index, int other) {
    double step = 0;
    for (int i = 0; i < 3; i++) {
      step += Math.abs(r.normals().at(index, i) - r.normals().at(other, i));
    }
    return r.metres().at(index) > 0 && r.metres().at(other) > 0 && step < 1e-6;
  }

  /** Whether the second point lies on the plane through the first with its normal. */
  private static boolean liesOn(Rendering r, int index, int other) {
    double away = 0;
    double[] p = point(r, index);
    double[] q = point(r, other);
    for (int i = 0; i < 3; i++) {
      away += (q[i] - p[i]) * r.normals().at(index, i);
    }
    return Math.abs(away) < 1e-5 * p[2];
  }

  private static double[] point(Rendering r, int index) {
    int width = r.metres().size().width();
    Intrinsics k = r.intrinsics();
    double depth = r.metres().at(index);
    int row = index / width;
    double x = (index % width + 0.5 - k.cx()) / k.fx();
    double y = (row + 0.5 - k.cy()) / k.fy();
    return new double[] {x * depth, y * depth, depth};
  }
}
