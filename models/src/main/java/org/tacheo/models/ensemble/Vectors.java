package org.tacheo.models.ensemble;

/** Arithmetic of short vectors. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  static double greatest(double[] a) {
    double greatest = 0;
    for (double value : a) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }

  /** {@code a + factor * b}. */
  static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + factor * b[i];
    }
    return sum;
  }

  static double[] product(double[][] matrix, double[] a) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = dot(matrix[i], a);
    }
    return product;
  }
}
