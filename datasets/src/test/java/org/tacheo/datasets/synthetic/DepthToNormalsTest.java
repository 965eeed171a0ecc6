package org.tacheo.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.tacheo.core.DepthToNormals;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.VectorMap;

/**
 * Normals from rendered depth against the exact normals of the same solids, away from edges.
 *
 * <p>No tolerance is chosen by trial. The normal m that is computed is perpendicular to the two
 * central differences T. With n the exact normal, write m = n - g with g in the tangent plane: then
 * g * T = n * T, and so |g|, the tangent of the angle between m and n, is at most (a + b) / sin(f),
 * where a and b are |n * T| over the length of T in the tangent plane for either difference, and f
 * is the angle between the two there. What n * T is, follows from the solid:
 *
 * <ul>
 *   <li>On a plane at the distance c it is 0, but for the rounding of both depths to float32: a
 *       relative 2^-24 of a depth moves its point by 2^-24 c across the plane.
 *   <li>On a sphere of radius R, with d the distances of both neighbours from the pixel's own
 *       point, it is (d1^2 - d2^2) / (2 R), the discretisation, and the rounding.
 * </ul>
 */
final class DepthToNormalsTest {
  private static final ImageSize SIZE = new ImageSize(120, 160);
  private static final Intrinsics LENS = new Intrinsics(150, 140, 78, 63);
  private static final double EYE = 1.5;
  private static final double HALF_ULP = 0x1p-24;

  /** The result is rounded to float32 itself, three components. */
  private static final double RESULT = 2 * HALF_ULP;

  private final SceneBuilder builder = new SceneBuilder();
  private final Material grey = Material.plain(Colour.grey(0.5));

  private Rendering render() {
    Atmosphere air =
        new Atmosphere(Colour.grey(1), Colour.grey(1), Colour.grey(1), Colour.grey(1), 0, 0, 1);
    Camera camera = Camera.looking(LENS, new Vec(0, 0, EYE), 0, 0, 0);
    return new Film(builder.build(air), camera, new Look(1, Colour.grey(1), 0, 0, 1), SIZE)
        .expose();
  }

  /** What a pixel shows, x right, y down, z forward. */
  private static Vec point(Rendering r, int index) {
    int row = index / SIZE.width();
    int column = index % SIZE.width();
    Vec ray =
        new Vec((column + 0.5 - LENS.cx()) / LENS.fx(), (row + 0.5 - LENS.cy()) / LENS.fy(), 1);
    return ray.times(r.metres().at(index));
  }

  private static Vec normal(VectorMap map, int index) {
    return new Vec(map.at(index, 0), map.at(index, 1), map.at(index, 2));
  }

  private static double degrees(Vec a, Vec b) {
    return Math.toDegrees(Math.atan2(a.cross(b).length(), a.dot(b)));
  }

  /** Limit of the angle, degrees, from the part of both differences that leaves the plane. */
  private static double limit(Vec n, Vec along, double leavingAlong, Vec down, double leavingDown) {
    Vec a = along.minus(n.times(along.dot(n)));
    Vec b = down.minus(n.times(down.dot(n)));
    double sine = a.cross(b).length() / (a.length() * b.length());
    double tangent = (leavingAlong / a.length() + leavingDown / b.length()) / sine;
    return Math.toDegrees(Math.atan(tangent) + RESULT);
  }

  /** Compares all pixels whose four neighbours lie on the same surface; returns how many. */
  private static int compare(Rendering r, IntPredicate isOnSurface, Leaving leaving) {
    VectorMap exact = NormalsConvention.OPENCV.flip(r.normals());
    VectorMap computed = DepthToNormals.of(r.metres(), LENS);
    int w = SIZE.width();
    int compared = 0;
    for (int row = 1; row < SIZE.height() - 1; row++) {
      for (int i = row * w + 1; i < row * w + w - 1; i++) {
        boolean inside = true;
        for (int at : new int[] {i, i - 1, i + 1, i - w, i + w}) {
          inside &= isOnSurface.test(at);
        }
        if (inside) {
          Vec here = point(r, i);
          Vec n = normal(r.normals(), i);
          Vec left = point(r, i - 1);
          Vec right = point(r, i + 1);
          Vec up = point(r, i - w);
          Vec down = point(r, i + w);
          double limit =
              limit(
                  n,
                  right.minus(left),
                  leaving.length(n, here, left, right),
                  down.minus(up),
                  leaving.length(n, here, up, down));
          assertThat(degrees(normal(computed, i), normal(exact, i)))
              .as("row %d, column %d", row, i % w)
              .isLessThanOrEqualTo(limit);
          assertThat(limit).isLessThan(leaving.coarsest());
          compared++;
        }
      }
    }
    return compared;
  }

  /** How far a difference of two points of a surface leaves the tangent plane, at most. */
  private interface Leaving {
    double length(Vec normal, Vec here, Vec before, Vec after);

    /** Above this limit, degrees, a comparison would say nothing. */
    double coarsest();
  }

