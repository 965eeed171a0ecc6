package org.tacheo.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Region;
import org.tacheo.eval.SteppedScene;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.metric.DepthMetric;
import org.tacheo.eval.result.Outcome;

/** Laws of the alignments and protocols beside Marigold's, and their rules for degenerate input. */
class FieldLawsTest {
  private static final ImageSize SIZE = new ImageSize(70, 80);
  private static final DepthRules RULES =
      new DepthRules(
          1e-3f,
          Float.POSITIVE_INFINITY,
          1e-3f,
          Float.POSITIVE_INFINITY,
          new DepthRules.Cut.Whole(),
          new DepthRules.Cut.Whole(),
          OptionalInt.empty(),
          DepthRules.Disparity.POSITIVE);

  @Test
  void mogeEqualsTheGoldenValues() {
    SteppedScene scene = SteppedScene.of("golden");
    MaskedDepth groundTruth = new MaskedDepth(RULES, depth(scene.groundTruth()), scene.mask(), 0);
    Map<String, Double> metrics =
        metrics(
            new PreparedMoge(groundTruth, Optional.empty())
                .score(
                    new Prediction.Depth(PredictionKind.METRIC_DEPTH, scene.prediction()),
                    Alignment.PER_CATEGORY)
                .outcome());
    // The reference sums float32.
    assertThat(metrics.get("depth_scale_invariant_rel"))
        .isCloseTo(0.022227060049772263, within(5e-9));
    assertThat(metrics.get("depth_scale_invariant_delta1"))
        .isCloseTo(0.96182781457901, within(6e-8));
    assertThat(metrics.get("depth_affine_invariant_rel"))
        .isCloseTo(0.022244611755013466, within(5e-9));
    // There scale and shift are solved in float32, here in double.
    assertThat(metrics.get("disparity_affine_invariant_rel"))
        .isCloseTo(0.03030913881957531, within(3e-8));
    assertThat(metrics.get("disparity_affine_invariant_delta1"))
        .isCloseTo(0.96182781457901, within(6e-8));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void underALogarithmicScaleRmseLogIsSilog(long seed) {
    Map<String, Double> metrics =
        metrics(prepared(metres(seed)).score(noisy(seed), Alignment.SCALE_LOG));
    assertThat(100 * metrics.getOrDefault("rmse_log", Double.NaN))
        .isCloseTo(metrics.getOrDefault("silog", Double.NaN), within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "PER_CATEGORY"})
  void aScaleOfThePredictionDoesNotMatter(Alignment alignment) {
    FloatMap prediction = noisy(5);
    requireClose(
        metrics(prepared(metres(5)).score(prediction, alignment)),
        metrics(prepared(metres(5)).score(changed(prediction, 4, 0), alignment)));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "LEAST_SQUARES",
        "LEAST_SQUARES_DISPARITY",
        "LEAST_ABSOLUTE",
        "LEAST_ABSOLUTE_RELATIVE",
        "MOGE_AFFINE"
      })
  void aShiftOfThePredictionDoesNotMatterWhereItIsFitted(Alignment alignment) {
    FloatMap prediction = noisy(6);
    requireClose(
        metrics(prepared(metres(6)).score(prediction, alignment)),
        metrics(prepared(metres(6)).score(changed(prediction, 1, 0.5f), alignment)));
  }

