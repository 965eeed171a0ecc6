package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;
import org.tacheo.eval.align.AffineFit;
import org.tacheo.eval.align.Alignment;

class DepthMetricTest {
  private static final ImageSize SIZE = new ImageSize(2, 2);

  @Test
  void everyMetricByHand() {
    Map<String, Double> metrics =
        metrics(FloatMap.of(SIZE, 1, 2, 4, 4), FloatMap.of(SIZE, 2, 2, 4, 5));
    // |q - g| = 1, 0, 0, 1; / g = 1/2, 0, 0, 1/5
    assertThat(metrics.get("abs_rel")).isEqualTo(0.7 / 4, within(1e-15));
    // squared / g = 1/2, 0, 0, 1/5
    assertThat(metrics.get("sq_rel")).isEqualTo(0.7 / 4, within(1e-15));
    assertThat(metrics.get("rmse")).isEqualTo(Math.sqrt(0.5), within(1e-15));
    // e = ln 1/2, 0, 0, ln 4/5
    double e1 = Math.log(0.5);
    double e2 = Math.log(0.8);
    assertThat(metrics.get("rmse_log"))
        .isEqualTo(Math.sqrt((e1 * e1 + e2 * e2) / 4), within(1e-15));
    assertThat(metrics.get("log10"))
        .isEqualTo((Math.log10(2) + Math.log10(1.25)) / 4, within(1e-15));
    double mean = (e1 + e2) / 4;
    assertThat(metrics.get("silog"))
        .isEqualTo(100 * Math.sqrt((e1 * e1 + e2 * e2) / 4 - mean * mean), within(1e-13));
    // ratios 2, 1, 1, 1.25: the last is not below 1.25
    assertThat(metrics.get("delta1")).isEqualTo(0.5);
    assertThat(metrics.get("delta2")).isEqualTo(0.75);
    assertThat(metrics.get("delta3")).isEqualTo(0.75);
    // 1/q - 1/g = 1/2, 0, 0, 1/20
    assertThat(metrics.get("i_rmse")).isEqualTo(Math.sqrt((0.25 + 0.0025) / 4), within(1e-15));
    assertThat(metrics.get("i_rmse_km"))
        .isEqualTo(1000 * Math.sqrt((0.25 + 0.0025) / 4), within(1e-12));
    assertThat(metrics.get("mae")).isEqualTo(0.5, within(1e-15));
    // only the ratio 2 is above 1.25; 1.25 itself is neither above nor below
    assertThat(metrics.get("bad_1_25")).isEqualTo(25);
    assertThat(metrics.get("abs_rel_percent")).isEqualTo(17.5, within(1e-13));
    // ((q - g) / g)^2 = 1/4, 0, 0, 1/25
    assertThat(metrics.get("sq_rel_percent")).isEqualTo(100 * 0.29 / 4, within(1e-13));
  }

  @Test
  void thresholdsAreHeldInFloat32() {
    // 1.0 / 0.8 is below 1.25 in double (0.8f is a little more than 0.8), exactly 1.25 in float32
    Map<String, Double> metrics =
        metrics(FloatMap.of(SIZE, 1, 1, 1, 1), FloatMap.of(SIZE, 0.8f, 0.8f, 0.8f, 1));
    assertThat(1.0 / (double) 0.8f).isLessThan(1.25);
    assertThat(metrics.get("delta1")).isEqualTo(0.25);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aPerfectPredictionHasNoErrorAtAll(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 1000; i++) {
      float[] depths = new float[4];
      for (int j = 0; j < 4; j++) {
        depths[j] = (float) random.nextDouble(1e-3, 80);
      }
      Map<String, Double> metrics = metrics(FloatMap.of(SIZE, depths), FloatMap.of(SIZE, depths));
      metrics.forEach(
          (id, value) -> assertThat(value).as(id).isEqualTo(id.startsWith("delta") ? 1 : 0));
    }
  }

  @ParameterizedTest(name = "ratio {0}")
  @ValueSource(floats = {0.5f, 0.75f, 1.125f, 1.5f, 1.75f, 4f})
  void aConstantRatioHasAClosedForm(float ratio) {
    FloatMap groundTruth = FloatMap.of(SIZE, 1, 2, 4, 8);
    Map<String, Double> metrics =
        metrics(FloatMap.of(SIZE, ratio, 2 * ratio, 4 * ratio, 8 * ratio), groundTruth);
    double symmetric = Math.max(ratio, 1 / ratio);
    assertThat(metrics.get("abs_rel")).isEqualTo(Math.abs(ratio - 1), within(1e-15));
    assertThat(metrics.get("rmse_log")).isEqualTo(Math.abs(Math.log(ratio)), within(1e-15));
    assertThat(metrics.get("silog")).isEqualTo(0, within(1e-5));
    assertThat(metrics.get("delta1")).isEqualTo(symmetric < 1.25 ? 1 : 0);
    assertThat(metrics.get("delta2")).isEqualTo(symmetric < 1.5625 ? 1 : 0);
    assertThat(metrics.get("delta3")).isEqualTo(symmetric < 1.953125 ? 1 : 0);
  }

  @Test
  void givesNothingWhereAPredictionIsNotFinite() {
    FloatMap groundTruth = FloatMap.of(SIZE, 1, 1, 1, 1);
    assertThat(metrics(FloatMap.of(SIZE, 1, Float.NaN, 1, 1), groundTruth)).isEmpty();
    assertThat(metrics(FloatMap.of(SIZE, 1, 1, Float.POSITIVE_INFINITY, 1), groundTruth)).isEmpty();
    assertThat(metrics(FloatMap.of(SIZE, 1, 1, 1, Float.NEGATIVE_INFINITY), groundTruth)).isEmpty();
  }

  @Test
  void disparityIsFlooredBeforeItIsInverted() {
    AlignedDepth aligned =
        new AlignedDepth(
            FloatMap.of(SIZE, -1, 0.5f, 4, 1e-4f),
            AffineFit.IDENTITY,
            Alignment.LEAST_SQUARES_DISPARITY,
            1e-3f,
            Float.POSITIVE_INFINITY);
    assertThat(aligned.depth(aligned.raw(0))).isEqualTo(1 / 1e-3f);
    assertThat(aligned.depth(aligned.raw(1))).isEqualTo(2);
    assertThat(aligned.depth(aligned.raw(2))).isEqualTo(0.25f);
    assertThat(aligned.depth(aligned.raw(3))).isEqualTo(1 / 1e-3f);
  }

  @Test
  void depthIsAlignedFirstAndClippedThen() {
    AlignedDepth aligned =
        new AlignedDepth(
            FloatMap.of(SIZE, -5, 0, 1, 9),
            new AffineFit(2, 1),
            Alignment.LEAST_SQUARES,
            1e-3f,
            10);
    assertThat(aligned.depth(aligned.raw(0))).isEqualTo(1e-3f);
    assertThat(aligned.depth(aligned.raw(1))).isEqualTo(1);
    assertThat(aligned.depth(aligned.raw(2))).isEqualTo(3);
    assertThat(aligned.depth(aligned.raw(3))).isEqualTo(10);
  }

  private static Map<String, Double> metrics(FloatMap prediction, FloatMap groundTruth) {
    return DepthMetric.all(
        List.of(DepthMetric.values()),
        new AlignedDepth(
            prediction, AffineFit.IDENTITY, Alignment.NONE, 0, Float.POSITIVE_INFINITY),
        groundTruth,
        PixelSet.of(SIZE, Region.all(SIZE), pixel -> true));
  }
}
