package org.tacheo.models.ensemble;

import java.util.OptionalDouble;
import org.ddogleg.optimization.quasinewton.LineSearchMore94;

/**
 * Finds a step along a line that meets the strong Wolfe conditions, in the manner of SciPy's {@code
 * minimize(method="BFGS")}: with More and Thuente's search of MINPACK-2, here that of DDogleg;
 * where that fails, with the search of Nocedal and Wright (Numerical Optimization, algorithms 3.5
 * and 3.6).
 */
final class WolfeSearch {
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final double SHORTEST = 1e-100;
  private static final double LONGEST = 1e100;
  private static final double RELATIVE_WIDTH = 1e-14;
  // SciPy counts the start among its 100.
  private static final int TRIALS = 99;
  private static final int EXTENSIONS = 10;

  private final Line line;

  WolfeSearch(Line line) {
    this.line = line;
  }

  /**
   * A step, if one is found.
   *
   * @param first the step to try first, greater than 0
   */
  OptionalDouble step(double first) {
    OptionalDouble step = moreThuente(first);
    return step.isPresent() ? step : nocedalWright(first);
  }

  private OptionalDouble moreThuente(double first) {
    if (!(line.startSlope() < 0) || !(first >= SHORTEST)) {
      return OptionalDouble.empty();
    }
    LineSearchMore94 search =
        new LineSearchMore94().setConvergence(SUFFICIENT_DECREASE, CURVATURE, RELATIVE_WIDTH);
    search.setFunction(line, 0);
    search.init(line.startValue(), line.startSlope(), line.value(first), first, SHORTEST, LONGEST);
    for (int trial = 0; trial < TRIALS && Double.isFinite(search.getStep()); trial++) {
      if (search.iterate()) {
        return accepted(search.getStep());
      }
    }
    return OptionalDouble.empty();
  }

  /** DDogleg also stops where only the bracket has become narrow. */
  private OptionalDouble accepted(double step) {
    boolean good = !isTooHigh(step, line.value(step)) && isFlat(line.slope(step));
    return good ? OptionalDouble.of(step) : OptionalDouble.empty();
  }

  private boolean isTooHigh(double step, double value) {
    return value > line.startValue() + SUFFICIENT_DECREASE * step * line.startSlope();
  }

  private boolean isFlat(double slope) {
    return Math.abs(slope) <= -CURVATURE * line.startSlope();
  }

  /** The second search alone. */
  OptionalDouble nocedalWright(double first) {
    double before = 0;
    double valueBefore = line.startValue();
    double slopeBefore = line.startSlope();
    double step = first;
    double value = line.value(step);
    for (int i = 0; i < EXTENSIONS; i++) {
      if (step == 0) {
        return OptionalDouble.empty();
      }
      if (isTooHigh(step, value) || (value >= valueBefore && i > 0)) {
        return new Zoom(before, valueBefore, slopeBefore, step, value).step();
      }
      double slope = line.slope(step);
      if (isFlat(slope)) {
        return OptionalDouble.of(step);
      }
      if (slope >= 0) {
        return new Zoom(step, value, slope, before, valueBefore).step();
      }
      before = step;
      valueBefore = value;
      slopeBefore = slope;
      step = 2 * step;
      value = line.value(step);
    }
    // SciPy would go to where there is no value and end there.
    return Double.isFinite(value) ? OptionalDouble.of(step) : OptionalDouble.empty();
  }

  /** Narrows an interval that contains good steps; its low end is the best step so far. */
  private final class Zoom {
    private static final int TRIALS = 11;
    private static final double CUBIC_MARGIN = 0.2;
    private static final double QUADRATIC_MARGIN = 0.1;

    private double low;
    private double lowValue;
    private double lowSlope;
    private double high;
    private double highValue;
    // The end that was given up last.
    private double left;
    private double leftValue = line.startValue();

    Zoom(double low, double lowValue, double lowSlope, double high, double highValue) {
      this.low = low;
      this.lowValue = lowValue;
      this.lowSlope = lowSlope;
      this.high = high;
      this.highValue = highValue;
    }

    OptionalDouble step() {
      for (int i = 0; i < TRIALS; i++) {
        double trial = i == 0 ? quadraticOrMiddle() : cubicOrElse();
        double value = line.value(trial);
        if (isTooHigh(trial, value) || value >= lowValue) {
          leave(high, highValue);
          high = trial;
          highValue = value;
        } else {
          double slope = line.slope(trial);
          if (isFlat(slope)) {
            return OptionalDouble.of(trial);
          }
          moveLow(trial, value, slope);
        }
      }
      return OptionalDouble.empty();
    }

    private void moveLow(double trial, double value, double slope) {
      if (slope * (high - low) >= 0) {
        leave(high, highValue);
        high = low;
        highValue = lowValue;
      } else {
        leave(low, lowValue);
      }
      low = trial;
      lowValue = value;
      lowSlope = slope;
    }

    private void leave(double end, double value) {
      left = end;
      leftValue = value;
    }

    private double cubicOrElse() {
      double step = cubicMinimum();
      return isInside(step, CUBIC_MARGIN) ? step : quadraticOrMiddle();
    }

    private double quadraticOrMiddle() {
      double width = high - low;
      double curvature = (highValue - lowValue - lowSlope * width) / (width * width);
      double step = low - lowSlope / (2 * curvature);
      return isInside(step, QUADRATIC_MARGIN) ? step : low + 0.5 * width;
    }

    /**
     * Whether a step keeps clear of the ends. As in SciPy the margin has the sign of the interval,
     * so one that runs downwards admits steps a little outside.
     */
    private boolean isInside(double step, double share) {
      double margin = share * (high - low);
      return Double.isFinite(step)
          && step <= Math.max(low, high) - margin
          && step >= Math.min(low, high) + margin;
    }

    /**
     * Where the cubic through both ends and the end left last, with the low end's slope, is least.
     */
    private double cubicMinimum() {
      double b = high - low;
      double c = left - low;
      double scale = (b * c) * (b * c) * (b - c);
      double atHigh = highValue - lowValue - lowSlope * b;
      double atLeft = leftValue - lowValue - lowSlope * c;
      double cubic = (c * c * atHigh - b * b * atLeft) / scale;
      double square = (-c * c * c * atHigh + b * b * b * atLeft) / scale;
      double root = Math.sqrt(square * square - 3 * cubic * lowSlope);
      return low + (-square + root) / (3 * cubic);
    }
  }
}
