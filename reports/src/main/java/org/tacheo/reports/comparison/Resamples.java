package org.tacheo.reports.comparison;

import java.util.Optional;

/** The means of two estimators over the same drawn images, resample by resample. */
final class Resamples {
  private final double[] meansA;
  private final double[] meansB;

  /** Takes both arrays, which must not change afterwards. */
  Resamples(double[] meansA, double[] meansB) {
    this.meansA = meansA;
    this.meansB = meansB;
  }

  /** The interval of the first mean minus the other. */
  Interval difference(double confidence) {
    double[] differences = new double[meansA.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = meansA[i] - meansB[i];
    }
    return Interval.of(differences, confidence);
  }

  /** The interval of the first mean by the other; empty if the other is not positive throughout. */
  Optional<Interval> ratio(double confidence) {
    double[] ratios = new double[meansA.length];
    for (int i = 0; i < ratios.length; i++) {
      if (!(meansB[i] > 0)) {
        return Optional.empty();
      }
      ratios[i] = meansA[i] / meansB[i];
    }
    return Optional.of(Interval.of(ratios, confidence));
  }
}
