package org.tacheo.models.onnx;

/**
 * Finds the shift along z, and the focal length, that project points onto pixels best: the least
 * sum of {@code |f xy / (z + shift) - uv|^2}, in which each shift has a best focal length of its
 * own.
 *
 * <p>Levenberg-Marquardt of one unknown with forward differences, step for step as MINPACK's lmdif
 * (Moré 1978) with the tolerances that MoGe passes to it through SciPy: starting at 0, {@code ftol}
 * 1e-3, {@code xtol} and {@code gtol} 1e-8, at most 200 evaluations. The early end is part of the
 * published result.
 */
final class ShiftSolver {
  private static final double FTOL = 1e-3;
  private static final double XTOL = 1e-8;
  private static final double GTOL = 1e-8;
  private static final double FACTOR = 100;
  private static final double STEP = Math.sqrt(Math.ulp(1.0));
  private static final int MOST_EVALUATIONS = 200;
  private static final int MOST_DAMPINGS = 10;

  private final float[] uv;
  private final float[] xyz;
  private final int count;

  private double diagonal;
  private double radius;
  private double damping;
  private int evaluations;

  /**
   * A solver.
   *
   * @param uv u and v of each pixel
   * @param xyz x, y and z of its point
   * @param count how many there are
   */
  ShiftSolver(float[] uv, float[] xyz, int count) {
    this.uv = uv;
    this.xyz = xyz;
    this.count = count;
  }

  /** The shift, rounded to single precision. */
  float shift() {
    double x = 0;
    double[] residuals = residuals(x);
    double norm = norm(residuals);
    boolean first = true;
    boolean done = false;
    while (!done) {
      double[] slope = slope(x, residuals);
      double length = norm(slope);
      double projected = length == 0 ? 0 : dot(slope, residuals) / length;
      if (first) {
        diagonal = length == 0 ? 1 : length;
        radius = FACTOR;
      }
      if (norm == 0 || Math.abs(projected) / norm <= GTOL) {
        break;
      }
      diagonal = Math.max(diagonal, length);
      double ratio;
      do {
        double step = -damped(length, projected);
        double scaled = Math.abs(diagonal * step);
        radius = first ? Math.min(radius, scaled) : radius;
        double[] next = residuals(x + step);
        double nextNorm = norm(next);
        double actual = 0.1 * nextNorm < norm ? 1 - square(nextNorm / norm) : -1;
        double linear = square(length * step / norm);
        double quadratic = damping * square(scaled / norm);
        double predicted = linear + 2 * quadratic;
        ratio = predicted == 0 ? 0 : actual / predicted;
        adapt(ratio, actual, -(linear + quadratic), scaled, 0.1 * nextNorm >= norm);
        if (ratio >= 1e-4) {
          x += step;
          residuals = next;
          norm = nextNorm;
          first = false;
        }
        done =
            (Math.abs(actual) <= FTOL && predicted <= FTOL && ratio <= 2)
                || radius <= XTOL * Math.abs(diagonal * x)
                || evaluations >= MOST_EVALUATIONS;
      } while (!done && ratio < 1e-4);
    }
    return (float) x;
  }

  /** The focal length that is best for a shift. */
  double focal(double shift) {
    double along = 0;
    double square = 0;
    for (int i = 0; i < count; i++) {
      double depth = xyz[3 * i + 2] + shift;
      double x = xyz[3 * i] / depth;
      double y = xyz[3 * i + 1] / depth;
      along += x * uv[2 * i] + y * uv[2 * i + 1];
      square += x * x + y * y;
    }
    return along / square;
  }

  private double[] residuals(double shift) {
    evaluations++;
    double focal = focal(shift);
    double[] residuals = new double[2 * count];
    for (int i = 0; i < count; i++) {
      double depth = xyz[3 * i + 2] + shift;
      residuals[2 * i] = focal * (xyz[3 * i] / depth) - uv[2 * i];
      residuals[2 * i + 1] = focal * (xyz[3 * i + 1] / depth) - uv[2 * i + 1];
    }
    return residuals;
  }

  private double[] slope(double x, double[] residuals) {
    double step = x == 0 ? STEP : STEP * Math.abs(x);
    double[] slope = residuals(x + step);
    for (int i = 0; i < slope.length; i++) {
      slope[i] = (slope[i] - residuals[i]) / step;
    }
    return slope;
  }

  /** The step against the slope whose scaled length is about the radius, or less. */
  private double damped(double length, double projected) {
    double whole = length == 0 ? 0 : projected / length;
    double excess = Math.abs(diagonal * whole) - radius;
    if (excess <= 0.1 * radius) {
      damping = 0;
      return whole;
    }
    double gradient = Math.abs(length * projected / diagonal);
    double low = excess / radius / square(diagonal / length);
    double high = gradient / radius;
    damping = Math.min(Math.max(damping, low), high);
    for (int i = 1; ; i++) {
      damping = damping == 0 ? Math.max(Double.MIN_NORMAL, 0.001 * high) : damping;
      double squares = square(length) + damping * square(diagonal);
      double step = length * projected / squares;
      excess = Math.abs(diagonal * step) - radius;
      if (Math.abs(excess) <= 0.1 * radius || i == MOST_DAMPINGS || Double.isNaN(excess)) {
        return step;
      }
      low = excess > 0 ? Math.max(low, damping) : low;
      high = excess < 0 ? Math.min(high, damping) : high;
      double correction = excess / radius * squares / square(diagonal);
      damping = Math.max(low, damping + correction);
    }
  }

  private void adapt(
      double ratio, double actual, double derivative, double scaled, boolean hopeless) {
    if (ratio <= 0.25) {
      double cut = actual >= 0 ? 0.5 : 0.5 * derivative / (derivative + 0.5 * actual);
      cut = hopeless || cut < 0.1 ? 0.1 : cut;
      radius = cut * Math.min(radius, scaled / 0.1);
      damping /= cut;
    } else if (damping == 0 || ratio >= 0.75) {
      radius = scaled / 0.5;
      damping *= 0.5;
    }
  }

  private static double square(double value) {
    return value * value;
  }

  private static double norm(double[] values) {
    return Math.sqrt(dot(values, values));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
