package org.tacheo.models.ensemble;

/**
 * The means of members and their covariances, means over pixels of products of centred values. They
 * are all that is needed to know how far two members lie apart under any scales and shifts.
 */
final class Moments {
  // Sums side by side become vector instructions; those of ten members fit the second-level cache.
  private static final int LANES = 256;

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

  /**
   * Sums over a chunk of the products of each two members, in as many lanes as a run has pixels.
   */
  private static double[][] chunk(float[][] members, Extents extents, int chunk) {
    int end = Math.min(members[0].length, (chunk + 1) * Blocks.CHUNK);
    double[][] centred = new double[members.length][LANES];
    double[][][] lanes = lanes(members.length);
    for (int from = chunk * Blocks.CHUNK; from < end; from += LANES) {
      int count = Math.min(LANES, end - from);
      for (int i = 0; i < members.length; i++) {
        centre(members[i], from, count, extents.mean(i), centred[i]);
        for (int j = 0; j <= i; j++) {
          addProducts(centred[i], centred[j], count, lanes[i][j]);
        }
      }
    }
    double[][] sums = new double[members.length][members.length];
    for (int i = 0; i < members.length; i++) {
      for (int j = 0; j <= i; j++) {
        sums[i][j] = sum(lanes[i][j]);
      }
    }
    return sums;
  }

  private static double[][][] lanes(int members) {
    double[][][] lanes = new double[members][][];
    for (int i = 0; i < members; i++) {
      lanes[i] = new double[i + 1][LANES];
    }
    return lanes;
  }

  private static void centre(float[] member, int from, int count, double mean, double[] into) {
    for (int p = 0; p < count; p++) {
      into[p] = member[from + p] - mean;
    }
  }

  private static void addProducts(double[] a, double[] b, int count, double[] into) {
    for (int p = 0; p < count; p++) {
      into[p] += a[p] * b[p];
    }
  }

  private static double sum(double[] lanes) {
    double sum = 0;
    for (double lane : lanes) {
      sum += lane;
    }
    return sum;
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
