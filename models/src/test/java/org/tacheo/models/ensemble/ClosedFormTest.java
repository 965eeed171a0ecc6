package org.tacheo.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tacheo.core.ImageSize;

class ClosedFormTest {
  private static final ImageSize SIZE = new ImageSize(31, 45);
  private static final int MEMBERS = 5;

  @ParameterizedTest
  @EnumSource(names = {"AFFINE", "SCALE"})
  void isNoWorseThanAnyOtherScalesAndShifts(Invariance invariance) {
    float[][] members = Ensembles.smooth(MEMBERS, SIZE, 0.1, 3);
    try (Workers workers = new Workers(1)) {
      Moments moments = Moments.of(members, Extents.of(members, SIZE, workers), workers);
      double[] solved = ClosedForm.solve(moments, invariance).orElseThrow();
      double least = ratio(moments, solved);
      SplittableRandom random = new SplittableRandom(4);
      for (int trial = 0; trial < 200; trial++) {
        double[] other = solved.clone();
        for (int k = 0; k < other.length; k++) {
          other[k] += 0.05 * (random.nextDouble() - 0.5);
        }
        assertThat(ratio(moments, other)).isGreaterThan(least);
      }
    }
  }

  /** The sum over pairs of mean squared differences for each unit of what is held constant. */
  private static double ratio(Moments moments, double[] parameters) {
    Alignment alignment = Alignment.of(parameters, MEMBERS);
    double distances = 0;
    double held = 0;
    for (int i = 0; i < MEMBERS; i++) {
      double scale = parameters[i];
      boolean affine = parameters.length > MEMBERS;
      held += scale * scale * (affine ? moments.covariance(i, i) : moments.product(i, i));
      for (int j = 0; j < i; j++) {
        distances += moments.squaredDistance(alignment, i, j);
      }
    }
    return distances / held;
  }
}
