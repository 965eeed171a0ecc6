package org.tacheo.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.ImageSize;
import org.tacheo.models.ensemble.Ensembled.Solution;

class ReducedExtremesTest {
  private static final ImageSize SIZE = new ImageSize(61, 83);

  @ParameterizedTest
  @CsvSource({"MEDIAN, 2", "MEDIAN, 5", "MEDIAN, 10", "MEAN, 2", "MEAN, 7"})
  void equalThoseOfTheWholeMap(Reduction reduction, int count) {
    float[][] members = Ensembles.smooth(count, SIZE, 0.05, count);
    SplittableRandom random = new SplittableRandom(count);
    try (Workers workers = new Workers(1)) {
      Extents extents = Extents.of(members, SIZE, workers);
      ReducedExtremes extremes = new ReducedExtremes(members, extents, reduction.over(count));
      for (int trial = 0; trial < 50; trial++) {
        // Some scales are negative.
        double[] parameters = random.doubles(2L * count, -0.5, 3).toArray();
        compare(extremes, members, Alignment.of(parameters, count), reduction, workers);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"MEDIAN, 5", "MEDIAN, 10", "MEAN, 7"})
  void equalThemStillAfterSmallSteps(Reduction reduction, int count) {
    float[][] members = Ensembles.smooth(count, SIZE, 0.05, count);
    SplittableRandom random = new SplittableRandom(count);
    try (Workers workers = new Workers(1)) {
      Extents extents = Extents.of(members, SIZE, workers);
      ReducedExtremes extremes = new ReducedExtremes(members, extents, reduction.over(count));
      double[] parameters = Start.of(extents, Invariance.AFFINE);
      for (int trial = 0; trial < 300; trial++) {
        // Of 1e-7 to 1e-2, so that some take the short way and some do not.
        double size = Math.pow(10, random.nextDouble(-7, -2));
        parameters[random.nextInt(parameters.length)] += size * (random.nextBoolean() ? 1 : -1);
        compare(extremes, members, Alignment.of(parameters, count), reduction, workers);
      }
    }
  }

  private static void compare(
      ReducedExtremes extremes,
      float[][] members,
      Alignment alignment,
      Reduction reduction,
      Workers workers) {
    Reducer reducer = new Reducer(members, alignment, reduction, Uncertainty.OMITTED);
    reducer.run(workers);
    float[] whole = reducer.result(Solution.REGULAR).values();
    assertThat(extremes.smallest(alignment)).isEqualTo(Extents.smallest(whole, whole.length));
    assertThat(extremes.greatest(alignment)).isEqualTo(Extents.greatest(whole, whole.length));
  }
}
