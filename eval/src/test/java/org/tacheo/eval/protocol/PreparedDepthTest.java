package org.tacheo.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PredictionKind;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.result.Outcome;

/**
 * Degenerate cases, each with its written rule (docs/protocols.md), and laws that hold for any
 * prediction.
 */
class PreparedDepthTest {
  private static final ImageSize SIZE = new ImageSize(24, 32);

  @Test
  void aConstantPredictionScoresAsTheMeanDepth() {
    float[] constant = new float[SIZE.pixels()];
    Arrays.fill(constant, 0.25f);
    FloatMap metres = random(7, 1, 9);
    Outcome.Scored scored =
        scored(prepare(metres).score(FloatMap.owning(SIZE, constant), Alignment.LEAST_SQUARES));
    double mean = 0;
    for (float value : metres.toArray()) {
      mean += value / (double) SIZE.pixels();
    }
    assertThat(scored.fit().orElseThrow().scale() * 0.25 + scored.fit().orElseThrow().shift())
        .isEqualTo(mean, within(1e-6));
    assertThat(scored.fit().orElseThrow().shift())
        .isEqualTo(mean / (0.25 * 0.25 + 1), within(1e-6));
  }

  @Test
  void failsWhenNoPixelIsValid() {
    assertFailed(
        prepare(FloatMap.of(SIZE, new float[SIZE.pixels()]))
            .score(random(1, 0, 1), Alignment.LEAST_SQUARES),
        "no valid pixel in the ground truth");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void failsWhereAPredictionOnAValidPixelIsNotFinite(float bad) {
    float[] prediction = random(2, 0, 1).toArray();
    prediction[5 * 32 + 7] = bad;
    for (Alignment alignment : Alignment.legal(PredictionKind.METRIC_DEPTH)) {
      assertFailed(
          prepare(random(3, 1, 9)).score(FloatMap.of(SIZE, prediction), alignment),
          "prediction is " + bad + " at row 5, column 7");
    }
  }

  @Test
  void neverLooksOutsideTheMask() {
    float[] metres = random(3, 1, 9).toArray();
    float[] prediction = random(2, 0, 1).toArray();
    metres[17] = 0;
    PreparedDepth prepared = prepare(FloatMap.of(SIZE, metres));
    Outcome clean = prepared.score(FloatMap.of(SIZE, prediction), Alignment.LEAST_SQUARES);
    prediction[17] = Float.NaN;
    assertThat(prepared.score(FloatMap.of(SIZE, prediction), Alignment.LEAST_SQUARES))
        .isEqualTo(clean)
        .isInstanceOf(Outcome.Scored.class);
  }

  @Test
  void failsForAnotherSize() {
    FloatMap small = FloatMap.of(new ImageSize(12, 16), new float[192]);
    assertFailed(
        prepare(random(1, 1, 9)).score(small, Alignment.LEAST_SQUARES),
        "prediction is [12, 16], expected [24, 32]");
  }

  @Test
  void scoresANegativeScaleAndShowsIt() {
    FloatMap metres = random(4, 1, 9);
    float[] inverted = metres.toArray();
    for (int i = 0; i < inverted.length; i++) {
      inverted[i] = 1 - inverted[i] / 10;
    }
    Outcome.Scored scored =
        scored(prepare(metres).score(FloatMap.owning(SIZE, inverted), Alignment.LEAST_SQUARES));
    assertThat(scored.fit().orElseThrow().scale()).isEqualTo(-10, within(1e-4));
    assertThat(scored.metrics().get("delta1")).isEqualTo(1);
  }

  @Test
  void failsForDisparityThatIsNowherePositive() {
    assertFailed(
        prepare(random(4, 1, 9)).score(random(5, -2, -1), Alignment.LEAST_SQUARES_DISPARITY),
        "no valid pixel to fit scale and shift on");
  }

  /** The fit looks at every other column only, so that it does not see the outlier. */
  @Test
  void failsWhenTheAlignedPredictionOverflows() {
    ImageSize wide = new ImageSize(1, 2048);
    float[] metres = new float[2048];
    float[] prediction = new float[2048];
    for (int i = 0; i < 2048; i++) {
      metres[i] = 1 + i % 64;
      prediction[i] = metres[i] / 100;
    }
    prediction[7] = Float.MAX_VALUE;
    GroundTruth.Depth groundTruth =
        new GroundTruth.Depth(FloatMap.owning(wide, metres), Optional.empty());
    assertFailed(
        DepthProtocol.MARIGOLD
            .prepare("eth3d", groundTruth)
            .score(FloatMap.owning(wide, prediction), Alignment.LEAST_SQUARES),
        ": the aligned prediction overflows (scale 100.0, shift ");
  }

  @Test
  void withoutAlignmentThePredictionIsTakenAsMetres() {
    FloatMap metres = random(8, 1, 9);
    Outcome.Scored scored = scored(prepare(metres).score(metres, Alignment.NONE));
    assertThat(scored.fit().orElseThrow().scale()).isEqualTo(1);
    assertThat(scored.fit().orElseThrow().shift()).isEqualTo(0);
    assertThat(scored.metrics().get("abs_rel")).isZero();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void anAffineChangeOfThePredictionChangesNothing(long seed) {
    PreparedDepth prepared = prepare(random(seed, 1, 9));
    FloatMap prediction = random(seed + 100, 0, 1);
    float[] changed = prediction.toArray();
    for (int i = 0; i < changed.length; i++) {
      changed[i] = changed[i] * 4 + 2; // exact in float32 up to the last bits of small values
    }
    Outcome.Scored before = scored(prepared.score(prediction, Alignment.LEAST_SQUARES));
    Outcome.Scored after =
        scored(prepared.score(FloatMap.owning(SIZE, changed), Alignment.LEAST_SQUARES));
    before
        .metrics()
        .forEach(
            (id, value) ->
                assertThat(after.metrics().get(id)).as(id).isEqualTo(value, within(3e-6 * value)));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {21, 22, 23, 24})
  void theOrderOfThePixelsDoesNotMatter(long seed) {
    float[] metres = random(seed, 1, 9).toArray();
    float[] prediction = random(seed + 100, 0, 1).toArray();
    Outcome.Scored before =
        scored(
            prepare(FloatMap.of(SIZE, metres))
                .score(FloatMap.of(SIZE, prediction), Alignment.LEAST_SQUARES));
    SplittableRandom shuffle = new SplittableRandom(seed);
    for (int i = metres.length - 1; i > 0; i--) {
      int j = shuffle.nextInt(i + 1);
      float swap = metres[i];
      metres[i] = metres[j];
      metres[j] = swap;
      swap = prediction[i];
      prediction[i] = prediction[j];
      prediction[j] = swap;
    }
    Outcome.Scored after =
        scored(
            prepare(FloatMap.of(SIZE, metres))
                .score(FloatMap.of(SIZE, prediction), Alignment.LEAST_SQUARES));
    before
        .metrics()
        .forEach(
            (id, value) ->
                assertThat(after.metrics().get(id)).as(id).isEqualTo(value, within(1e-12 * value)));
  }

  @ParameterizedTest
  @EnumSource(value = Alignment.class, mode = EnumSource.Mode.EXCLUDE, names = "PER_CATEGORY")
  void deltasAreOrderedAndErrorsNotNegative(Alignment alignment) {
    for (long seed = 31; seed < 51; seed++) {
      Outcome.Scored scored =
          scored(prepare(random(seed, 1, 9)).score(random(seed + 100, 0.1, 1), alignment));
      assertThat(scored.metrics().get("delta1")).isBetween(0.0, scored.metrics().get("delta2"));
      assertThat(scored.metrics().get("delta3")).isBetween(scored.metrics().get("delta2"), 1.0);
      assertThat(scored.metrics().values()).allMatch(value -> value >= 0);
    }
  }

  private static PreparedDepth prepare(FloatMap metres) {
    return DepthProtocol.MARIGOLD.prepare(
        "scannet", new GroundTruth.Depth(metres, Optional.empty()));
  }

  private static FloatMap random(long seed, double low, double high) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[SIZE.pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(low, high);
    }
    return FloatMap.owning(SIZE, values);
  }

  private static Outcome.Scored scored(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Scored.class);
    return (Outcome.Scored) outcome;
  }

  private static void assertFailed(Outcome outcome, String reason) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcome).reason()).contains(reason);
  }
}
