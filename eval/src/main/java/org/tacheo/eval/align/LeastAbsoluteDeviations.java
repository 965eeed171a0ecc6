package org.tacheo.eval.align;

import org.tacheo.core.FloatMap;
import org.tacheo.core.PixelSet;

/**
 * Scale and shift by least absolute deviations, solved exactly: minimises F(s, t) = sum over the
 * pixels of w * |s * x + t - y|. All pixels take part, also where values of x repeat.
 *
 * <p>For a given s the best t is the weighted median of y - s * x, and f(s) = min over t of F is
 * convex and piecewise linear. A bracket with a descending and an ascending tangent closes on its
 * minimum: the next s is where both meet, which is a lower bound of f as well, so the search ends
 * when f reaches it. Some twenty passes over the pixels, where trying every pixel as an anchor
 * takes as many passes as there are pixels. The last step turns the line about a pixel that it
 * meets until it meets a second one, so that the result is a line through two pixels, computed from
 * their values alone.
 *
 * <p>Where several lines share the least loss, one of them is found, the same for the same input.
 * Where x is constant, the scale is 0 and the shift the lower weighted median of y. There is no
 * constraint on the sign of the scale.
 *
 * <p>Held against scipy.optimize.linprog in LeastAbsoluteDeviationsTest.
 */
public final class LeastAbsoluteDeviations {
  private static final int MAX_STEPS = 200;
  private static final double TOLERANCE = 1e-14;

  private final double[] x;
  private final double[] y;
  private final double[] w;
  private final double[] scratch;
  private final double[] scratchWeights;

  private LeastAbsoluteDeviations(double[] x, double[] y, double[] w) {
    this.x = x;
    this.y = y;
    this.w = w;
    this.scratch = new double[x.length];
    this.scratchWeights = new double[x.length];
  }

  /** How much a pixel counts. */
  public enum Weight {
    /** Each as much as any other. */
    UNIFORM,
    /** 1 / y: the relative error is minimised. y must be positive. */
    INVERSE
  }

  /**
   * Fits x to y.
   *
   * @param x [H, W], what is to be aligned; finite on the pixels
   * @param y [H, W], what it is aligned to; finite on the pixels
   * @param pixels at least one
   */
  public static AffineFit fit(FloatMap x, FloatMap y, PixelSet pixels, Weight weight) {
    int n = pixels.count();
    if (n == 0) {
      throw new IllegalArgumentException("no pixel to fit");
    }
    double[] xs = new double[n];
    double[] ys = new double[n];
    double[] ws = new double[n];
    int i = 0;
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      xs[i] = x.at(pixel);
      ys[i] = y.at(pixel);
      ws[i++] = weight == Weight.INVERSE ? 1 / (double) y.at(pixel) : 1;
    }
    Line line = new LeastAbsoluteDeviations(xs, ys, ws).solve();
    return new AffineFit((float) line.scale, (float) line.shift);
  }

  /**
   * The loss of a line over the pixels: the sum of weight * |scale * x + shift - y|, in double.
   *
   * @param x [H, W]
   * @param y [H, W]
   */
  public static double loss(
      FloatMap x, FloatMap y, PixelSet pixels, Weight weight, double scale, double shift) {
    double sum = 0;
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      double target = y.at(pixel);
      sum +=
          Math.abs(scale * x.at(pixel) + shift - target) / (weight == Weight.INVERSE ? target : 1);
    }
    return sum;
  }

  /** A line and, where it was evaluated, its loss and a subgradient in the scale. */
  private record Line(double scale, double shift, double loss, double slope) {}

  private Line solve() {
    double spreadX = at(0, y, x).loss;
    Line flat = evaluate(0);
    if (!(spreadX > 0)) {
      return flat;
    }
    // |s| spread(x) - spread(y) <= f(s) for every s: a pair of tangents before the first step.
    double bound = 2 * flat.loss / spreadX;
    Line low = new Line(-bound, 0, flat.loss, -spreadX);
    Line high = new Line(bound, 0, flat.loss, spreadX);
    Line best = flat;
    if (flat.slope < 0) {
      low = flat;
    } else {
      high = flat;
    }
    for (int step = 0; step < MAX_STEPS; step++) {
      double scale =
          (low.loss - high.loss + high.slope * high.scale - low.slope * low.scale)
              / (high.slope - low.slope);
      if (!(scale > low.scale && scale < high.scale)) {
        break;
      }
      double lowerBound = low.loss + low.slope * (scale - low.scale);
      Line next = evaluate(scale);
      if (next.loss < best.loss) {
        best = next;
      }
      if (best.loss - lowerBound <= TOLERANCE * best.loss) {
        break;
      }
      if (next.slope < 0) {
        low = next;
      } else {
        high = next;
      }
    }
    return polish(best);
  }

  private Line evaluate(double scale) {
    return at(scale, x, y);
  }

  /** The best line of this scale for y' against x'. */
  private Line at(double scale, double[] xs, double[] ys) {
    for (int i = 0; i < xs.length; i++) {
      scratch[i] = ys[i] - scale * xs[i];
    }
    System.arraycopy(w, 0, scratchWeights, 0, w.length);
    double shift = WeightedMedian.of(scratch, scratchWeights, xs.length);
    double loss = 0;
    double slope = 0;
    double balance = 0; // sum of w sign(residual) over pixels off the line
    double onWeight = 0;
    double onMoment = 0;
    for (int i = 0; i < xs.length; i++) {
      double residual = ys[i] - scale * xs[i] - shift;
      loss += w[i] * Math.abs(residual);
      if (residual > 0) {
        slope -= w[i] * xs[i];
        balance += w[i];
      } else if (residual < 0) {
        slope += w[i] * xs[i];
        balance -= w[i];
      } else {
        onWeight += w[i];
        onMoment += w[i] * xs[i];
      }
    }
    // The pixels on the line share what keeps the shift where it is.
    double share = onWeight > 0 ? Math.max(-1, Math.min(1, balance / onWeight)) : 0;
    return new Line(scale, shift, loss, slope + share * onMoment);
  }

  /** Turns the line about a pixel on it until it meets a second one. */
  private Line polish(Line line) {
    int anchor = 0;
    for (int i = 1; i < x.length; i++) {
      if (residual(line, i) < residual(line, anchor)) {
        anchor = i;
      }
    }
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - x[anchor];
      if (dx != 0) {
        scratch[count] = (y[i] - y[anchor]) / dx;
        scratchWeights[count++] = w[i] * Math.abs(dx);
      }
    }
    double scale = WeightedMedian.of(scratch, scratchWeights, count);
    double shift = y[anchor] - scale * x[anchor];
    double loss = 0;
    for (int i = 0; i < x.length; i++) {
      loss += w[i] * Math.abs(scale * x[i] + shift - y[i]);
    }
    return loss <= line.loss * (1 + 1e-12) ? new Line(scale, shift, loss, 0) : line;
  }

  private double residual(Line line, int i) {
    return Math.abs(line.scale * x[i] + line.shift - y[i]);
  }
}
