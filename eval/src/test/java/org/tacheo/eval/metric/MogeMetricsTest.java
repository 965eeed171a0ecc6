package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;
import org.tacheo.core.VectorMap;
import org.tacheo.eval.Reference;
import org.tacheo.eval.SteppedScene;

class MogeMetricsTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("org.tacheo.eval.SteppedScene#names")
  void agreesWithTheReference(String name) {
    SteppedScene scene = SteppedScene.of(name);
    String[] fields = Reference.field("moge", name);
    MogeMetrics depth =
        MogeMetrics.ofDepth(scene.prediction(7, -0.5f), scene.groundTruth(), scene.mask());
    // The reference sums float32 in an order of its own.
    assertThat(depth.rel()).isCloseTo(Double.parseDouble(fields[1]), relative(fields[1]));
    assertThat(depth.delta1()).isCloseTo(Double.parseDouble(fields[2]), within(6e-8));
    MogeMetrics points =
        MogeMetrics.ofPoints(
            SteppedScene.points(scene.prediction(7, 0), 100, 100),
            SteppedScene.points(scene.groundTruth(), 110, 115),
            scene.mask());
    assertThat(points.rel()).isCloseTo(Double.parseDouble(fields[3]), relative(fields[3]));
    assertThat(points.delta1()).isCloseTo(Double.parseDouble(fields[4]), within(6e-8));
  }

  private static Offset<Double> relative(String value) {
    return within(3e-7 * Double.parseDouble(value));
  }

  @Test
  void equalsTheGoldenValues() {
    SteppedScene scene = SteppedScene.of("golden");
    MogeMetrics scaled =
        MogeMetrics.ofDepth(
            scene.prediction((float) 6.959775447845459, 0), scene.groundTruth(), scene.mask());
    assertThat(scaled.rel()).isCloseTo(0.022227060049772263, within(5e-9));
    assertThat(scaled.delta1()).isCloseTo(0.96182781457901, within(6e-8));
    MogeMetrics affine =
        MogeMetrics.ofDepth(
            scene.prediction((float) 6.9556121826171875, (float) 0.000423431396484375),
            scene.groundTruth(),
            scene.mask());
    assertThat(affine.rel()).isCloseTo(0.022244611755013466, within(5e-9));
  }

  @Test
  void depthByHand() {
    // |2 - 1| / 1, |3 - 4| / 4, both over g + 1e-6; ratios 2 and 1.333
    ImageSize size = new ImageSize(1, 2);
    MogeMetrics metrics =
        MogeMetrics.ofDepth(FloatMap.of(size, 2, 3), FloatMap.of(size, 1, 4), all(size));
    assertThat(metrics.rel()).isCloseTo((1 / 1.000001 + 1 / 4.000001) / 2, within(1e-15));
    assertThat(metrics.delta1()).isZero();
  }

  @Test
  void aNegativePredictionCountsAsWithinLikeInTheReference() {
    ImageSize size = new ImageSize(1, 2);
    assertThat(
            MogeMetrics.ofDepth(FloatMap.of(size, -1, 0), FloatMap.of(size, 1, 1), all(size))
                .delta1())
        .isEqualTo(0.5);
  }

  @Test
  void pointsByHand() {
    // g = (0, 3, 4), p = (0, 3, 5): error 1, |g| 5, |p| root 34; 1 < 1.25
    ImageSize size = new ImageSize(1, 1);
    MogeMetrics metrics =
        MogeMetrics.ofPoints(
            VectorMap.owning(size, new float[] {0, 3, 5}),
            VectorMap.owning(size, new float[] {0, 3, 4}),
            all(size));
    assertThat(metrics.rel()).isCloseTo(1 / 5.000001, within(1e-15));
    assertThat(metrics.delta1()).isEqualTo(1);
  }

  private static PixelSet all(ImageSize size) {
    return PixelSet.of(size, Region.all(size), pixel -> true);
  }
}
