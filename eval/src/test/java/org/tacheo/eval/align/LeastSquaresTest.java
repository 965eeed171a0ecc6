package org.tacheo.eval.align;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;
import org.tacheo.eval.Reference;

class LeastSquaresTest {
  static Stream<String[]> numpy() {
    return Reference.lines("lstsq").stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("numpy")
  void agreesWithNumpyToOneUlp(
      String name,
      String count,
      String xs,
      String xo,
      String slope,
      String intercept,
      String ys,
      String scale,
      String shift) {
    ImageSize size = new ImageSize(1, Integer.parseInt(count));
    float[] x = new float[size.width()];
    float[] y = new float[size.width()];
    for (int i = 0; i < x.length; i++) {
      double clean = noise(i, 7919, 13) * Double.parseDouble(xs) + Double.parseDouble(xo);
      x[i] = (float) clean;
      y[i] =
          (float)
              (Double.parseDouble(slope) * clean
                  + Double.parseDouble(intercept)
                  + noise(i, 104729, 7) * Double.parseDouble(ys));
    }
    if (name.startsWith("large")) {
      x[0] = 1000; // an outlier, and the first of all
      y[0] = 0.5f;
    }
    AffineFit fit = LeastSquares.fit(FloatMap.of(size, x), FloatMap.of(size, y), all(size));
    assertThat(ulpsApart(fit.scale(), Reference.bits(scale))).as("scale").isLessThanOrEqualTo(1);
    assertThat(ulpsApart(fit.shift(), Reference.bits(shift))).as("shift").isLessThanOrEqualTo(1);
  }

  @Test
  void solvesTwoPointsByHand() {
    // (1, 5), (3, 9): slope 2, intercept 3
    ImageSize size = new ImageSize(1, 2);
    assertThat(LeastSquares.fit(FloatMap.of(size, 1, 3), FloatMap.of(size, 5, 9), all(size)))
        .isEqualTo(new AffineFit(2, 3));
  }

  @Test
  void takesTheLeastNormForAConstant() {
    // c = 2, mean y = 5: s = 2 * 5 / 5 = 2, t = 5 / 5 = 1
    ImageSize size = new ImageSize(1, 3);
    assertThat(LeastSquares.fit(FloatMap.of(size, 2, 2, 2), FloatMap.of(size, 4, 5, 6), all(size)))
        .isEqualTo(new AffineFit(2, 1));
  }

  @Test
  void looksAtItsPixelsOnly() {
    ImageSize size = new ImageSize(1, 4);
    FloatMap x = FloatMap.of(size, 1, 3, 100, Float.NaN);
    FloatMap y = FloatMap.of(size, 5, 9, -7, 1);
    assertThat(LeastSquares.fit(x, y, all(size).filter(pixel -> pixel < 2)))
        .isEqualTo(new AffineFit(2, 3));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void recoversAnAffineMapThatFloatsCanHold(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ImageSize size = new ImageSize(20, 30);
    float[] x = new float[size.pixels()];
    float[] y = new float[size.pixels()];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(1 << 12) / 4096f; // 12 bits, so that 3 x / 2 + 1/4 is exact
      y[i] = 1.5f * x[i] + 0.25f;
    }
    assertThat(LeastSquares.fit(FloatMap.of(size, x), FloatMap.of(size, y), all(size)))
        .isEqualTo(new AffineFit(1.5f, 0.25f));
  }

  private static PixelSet all(ImageSize size) {
    return PixelSet.of(size, Region.all(size), pixel -> true);
  }

  private static int ulpsApart(float a, float b) {
    return Math.abs(Float.floatToIntBits(a) - Float.floatToIntBits(b));
  }

  private static long noise(long i, long a, long b) {
    return (a * i + b) % 2001 - 1000;
  }
}
