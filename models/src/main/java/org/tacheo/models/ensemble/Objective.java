package org.tacheo.models.ensemble;

/**
 * What published ensembles of depth maps minimise over the scales and shifts of their members: how
 * far the members lie apart, and 0.02 times how far the extremes of the reduced map are from 0 and
 * 1 (Ke et al. 2024, arXiv:2312.02145, equation 4 and the codes named in {@link Method}).
 *
 * <p>Nothing but the extremes needs pixels: distances come from {@link Moments}. As in the codes,
 * parameters, distances and extremes are rounded to float32.
 */
final class Objective implements Differentiable {
  private static final double REGULARISER = 0.02;
  // SciPy's: the square roots of the epsilons of float64 and float32.
  private static final double STEP = 0x1p-26;
  private static final double FLOAT_STEP = Math.sqrt(0x1p-23);

  private final Moments moments;
  private final Published.Distance distance;
  private final ReducedExtremes extremes;

  Objective(Moments moments, Published.Distance distance, ReducedExtremes extremes) {
    this.moments = moments;
    this.distance = distance;
    this.extremes = extremes;
  }

  @Override
  public double value(double[] parameters) {
    Alignment alignment = Alignment.of(parameters, moments.extents().members());
    if (!alignment.isFinite()) {
      return Double.NaN;
    }
    float near = Math.abs(extremes.smallest(alignment));
    float far = Math.abs(1 - extremes.greatest(alignment));
    return switch (distance) {
      case SUM_OF_PAIRS -> sumOfPairs(alignment) + ((double) near + far) * REGULARISER;
      case ROOT_MEAN_SQUARE -> rootMeanSquare(alignment) + (near + far) * (float) REGULARISER;
    };
  }

  private double sumOfPairs(Alignment alignment) {
    double sum = 0;
    for (int i = 0; i < alignment.members(); i++) {
      for (int j = i + 1; j < alignment.members(); j++) {
        sum += (float) Math.sqrt((float) moments.squaredDistance(alignment, i, j));
      }
    }
    return sum;
  }

  private float rootMeanSquare(Alignment alignment) {
    int members = alignment.members();
    double sum = 0;
    for (int i = 0; i < members; i++) {
      for (int j = i + 1; j < members; j++) {
        sum += moments.squaredDistance(alignment, i, j);
      }
    }
    double pairs = members * (members - 1) / 2.0;
    return (float) Math.sqrt((float) (sum / pairs));
  }

  /** Forward differences, as SciPy takes them. */
  @Override
  public double[] gradient(double[] parameters, double value) {
    double[] gradient = new double[parameters.length];
    for (int k = 0; k < parameters.length; k++) {
      double at =
          distance == Published.Distance.SUM_OF_PAIRS ? parameters[k] : (float) parameters[k];
      double step = step(at);
      // The same float32 parameters have the same value.
      if ((float) (at + step) != (float) at) {
        double[] moved = parameters.clone();
        moved[k] = at + step;
        gradient[k] = (value(moved) - value) / ((at + step) - at);
      }
    }
    return gradient;
  }

  private double step(double at) {
    if (distance == Published.Distance.SUM_OF_PAIRS || (float) at + (float) STEP != (float) at) {
      return STEP;
    }
    return Math.copySign(FLOAT_STEP, at) * Math.max(1, Math.abs(at));
  }
}