  private static void requireClose(Map<String, Double> one, Map<String, Double> other) {
    assertThat(one).isNotEmpty().containsOnlyKeys(other.keySet());
    one.forEach(
        (id, value) ->
            assertThat(other.getOrDefault(id, Double.NaN))
                .as(id)
                .isCloseTo(value, within(1e-4 * Math.max(value, 1e-2))));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"MOGE_SCALE", "MOGE_AFFINE", "PER_CATEGORY"})
  void theOrderOfThePixelsDoesNotMatter(Alignment alignment) {
    int[] order = permutation(SIZE.pixels(), 9);
    FloatMap metres = metres(9);
    FloatMap prediction = noisy(9);
    requireClose(
        metrics(prepared(metres).score(prediction, alignment)),
        metrics(prepared(permuted(metres, order)).score(permuted(prediction, order), alignment)));
  }

  @ParameterizedTest
  @EnumSource(names = {"METRIC_DEPTH", "SCALE_INVARIANT_DEPTH", "AFFINE_INVARIANT_DISPARITY"})
  void sharesAreSharesAndErrorsAreNotNegative(PredictionKind kind) {
    MaskedDepth groundTruth = masked(metres(11));
    Prediction prediction = new Prediction.Depth(kind, noisy(12));
    for (Prepared prepared :
        List.of(
            new PreparedMoge(groundTruth, Optional.empty()),
            new PreparedBoundaries(groundTruth),
            new PreparedDepth(List.of(DepthMetric.values()), groundTruth))) {
      Alignment alignment =
          prepared instanceof PreparedMoge
              ? Alignment.PER_CATEGORY
              : DepthProtocol.EIGEN.alignment(kind);
      Map<String, Double> metrics = metrics(prepared.score(prediction, alignment).outcome());
      assertThat(metrics).isNotEmpty();
      metrics.forEach(
          (id, value) ->
              assertThat(value)
                  .as(id)
                  .isBetween(0.0, id.contains("delta") || id.contains("f1") ? 1 : 1e9));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LEAST_ABSOLUTE", "LEAST_ABSOLUTE_RELATIVE", "MOGE_AFFINE", "LEAST_SQUARES"})
  void aConstantPredictionIsScoredAsAConstantDepth(Alignment alignment) {
    Outcome outcome = prepared(metres(1)).score(full(0.25f), alignment);
    assertThat(outcome).isInstanceOf(Outcome.Scored.class);
    if (outcome instanceof Outcome.Scored scored) {
      Outcome.Fit fit = scored.fit().orElseThrow();
      assertThat(fit.scale() * 0.25 + fit.shift()).isBetween(1.0, 9.0);
      assertThat(fit.scale() == 0).isEqualTo(alignment != Alignment.LEAST_SQUARES);
    }
  }

  @Test
  void zeroEverywhereHasNoMedianScale() {
    assertThat(prepared(metres(1)).score(full(0), Alignment.MEDIAN))
        .isEqualTo(
            new Outcome.Failed(
                "median gives scale Infinity and shift 0.0, expected finite ones; the prediction"
                    + " vanishes or overflows"));
    assertThat(prepared(metres(1)).score(full(0), Alignment.SCALE))
        .isInstanceOf(Outcome.Scored.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"SCALE_LOG", "LEAST_SQUARES_LOG", "LEAST_SQUARES_DISPARITY"})
  void nothingPositiveCannotBeFittedWhereOnlyThatIs(Alignment alignment) {
    assertThat(prepared(metres(1)).score(full(-1), alignment))
        .isEqualTo(new Outcome.Failed("no valid pixel to fit scale and shift on"));
  }

  @Test
  void underTheLogarithmWhatIsNotPositiveIsClipped() {
    FloatMap metres = metres(2);
    float[] values = metres.toArray();
    values[7] = -1;
    values[8] = 0;
    Map<String, Double> metrics =
        metrics(prepared(metres).score(FloatMap.of(SIZE, values), Alignment.LEAST_SQUARES_LOG));
    double expected =
        ((metres.at(7) - 1e-3) / metres.at(7) + (metres.at(8) - 1e-3) / metres.at(8))
            / SIZE.pixels();
    assertThat(metrics.get("abs_rel")).isCloseTo(expected, within(1e-6));
  }

  @Test
  void depthThatIsNotPositiveTakesNoPartInAFitOfDisparity() {
    FloatMap metres = metres(3);
    float[] values = metres.toArray();
    values[100] = -2;
    Outcome outcome =
        prepared(metres)
            .score(
                new Prediction.Depth(PredictionKind.METRIC_DEPTH, FloatMap.of(SIZE, values)),
                Alignment.LEAST_SQUARES_DISPARITY)
            .outcome();
    assertThat(outcome).isInstanceOf(Outcome.Scored.class);
    if (outcome instanceof Outcome.Scored scored) {
      assertThat(scored.fit().orElseThrow().scale()).isCloseTo(1, within(1e-5));
      assertThat(scored.fit().orElseThrow().shift()).isCloseTo(0, within(1e-5));
    }
  }

  private static PreparedDepth prepared(FloatMap metres) {
    return new PreparedDepth(DepthMetric.MARIGOLD, masked(metres));
  }

  private static MaskedDepth masked(FloatMap metres) {
    return new MaskedDepth(
        RULES,
        depth(metres),
        PixelSet.of(metres.size(), Region.all(metres.size()), pixel -> true),
        0);
  }

  private static GroundTruth.Depth depth(FloatMap metres) {
    return new GroundTruth.Depth(metres, Optional.empty());
  }

  private static Map<String, Double> metrics(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Scored.class);
    return outcome instanceof Outcome.Scored scored ? scored.metrics() : Map.of();
  }

  private static FloatMap metres(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[SIZE.pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(1, 9);
    }
    return FloatMap.owning(SIZE, values);
  }

  /** Near the depth of the same seed, times 0.3, plus 0.2; positive. */
  private static FloatMap noisy(long seed) {
    SplittableRandom random = new SplittableRandom(seed + 1000);
    float[] values = metres(seed).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.3 * values[i] * random.nextDouble(0.8, 1.2) + 0.2);
    }
    return FloatMap.owning(SIZE, values);
  }

  private static FloatMap full(float value) {
    float[] values = new float[SIZE.pixels()];
    Arrays.fill(values, value);
    return FloatMap.owning(SIZE, values);
  }

  private static FloatMap changed(FloatMap map, float scale, float shift) {
    float[] values = map.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = scale * values[i] + shift;
    }
    return FloatMap.owning(map.size(), values);
  }

  private static FloatMap permuted(FloatMap map, int[] order) {
    float[] values = new float[order.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = map.at(order[i]);
    }
    return FloatMap.owning(map.size(), values);
  }

  private static int[] permutation(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
