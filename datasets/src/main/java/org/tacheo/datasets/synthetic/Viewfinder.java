package org.tacheo.datasets.synthetic;

import java.util.Arrays;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;

/** Chooses where the camera stands: proposes poses and keeps the first that shows something. */
final class Viewfinder {
  private static final int TRIES = 32;
  private static final int COLUMNS = 9;
  private static final int ROWS = 7;

  private final Stage stage;
  private final Tracer tracer;
  private final Mount mount;
  private final ImageSize size;

  Viewfinder(Stage stage, Mount mount, ImageSize size) {
    this.stage = stage;
    this.tracer = new Tracer(stage.scene());
    this.mount = mount;
    this.size = size;
  }

  /** The camera of one of many shots of the same scene. */
  Camera choose(Dice dice, int shot) {
    Intrinsics intrinsics = lens(dice);
    double steepest = mount.place() == Mount.Place.HAND ? dice.between(0.05, 1) : 1;
    Camera best = propose(intrinsics, dice, shot);
    double most = worth(best, steepest);
    for (int i = 1; i < TRIES && most < 1; i++) {
      Camera next = propose(intrinsics, dice, shot);
      double worth = worth(next, steepest);
      if (worth > most) {
        most = worth;
        best = next;
      }
    }
    return best;
  }

  private Intrinsics lens(Dice dice) {
    double varied = dice.between(0.55, 1.25);
    double focal = mount.focal().orElse(varied) * size.width();
    // A tall or square image would see too much to the sides with the lens of a wide one.
    double fitted =
        mount.focal().isPresent() ? focal : Math.max(focal, varied * 0.75 * size.height());
    return new Intrinsics(fitted, fitted, size.width() / 2.0, size.height() / 2.0);
  }

  private Camera propose(Intrinsics intrinsics, Dice dice, int shot) {
    return switch (mount.place()) {
      case CAR -> fromCar(intrinsics, dice, shot);
      case TRIPOD -> aimed(intrinsics, dice, dice.between(1.2, 1.8), dice.around(0.03), 0.35);
      case HAND -> aimed(intrinsics, dice, handHeight(dice), handRoll(dice), 1);
    };
  }

  private Camera fromCar(Intrinsics intrinsics, Dice dice, int shot) {
    double y = stage.low().y() + 2 + 6.5 * shot + dice.between(0, 2);
    Vec from = new Vec(stage.lane() + dice.around(0.4), y, 1.65);
    return Camera.looking(
        intrinsics, from, dice.around(0.12), dice.around(0.03), dice.around(0.02));
  }

  private double handHeight(Dice dice) {
    double low = stage.low().z();
    double high = stage.high().z();
    double usual = Math.min(high, dice.between(1.1, 1.75));
    double choice = dice.real();
    return choice < 0.55
        ? usual
        : choice < 0.78 ? dice.between(low, Math.min(1, high)) : dice.between(low, high);
  }

  private static double handRoll(Dice dice) {
    return dice.chance(0.2) ? dice.around(0.4) : dice.around(0.08);
  }

  private Camera aimed(Intrinsics intrinsics, Dice dice, double height, double roll, double swing) {
    Vec low = stage.low();
    Vec high = stage.high();
    double x = dice.between(low.x(), high.x());
    double y = dice.between(low.y(), high.y());
    double toX = dice.between(stage.aimLow().x(), stage.aimHigh().x()) - x;
    double toY = dice.between(stage.aimLow().y(), stage.aimHigh().y()) - y;
    double toZ = dice.between(stage.aimLow().z(), stage.aimHigh().z()) - height;
    double level = Math.sqrt(toX * toX + toY * toY) + 0.3;
    double limit = 0.95 * swing;
    double pitch = Math.min(limit, Math.max(-limit, swing * StrictMath.atan(toZ / level)));
    Vec from = new Vec(x, y, height);
    return Camera.looking(intrinsics, from, StrictMath.atan2(toX, toY), pitch, roll);
  }

  /**
   * 1 or more if this view is fit to be shown; less, the worse it is.
   *
   * @param steepest correlation of inverse depth with the row that it may have: without such a
   *     limit, which differs from shot to shot, the row would tell the depth
   */
  private double worth(Camera camera, double steepest) {
    double[] depths = new double[COLUMNS * ROWS];
    int[] solids = new int[COLUMNS * ROWS];
    for (int i = 0; i < depths.length; i++) {
      int row = i / COLUMNS;
      double x = (i % COLUMNS + 0.5) / COLUMNS * size.width();
      double y = (row + 0.5) / ROWS * size.height();
      if (isFromInside(camera, x, y)) {
        return -2;
      }
      depths[i] = tracer.solid < 0 ? 1e6 : tracer.distance;
      solids[i] = tracer.solid;
    }
    double ramp = Math.abs(ramp(depths));
    return worth(depths, solids) - 2 * Math.max(0, ramp - steepest);
  }

  private double worth(double[] depths, int[] solids) {
    double least = mount.place() == Mount.Place.CAR ? 3 : 0.35;
    Arrays.sort(depths);
    Arrays.sort(solids);
    double nearest = depths[0];
    double median = depths[depths.length / 2];
    double kinds = Arrays.stream(solids).distinct().count();
    double sky = Arrays.stream(depths).filter(d -> d > 1e5).count() / (double) depths.length;
    double worth = 1;
    worth -= Math.max(0, least - nearest) * 2;
    worth -= Math.max(0, 1.1 - median);
    worth -= Math.max(0, 14 - kinds) * 0.08;
    worth -= Math.max(0, sky - 0.5) * 2;
    return worth;
  }

  /** Correlation of inverse depth with the row. */
  private static double ramp(double[] depths) {
    double mean = 0;
    for (double depth : depths) {
      mean += 1 / depth / depths.length;
    }
    double across = 0;
    double rows = 0;
    double spread = 1e-12;
    for (int i = 0; i < depths.length; i++) {
      int row = i / COLUMNS;
      double y = row - (ROWS - 1) / 2.0;
      double d = 1 / depths[i] - mean;
      across += y * d;
      rows += y * y;
      spread += d * d;
    }
    return across / Math.sqrt(rows * spread);
  }

  private boolean isFromInside(Camera camera, double x, double y) {
    Intrinsics k = camera.intrinsics();
    Frame pose = camera.pose();
    Vec d = pose.at((x - k.cx()) / k.fx(), (y - k.cy()) / k.fy(), 1).origin().minus(pose.origin());
    Vec o = pose.origin();
    if (!tracer.hit(o.x(), o.y(), o.z(), d.x(), d.y(), d.z())) {
      return false;
    }
    Vec p = o.plus(d.times(tracer.distance));
    tracer.resolve(tracer.solid, p.x(), p.y(), p.z());
    return d.dot(new Vec(tracer.normalX, tracer.normalY, tracer.normalZ)) > 0;
  }
}
