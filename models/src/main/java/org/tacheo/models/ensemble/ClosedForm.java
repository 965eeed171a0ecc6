package org.tacheo.models.ensemble;

import java.util.Arrays;
import java.util.Optional;

/**
 * Scales and shifts that minimise the sum over pairs of mean squared differences while the sum of
 * the aligned members' variances (scale-only: mean squares) is held constant.
 *
 * <p>With the shifts t_i = -s_i m_i all means agree, and N sum |a_i|^2 - |sum a_i|^2 is least where
 * |sum a_i|^2 is greatest: at s_i = v_i / sigma_i, v being the first eigenvector of the matrix of
 * correlations. By Perron and Frobenius it is positive if all correlations are.
 */
final class ClosedForm {
  private static final int ITERATIONS = 10_000;
  private static final double SETTLED = 1e-15;

  private ClosedForm() {}

  /** The parameters, or none if there is no solution with positive scales. */
  static Optional<double[]> solve(Moments moments, Invariance invariance) {
    int members = moments.extents().members();
    double[][] products = new double[members][members];
    for (int i = 0; i < members; i++) {
      for (int j = 0; j < members; j++) {
        products[i][j] =
            invariance == Invariance.AFFINE ? moments.covariance(i, j) : moments.product(i, j);
      }
    }
    double[] vector = firstEigenvector(normalised(products));
    double[] parameters = new double[invariance == Invariance.AFFINE ? 2 * members : members];
    for (int i = 0; i < members; i++) {
      parameters[i] = vector[i] / Math.sqrt(products[i][i]);
      if (!(vector[i] > 0) || !Double.isFinite(parameters[i])) {
        return Optional.empty();
      }
      if (invariance == Invariance.AFFINE) {
        parameters[members + i] = -parameters[i] * moments.mean(i);
      }
    }
    return Optional.of(parameters);
  }

  private static double[][] normalised(double[][] products) {
    double[][] correlations = new double[products.length][products.length];
    for (int i = 0; i < products.length; i++) {
      for (int j = 0; j < products.length; j++) {
        correlations[i][j] = products[i][j] / Math.sqrt(products[i][i] * products[j][j]);
      }
    }
    return correlations;
  }

  /** By power iteration. The matrix has no negative eigenvalue, so it cannot alternate. */
  private static double[] firstEigenvector(double[][] matrix) {
    double[] vector = new double[matrix.length];
    Arrays.fill(vector, 1 / Math.sqrt(matrix.length));
    for (int k = 0; k < ITERATIONS; k++) {
      double[] image = Vectors.product(matrix, vector);
      double[] next = Vectors.plus(new double[image.length], 1 / Vectors.norm(image), image);
      double moved = Vectors.greatest(Vectors.plus(next, -1, vector));
      vector = next;
      if (moved <= SETTLED) {
        break;
      }
    }
    return vector;
  }
}
