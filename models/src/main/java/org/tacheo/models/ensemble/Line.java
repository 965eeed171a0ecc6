package org.tacheo.models.ensemble;

import org.ddogleg.optimization.functions.CoupledDerivative;

/** A function along a direction from a point; remembers the step that was looked at last. */
final class Line implements CoupledDerivative {
  private final Differentiable function;
  private final double[] start;
  private final double[] direction;
  private final double startValue;
  private final double startSlope;

  private double step = Double.NaN;
  private double[] point;
  private double value;
  private double[] gradient = {};

  /** The line through a point of which value and gradient are known. */
  Line(
      Differentiable function,
      double[] start,
      double[] direction,
      double startValue,
      double[] startGradient) {
    this.function = function;
    this.start = start;
    this.direction = direction;
    this.startValue = startValue;
    this.startSlope = Vectors.dot(startGradient, direction);
    this.point = start;
  }

  double startValue() {
    return startValue;
  }

  double startSlope() {
    return startSlope;
  }

  /** The value after a step. */
  double value(double at) {
    setInput(at);
    return value;
  }

  /** The derivative along the line after a step. */
  double slope(double at) {
    return Vectors.dot(gradient(at), direction);
  }

  /** The gradient after a step. */
  double[] gradient(double at) {
    setInput(at);
    if (gradient.length == 0) {
      gradient = function.gradient(point, value);
    }
    return gradient;
  }

  /** Where a step leads. */
  double[] point(double at) {
    setInput(at);
    return point.clone();
  }

  @Override
  public void setInput(double at) {
    if (at != step) {
      step = at;
      point = Vectors.plus(start, at, direction);
      value = function.value(point);
      gradient = new double[0];
    }
  }

  @Override
  public double computeFunction() {
    return value;
  }

  @Override
  public double computeDerivative() {
    return slope(step);
  }
}
