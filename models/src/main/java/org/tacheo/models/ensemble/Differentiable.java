package org.tacheo.models.ensemble;

/** A function of several variables with something that serves as its gradient. */
interface Differentiable {
  double value(double[] at);

  /**
   * The gradient.
   *
   * @param at where
   * @param value the function's value there
   */
  double[] gradient(double[] at, double value);
}
