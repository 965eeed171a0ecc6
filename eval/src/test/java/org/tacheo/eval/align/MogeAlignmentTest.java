package org.tacheo.eval.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;
import org.tacheo.core.VectorMap;
import org.tacheo.eval.Reference;
import org.tacheo.eval.SteppedScene;

class MogeAlignmentTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("org.tacheo.eval.SteppedScene#names")
  void takesThePixelsOfTheReference(String name) {
    String[] fields = Reference.field("solver", name);
    SteppedScene scene = SteppedScene.of(name);
    int[] pixels = MaskedNearest.pixels(scene.groundTruth().size(), scene.mask());
    long digest = 0;
    for (int i = 0; i < pixels.length; i++) {
      digest += (i + 1L) * pixels[i];
    }
    assertThat(pixels).hasSize(Integer.parseInt(fields[6]));
    assertThat(digest % 1000003).isEqualTo(Long.parseLong(fields[7]));
  }

  @Test
  void sumsOfTheGoldenIndicesAgree() {
    SteppedScene scene = SteppedScene.of("golden");
    int[] pixels = MaskedNearest.pixels(scene.groundTruth().size(), scene.mask());
    assertThat(pixels).hasSize(4096);
    assertThat(Arrays.stream(pixels).map(pixel -> pixel / 128).sum()).isEqualTo(194560);
    assertThat(Arrays.stream(pixels).map(pixel -> pixel % 128).sum()).isEqualTo(258552);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.tacheo.eval.SteppedScene#names")
  void depthFitsEqualTheReference(String name) {
    String[] fields = Reference.field("solver", name);
    SteppedScene scene = SteppedScene.of(name);
    int[] pixels = MaskedNearest.pixels(scene.groundTruth().size(), scene.mask());
    assertThat(MogeAlignment.depthScale(scene.prediction(), scene.groundTruth(), pixels))
        .isEqualTo(Float.parseFloat(fields[8]));
    AffineFit fit = MogeAlignment.depthAffine(scene.prediction(), scene.groundTruth(), pixels);
    assertThat(fit.scale()).isCloseTo(Float.parseFloat(fields[9]), ofFloat(fields[9]));
    assertThat(fit.shift()).isCloseTo(Float.parseFloat(fields[10]), within(2e-6f));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.tacheo.eval.SteppedScene#names")
  void pointFitsEqualTheReference(String name) {
    String[] fields = Reference.field("points", name);
    SteppedScene scene = SteppedScene.of(name);
    VectorMap prediction = SteppedScene.points(scene.prediction(), 100, 100);
    VectorMap groundTruth = SteppedScene.points(scene.groundTruth(), 110, 115);
    int[] pixels = MaskedNearest.pixels(groundTruth.size(), scene.mask());
    assertThat(MogeAlignment.pointScale(prediction, groundTruth, pixels).scale())
        .isCloseTo(Float.parseFloat(fields[1]), ofFloat(fields[1]));
    PointFit affine = MogeAlignment.pointAffine(prediction, groundTruth, pixels);
    assertThat(affine.scale()).isCloseTo(Float.parseFloat(fields[2]), ofFloat(fields[2]));
    assertThat(affine.x()).isCloseTo(Float.parseFloat(fields[3]), within(2e-6f));
    assertThat(affine.y()).isCloseTo(Float.parseFloat(fields[4]), within(2e-6f));
    assertThat(affine.z()).isCloseTo(Float.parseFloat(fields[5]), within(2e-6f));
    assertThat(MogeAlignment.pointShift(prediction, groundTruth, pixels))
        .isEqualTo(
            new PointFit(
                1,
                Float.parseFloat(fields[6]),
                Float.parseFloat(fields[7]),
                Float.parseFloat(fields[8])));
  }

  /** Two units in the last place of float32. */
  private static Offset<Float> ofFloat(String value) {
    return within(2 * Math.ulp(Float.parseFloat(value)));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void findsWhatTryingEveryAnchorFinds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int coordinates = seed % 2 == 0 ? 1 : 3;
    int n = 120;
    float[][] x = new float[coordinates][n];
    float[][] y = new float[coordinates][n];
    float[] w = new float[n];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < coordinates; c++) {
        x[c][i] = seed < 5 ? random.nextInt(20) / 8f : (float) random.nextDouble();
        y[c][i] = 2 * x[c][i] + (float) random.nextGaussian();
      }
      w[i] = (float) (0.5 + random.nextDouble());
    }
    AnchoredFit.Support support = new AnchoredFit(x, y, w).solve();
    double best = Double.POSITIVE_INFINITY;
    for (int k = 0; k < n; k++) {
      best = Math.min(best, lossOf(x, y, w, k));
    }
    assertThat(lossOf(x, y, w, support.anchor())).isCloseTo(best, within(1e-5 * best));
  }

  /** The least loss with this anchor: the least one over all lines through a second point. */
  private static double lossOf(float[][] x, float[][] y, float[] w, int k) {
    double best = Double.POSITIVE_INFINITY;
    for (int c = 0; c < x.length; c++) {
      for (int j = 0; j < w.length; j++) {
        if (x[c][j] != x[c][k]) {
          best =
              Math.min(best, loss(x, y, w, k, (y[c][j] - y[c][k]) / ((double) x[c][j] - x[c][k])));
        }
      }
    }
    return best;
  }

  private static double loss(float[][] x, float[][] y, float[] w, int k, double scale) {
    double sum = 0;
    for (int c = 0; c < x.length; c++) {
      for (int i = 0; i < w.length; i++) {
        if (x[c][i] != x[c][k]) {
          sum += w[i] * Math.abs(scale * (x[c][i] - x[c][k]) - (y[c][i] - y[c][k]));
        }
      }
    }
    return sum;
  }

  @Test
  void aConstantPredictionGetsScaleZeroAndTheWeightedMedian() {
    ImageSize size = new ImageSize(1, 3);
    FloatMap prediction = FloatMap.of(size, 5, 5, 5);
    FloatMap groundTruth = FloatMap.of(size, 1, 2, 8); // weights 1, 1/2, 1/8: the median is 1
    assertThat(MogeAlignment.depthAffine(prediction, groundTruth, new int[] {0, 1, 2}))
        .isEqualTo(new AffineFit(0, 1));
  }

  @Test
  void solvesTheWeightedMedianByHand() {
    // x 1 2 3 4, y 2 3 8 7, weights 1: ratios 2, 1.5, 2.67, 1.75 weighing 1, 2, 3, 4 of 10
    double[] values = {2, 1.5, 8 / 3.0, 1.75};
    double[] weights = {1, 2, 3, 4};
    assertThat(WeightedMedian.of(values, weights, 4)).isEqualTo(1.75);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void selectionFindsWhatSortingFinds(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 1 + random.nextInt(500);
    double[] values = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = seed % 2 == 0 ? random.nextInt(9) : random.nextGaussian();
      weights[i] = random.nextInt(4); // small integers: sums are exact
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
    double half = Arrays.stream(weights).sum() / 2;
    double below = 0;
    int at = 0;
    while (below + weights[order[at]] < half) {
      below += weights[order[at++]];
    }
    double expected = values[order[at]];
    assertThat(WeightedMedian.of(values.clone(), weights.clone(), n)).isEqualTo(expected);
  }

  @Test
  void aSmallMapIsNotEnlarged() {
    ImageSize size = new ImageSize(2, 3);
    PixelSet valid = PixelSet.of(size, Region.all(size), pixel -> pixel != 4);
    assertThat(Arrays.stream(MaskedNearest.pixels(size, valid)).distinct().boxed().toList())
        .doesNotContain(4)
        .contains(0, 1, 2, 3, 5);
  }
}
