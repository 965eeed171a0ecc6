package org.tacheo.eval.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;
import org.tacheo.eval.Reference;
import org.tacheo.eval.SteppedScene;

class RatiosTest {
  private static final double FLOAT = 1.2e-7; // of the value: one rounding to float32

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.tacheo.eval.SteppedScene#names")
  void agreesWithNumpy(String name) {
    SteppedScene scene = SteppedScene.of(name);
    String[] fields = Reference.field("ratio", name);
    FloatMap p = scene.prediction();
    FloatMap g = scene.groundTruth();
    requireScale(Ratios.median(p, g, scene.mask()), fields[1]);
    requireScale(Ratios.leastSquares(p, g, scene.mask()), fields[2]);
    requireScale(LogLeastSquares.scale(p, g, scene.mask()), fields[3]);
    AffineFit log = LogLeastSquares.affine(p, g, scene.mask());
    // Logarithms are rounded to float32 before the fit.
    assertThat((double) log.scale()).isCloseTo(Double.parseDouble(fields[4]), within(1e-6));
    assertThat((double) log.shift()).isCloseTo(Double.parseDouble(fields[5]), within(1e-6));
  }

  private static void requireScale(AffineFit fit, String expected) {
    double value = Double.parseDouble(expected);
    assertThat((double) fit.scale()).isCloseTo(value, within(FLOAT * value));
    assertThat(fit.shift()).isZero();
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    // medians 2.5 and 10: scale 4
    ImageSize size = new ImageSize(2, 2);
    FloatMap x = FloatMap.of(size, 4, 1, 2, 3);
    FloatMap y = FloatMap.of(size, 8, 100, 12, 1);
    assertThat(Ratios.median(x, y, all(size))).isEqualTo(new AffineFit(4, 0));
  }

  @Test
  void leastSquaresByHand() {
    // (1 * 2 + 2 * 7) / (1 + 4) = 3.2
    ImageSize size = new ImageSize(1, 2);
    assertThat(Ratios.leastSquares(FloatMap.of(size, 1, 2), FloatMap.of(size, 2, 7), all(size)))
        .isEqualTo(new AffineFit(3.2f, 0));
  }

  @Test
  void zeroEverywhereGetsScaleZeroByLeastSquares() {
    ImageSize size = new ImageSize(1, 2);
    assertThat(Ratios.leastSquares(FloatMap.of(size, 0, 0), FloatMap.of(size, 2, 7), all(size)))
        .isEqualTo(new AffineFit(0, 0));
  }

  @Test
  void theLogarithmicScaleIsTheGeometricMeanOfTheRatios() {
    // ratios 2 and 8: geometric mean 4
    ImageSize size = new ImageSize(1, 2);
    assertThat(LogLeastSquares.scale(FloatMap.of(size, 1, 1), FloatMap.of(size, 2, 8), all(size)))
        .isEqualTo(new AffineFit(4, 0));
  }

  @Test
  void aPowerLawIsALineOfLogarithms() {
    // y = 3 x^2
    ImageSize size = new ImageSize(1, 4);
    AffineFit fit =
        LogLeastSquares.affine(
            FloatMap.of(size, 1, 2, 3, 4), FloatMap.of(size, 3, 12, 27, 48), all(size));
    assertThat(fit.scale()).isCloseTo(2, within(1e-6f));
    assertThat(fit.shift()).isCloseTo((float) Math.log(3), within(1e-6f));
  }

  private static PixelSet all(ImageSize size) {
    return PixelSet.of(size, Region.all(size), pixel -> true);
  }
}
