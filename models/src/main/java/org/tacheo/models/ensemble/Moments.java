package org.tacheo.models.ensemble;

/**
 * The means of members and their covariances, means over pixels of products of centred values. They
 * are all that is needed to know how far two members lie apart under any scales and shifts.
 */
final class Moments {
  private final Extents extents;
  private final double[][] covariances;

  private Moments(Extents extents, double[][] covariances) {
    this.extents = extents;
    this.covariances = covariances;
  }

  /** Those of members, of which the extents are known. */
  static Moments of(float[][] members, Extents extents, Workers workers) {
    int pixels = members[0].length;
    double[][][] parts = new double[Blocks.chunks(pixels)][][];
    workers.forEach(parts.length, chunk -> parts[chunk] = chunk(members, extents, chunk));
    double[][] covariances = new double[members.length][members.length];
    for (int i = 0; i < members.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (double[][] part : parts) {
          sum += part[i][j];
        }
        covariances[i][j] = sum / pixels;
        covariances[j][i] = covariances[i][j];
      }
    }
    return new Moments(extents, covariances);
  }

  private static double[][] chunk(float[][] members, Extents extents, int chunk) {
    int end = Math.min(members[0].length, (chunk + 1) * Blocks.CHUNK);
    double[][] sums = new double[members.length][members.length];
    double[][] centred = new double[members.length][Blocks.RUN];
    for (int from = chunk * Blocks.CHUNK; from < end; from += Blocks.RUN) {
      int count = Math.min(Blocks.RUN, end - from);
      for (int i = 0; i < members.length; i++) {
        centre(members[i], from, count, extents.mean(i), centred[i]);
      }
      for (int i = 0; i < members.length; i++) {
        for (int j = 0; j <= i; j++) {
          sums[i][j] += dot(centred[i], centred[j], count);
        }
      }
    }
    return sums;
  }

  private static void centre(float[] member, int from, int count, double mean, double[] into) {
    for (int p = 0; p < count; p++) {
      into[p] = member[from + p] - mean;
    }
  }

  /** Four sums side by side, for they need not wait for one another. */
  private static double dot(double[] a, double[] b, int count) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int p = 0;
    for (; p + 3 < count; p += 4) {
      sum0 += a[p] * b[p];
      sum1 += a[p + 1] * b[p + 1];
      sum2 += a[p + 2] * b[p + 2];
      sum3 += a[p + 3] * b[p + 3];
    }
    for (; p < count; p++) {
      sum0 += a[p] * b[p];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  Extents extents() {
    return extents;
  }

  double mean(int member) {
    return extents.mean(member);
  }

  double covariance(int i, int j) {
    return covariances[i][j];
  }

  /** The mean over pixels of the product of two members, not centred. */
  double product(int i, int j) {
    return covariances[i][j] + mean(i) * mean(j);
  }

  /**
   * The mean over pixels of the squared difference of two aligned members.
   *
   * <p>It is s_i^2 C_ii + s_j^2 C_jj - 2 s_i s_j C_ij + (u_i - u_j)^2 with u = s m + t; the terms
   * with C are a variance, so a negative sum of them is rounding.
   */
  double squaredDistance(Alignment alignment, int i, int j) {
    double si = alignment.scale(i);
    double sj = alignment.scale(j);
    double variance =
        si * si * covariances[i][i] + sj * sj * covariances[j][j] - 2 * si * sj * covariances[i][j];
    double apart = (si * mean(i) + alignment.shift(i)) - (sj * mean(j) + alignment.shift(j));
    return Math.max(0, variance) + apart * apart;
  }
}
