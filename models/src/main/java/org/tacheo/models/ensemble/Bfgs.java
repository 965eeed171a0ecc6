package org.tacheo.models.ensemble;

import java.util.OptionalDouble;

/**
 * The quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno with the starting step, the
 * stopping rules and the count of iterations of SciPy's {@code minimize(method="BFGS")} (Nocedal
 * and Wright, Numerical Optimization, chapter 6). Results of published code depend on these, since
 * it stops after two iterations.
 */
final class Bfgs {
  private final Differentiable function;
  private final double tolerance;
  private final int maximum;

  private double[] point;
  private double value;
  private double[] gradient;
  private double[][] inverse;
  private int iterations;

  private Bfgs(Differentiable function, double[] start, double tolerance, int maximum) {
    this.function = function;
    this.tolerance = tolerance;
    this.maximum = maximum;
    this.point = start.clone();
    this.value = function.value(point);
    this.gradient = function.gradient(point, value);
    this.inverse = identity(start.length);
  }

  /**
   * Minimises from a starting point.
   *
   * @param tolerance of the greatest component of the gradient
   * @param maximum iterations
   */
  static Bfgs minimise(Differentiable function, double[] start, double tolerance, int maximum) {
    Bfgs search = new Bfgs(function, start, tolerance, maximum);
    search.run();
    return search;
  }

  /** Where it came to. */
  double[] point() {
    return point.clone();
  }

  /** The function there. */
  double value() {
    return value;
  }

  /** Steps that were taken. */
  int iterations() {
    return iterations;
  }

  private void run() {
    // As if the step before had been of length 1.
    double valueBefore = value + Vectors.norm(gradient) / 2;
    while (Vectors.greatest(gradient) > tolerance && iterations < maximum) {
      double[] direction = negated(Vectors.product(inverse, gradient));
      Line line = new Line(function, point, direction, value, gradient);
      OptionalDouble step = new WolfeSearch(line).step(firstStep(line, valueBefore));
      if (step.isEmpty()) {
        return;
      }
      valueBefore = value;
      advance(line, step.getAsDouble(), direction);
      iterations++;
      if (step.getAsDouble() * Vectors.norm(direction) <= 0) {
        return;
      }
    }
  }

  private static double firstStep(Line line, double valueBefore) {
    if (line.startSlope() == 0) {
      return 1;
    }
    double step = Math.min(1, 1.01 * 2 * (line.startValue() - valueBefore) / line.startSlope());
    return step < 0 ? 1 : step;
  }

  private void advance(Line line, double step, double[] direction) {
    double[] taken = Vectors.plus(new double[point.length], step, direction);
    double[] gradientThere = line.gradient(step);
    double[] change = Vectors.plus(gradientThere, -1, gradient);
    value = line.value(step);
    point = line.point(step);
    gradient = gradientThere;
    update(taken, change);
  }

  /** H' = (I - s y^T / r) H (I - y s^T / r) + s s^T / r with r = y . s, multiplied out. */
  private void update(double[] taken, double[] change) {
    double product = Vectors.dot(change, taken);
    // SciPy's substitute for a division by 0.
    double rho = product == 0 ? 1000 : 1 / product;
    double[] image = Vectors.product(inverse, change);
    double own = rho * rho * Vectors.dot(change, image) + rho;
    for (int i = 0; i < taken.length; i++) {
      for (int j = 0; j < taken.length; j++) {
        inverse[i][j] +=
            own * taken[i] * taken[j] - rho * (taken[i] * image[j] + image[i] * taken[j]);
      }
    }
  }

  private static double[] negated(double[] a) {
    return Vectors.plus(new double[a.length], -1, a);
  }

  private static double[][] identity(int size) {
    double[][] identity = new double[size][size];
    for (int i = 0; i < size; i++) {
      identity[i][i] = 1;
    }
    return identity;
  }
}