  private static final Leaving PLANE =
      new Leaving() {
        @Override
        public double length(Vec normal, Vec here, Vec before, Vec after) {
          return 2 * HALF_ULP * Math.abs(normal.dot(here));
        }

        @Override
        public double coarsest() {
          return 0.02;
        }
      };

  private static Leaving sphere(double radius) {
    return new Leaving() {
      @Override
      public double length(Vec normal, Vec here, Vec before, Vec after) {
        Vec to = after.minus(here);
        Vec from = before.minus(here);
        double discretisation = Math.abs(to.dot(to) - from.dot(from)) / (2 * radius);
        // Both points, and the one that they are measured from, are rounded.
        return discretisation + 4 * HALF_ULP * here.length();
      }

      @Override
      public double coarsest() {
        return 0.5;
      }
    };
  }

  private static IntPredicate sameNormal(Rendering r, Vec normal) {
    return i -> r.metres().at(i) > 0 && normal(r.normals(), i).minus(normal).length() < 1e-6;
  }

  @Test
  void agreeOnAFloor() {
    builder.box(Frame.WORLD.at(0, 0, -1), 200, 200, 1, grey);
    Rendering r = render();
    // Down to the last row below the horizon that is nearer than 30 m.
    IntPredicate near = i -> r.metres().at(i) > 0 && r.metres().at(i) < 30;
    int count = compare(r, near.and(sameNormal(r, new Vec(0, -1, 0))), PLANE);
    assertThat(count).isGreaterThan(6000);
  }

  @Test
  void agreeOnASlantedPlane() {
    builder.box(Frame.WORLD.at(0, 5, EYE - 5).turn(0.5).tilt(0.4), 40, 1, 40, grey);
    Rendering r = render();
    Vec normal = normal(r.normals(), SIZE.width() * 60 + 80);
    assertThat(Math.abs(normal.x())).isGreaterThan(0.2);
    assertThat(Math.abs(normal.y())).isGreaterThan(0.2);
    assertThat(compare(r, sameNormal(r, normal), PLANE)).isEqualTo(118 * 158);
  }

  @Test
  void agreeOnTheFacesOfABox() {
    builder.box(Frame.WORLD.at(0, 4, 0).turn(0.6), 2, 2, 1, grey);
    Rendering r = render();
    int[] counts = new int[3];
    double s = StrictMath.sin(0.6);
    double c = StrictMath.cos(0.6);
    counts[0] = compare(r, sameNormal(r, new Vec(s, 0, -c)), PLANE);
    counts[1] = compare(r, sameNormal(r, new Vec(-c, 0, -s)), PLANE);
    counts[2] = compare(r, sameNormal(r, new Vec(0, -1, 0)), PLANE);
    assertThat(counts[0]).isGreaterThan(500);
    assertThat(counts[1]).isGreaterThan(500);
    assertThat(counts[2]).isGreaterThan(200);
  }

  @Test
  void agreeOnASphereUpToTheDiscretisation() {
    builder.ball(Frame.WORLD.at(0.3, 5, EYE - 1), 2, 2, 2, grey);
    Rendering r = render();
    // Seen at less than 60 degrees: towards the rim the limit grows beyond use.
    IntPredicate ahead =
        i -> r.metres().at(i) > 0 && -normal(r.normals(), i).dot(point(r, i).unit()) > 0.5;
    assertThat(compare(r, ahead, sphere(1))).isGreaterThan(1500);
  }

  /** Half the step, a quarter of the error: the order that the discretisation has. */
  @Test
  void theErrorOnASphereIsOfSecondOrder() {
    builder.ball(Frame.WORLD.at(0, 5, EYE - 1), 2, 2, 2, grey);
    double coarse = errorAt(1);
    double fine = errorAt(2);
    double finer = errorAt(4);
    assertThat(coarse / fine).isBetween(3.5, 4.5);
    assertThat(fine / finer).isBetween(3.5, 4.5);
  }

  /** Error, degrees, at a fixed direction about half-way to the rim, at a multiple of the lens. */
  private double errorAt(int factor) {
    ImageSize size = new ImageSize(48 * factor, 48 * factor);
    // A pixel's centre lies on the direction for every factor.
    Intrinsics lens =
        new Intrinsics(100 * factor, 100 * factor, 20.5 + 4 - 10 * factor, 20.5 + 6 - 6 * factor);
    Atmosphere air =
        new Atmosphere(Colour.grey(1), Colour.grey(1), Colour.grey(1), Colour.grey(1), 0, 0, 1);
    Camera camera = Camera.looking(lens, new Vec(0, 0, EYE), 0, 0, 0);
    Rendering r =
        new Film(builder.build(air), camera, new Look(1, Colour.grey(1), 0, 0, 1), size).expose();
    VectorMap computed = DepthToNormals.of(r.metres(), lens);
    int index = 26 * size.width() + 24;
    return degrees(
        normal(computed, index), normal(NormalsConvention.OPENCV.flip(r.normals()), index));
  }
}
