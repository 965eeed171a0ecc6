package org.tacheo.eval.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;
import org.tacheo.eval.Reference;
import org.tacheo.eval.SteppedScene;
import org.tacheo.eval.align.LeastAbsoluteDeviations.Weight;

class LeastAbsoluteDeviationsTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("org.tacheo.eval.SteppedScene#names")
  void reachesTheOptimumOfTheLinearProgram(String name) {
    String[] fields = Reference.field("solver", name);
    SteppedScene scene = SteppedScene.of(name);
    int[] pixels = MaskedNearest.pixels(scene.groundTruth().size(), scene.mask());
    // The samples as a map of their own: on small maps a pixel is sampled more than once.
    ImageSize size = new ImageSize(1, pixels.length);
    float[] x = new float[pixels.length];
    float[] y = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      x[i] = scene.prediction().at(pixels[i]);
      y[i] = scene.groundTruth().at(pixels[i]);
    }
    FloatMap xs = FloatMap.owning(size, x);
    FloatMap ys = FloatMap.owning(size, y);
    requireOptimum(xs, ys, Weight.INVERSE, Double.parseDouble(fields[13]));
    requireOptimum(xs, ys, Weight.UNIFORM, Double.parseDouble(fields[16]));
  }

  private static void requireOptimum(FloatMap x, FloatMap y, Weight weight, double optimum) {
    AffineFit fit = LeastAbsoluteDeviations.fit(x, y, all(x.size()), weight);
    double loss =
        LeastAbsoluteDeviations.loss(x, y, all(x.size()), weight, fit.scale(), fit.shift());
    // Scale and shift are rounded to float32, each to 6e-8 of itself.
    assertThat(loss).isCloseTo(optimum, within(3e-6 * optimum));
  }

  @Test
  void equalsTheGoldenSolution() {
    SteppedScene scene = SteppedScene.of("golden");
    ImageSize size = scene.groundTruth().size();
    PixelSet samples = SteppedScene.set(size, MaskedNearest.pixels(size, scene.mask()));
    AffineFit fit =
        LeastAbsoluteDeviations.fit(
            scene.prediction(), scene.groundTruth(), samples, Weight.INVERSE);
    assertThat((double) fit.scale()).isCloseTo(6.97199547, within(5e-7));
    assertThat((double) fit.shift()).isCloseTo(-0.00899705, within(5e-9));
    assertThat(
            LeastAbsoluteDeviations.loss(
                scene.prediction(),
                scene.groundTruth(),
                samples,
                Weight.INVERSE,
                fit.scale(),
                fit.shift()))
        .isCloseTo(48.04044678, within(1e-5));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noLineThroughTwoPointsIsBetter(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ImageSize size = new ImageSize(1, 3 + random.nextInt(40));
    float[] x = new float[size.width()];
    float[] y = new float[size.width()];
    for (int i = 0; i < x.length; i++) {
      // Even seeds: few values, so that points coincide, align and repeat.
      x[i] = seed % 2 == 0 ? random.nextInt(5) : (float) random.nextGaussian();
      y[i] = seed % 2 == 0 ? 1 + random.nextInt(4) : 3 + (float) random.nextDouble();
    }
    FloatMap xs = FloatMap.of(size, x);
    FloatMap ys = FloatMap.of(size, y);
    for (Weight weight : Weight.values()) {
      AffineFit fit = LeastAbsoluteDeviations.fit(xs, ys, all(size), weight);
      double least =
          LeastAbsoluteDeviations.loss(xs, ys, all(size), weight, fit.scale(), fit.shift());
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < i; j++) {
          if (x[i] != x[j]) {
            double scale = ((double) y[i] - y[j]) / ((double) x[i] - x[j]);
            double other =
                LeastAbsoluteDeviations.loss(xs, ys, all(size), weight, scale, y[i] - scale * x[i]);
            assertThat(least).isLessThanOrEqualTo(other * (1 + 2e-6) + 1e-6);
          }
        }
      }
    }
  }

  @Test
  void recoversALineThroughMostPoints() {
    // y = 2 x + 1 on five points of seven; least squares would not
    ImageSize size = new ImageSize(1, 7);
    FloatMap x = FloatMap.of(size, 0, 1, 2, 3, 4, 5, 6);
    FloatMap y = FloatMap.of(size, 1, 3, 50, 7, 9, 11, 1);
    assertThat(LeastAbsoluteDeviations.fit(x, y, all(size), Weight.UNIFORM))
        .isEqualTo(new AffineFit(2, 1));
  }

  @Test
  void aConstantGetsScaleZeroAndTheLowerMedian() {
    ImageSize size = new ImageSize(1, 4);
    FloatMap x = FloatMap.of(size, 7, 7, 7, 7);
    FloatMap y = FloatMap.of(size, 4, 1, 3, 2);
    assertThat(LeastAbsoluteDeviations.fit(x, y, all(size), Weight.UNIFORM))
        .isEqualTo(new AffineFit(0, 2));
  }

  @Test
  void onePixelIsMet() {
    ImageSize size = new ImageSize(1, 1);
    AffineFit fit =
        LeastAbsoluteDeviations.fit(
            FloatMap.of(size, 3), FloatMap.of(size, 2), all(size), Weight.INVERSE);
    assertThat(fit.apply(3)).isEqualTo(2);
  }

  @Test
  void theScaleMayBeNegative() {
    ImageSize size = new ImageSize(1, 3);
    assertThat(
            LeastAbsoluteDeviations.fit(
                FloatMap.of(size, 1, 2, 3), FloatMap.of(size, 6, 4, 2), all(size), Weight.INVERSE))
        .isEqualTo(new AffineFit(-2, 8));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void theFitFollowsAnAffineChangeOfThePrediction(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ImageSize size = new ImageSize(20, 20);
    float[] x = new float[size.pixels()];
    float[] changed = new float[size.pixels()];
    float[] y = new float[size.pixels()];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(1 << 12) / 4096f;
      changed[i] = 4 * x[i] + 0.5f; // exact
      y[i] = 2 + (float) random.nextDouble();
    }
    FloatMap ys = FloatMap.of(size, y);
    for (Weight weight : Weight.values()) {
      AffineFit fit = LeastAbsoluteDeviations.fit(FloatMap.of(size, x), ys, all(size), weight);
      AffineFit other =
          LeastAbsoluteDeviations.fit(FloatMap.of(size, changed), ys, all(size), weight);
      assertThat(other.scale() * 4).isCloseTo(fit.scale(), within(1e-6f));
      assertThat(other.shift() + 0.5f * other.scale()).isCloseTo(fit.shift(), within(1e-6f));
    }
  }

  private static PixelSet all(ImageSize size) {
    return PixelSet.of(size, Region.all(size), pixel -> true);
  }
}
