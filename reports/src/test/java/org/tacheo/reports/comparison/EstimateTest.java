package org.tacheo.reports.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tacheo.eval.result.MetricInfo;

class EstimateTest {
  private static final MetricInfo ERROR = new MetricInfo("abs_rel", "AbsRel", "ratio", false);
  private static final MetricInfo SHARE = new MetricInfo("delta1", "δ1", "fraction", true);
  private static final Bootstrap USUAL = new Bootstrap(1000, 95, 1);

  /**
   * Scenes of 1 and 3 images with the means 2 and 6 against 1 and 1. Drawn are both scenes (mean 20
   * / 4 = 5), the first twice (2) or the second twice (6), each of the last two in a quarter of all
   * resamples, so that they are the percentiles 2.5 and 97.5.
   */
  @Test
  void averagesTheImagesOfDrawnScenesAsOftenAsTheyWereDrawn() {
    PairedScores scores = scores(List.of("a", "b", "b", "b"), of(2, 5, 6, 7), of(1, 1, 1, 1));
    Estimate estimate = Estimate.of(scores, ERROR, USUAL);
    assertThat(estimate.meanA()).isEqualTo(5);
    assertThat(estimate.meanB()).isEqualTo(1);
    assertThat(ratio(estimate)).isEqualTo(new Estimate.Ranged(5, some(2, 6)));
    assertThat(estimate.difference()).isEqualTo(new Estimate.Ranged(4, some(1, 5)));
    assertThat(estimate.scenes()).isEqualTo(2);
    assertThat(estimate.images()).isEqualTo(4);
  }

  /** Resamples move both means a lot and their ratio not at all: what pairing is for. */
  @Test
  void aConstantRatioHasNoWidth() {
    double[] b = of(0.1, 0.9, 0.3, 0.5, 0.7, 0.2, 0.4);
    double[] a = IntStream.range(0, b.length).mapToDouble(i -> 2 * b[i]).toArray();
    Estimate estimate = Estimate.of(scores(names(7), a, b), ERROR, USUAL);
    // Doubling is exact.
    assertThat(ratio(estimate)).isEqualTo(new Estimate.Ranged(2, some(2, 2)));
    Interval difference = estimate.difference().interval().orElseThrow();
    assertThat(difference.high() - difference.low()).isGreaterThan(0.2);
    assertThat(estimate.verdict()).isEqualTo(Estimate.Verdict.B_BETTER);
    assertThat(estimate.scenesBetter()).isZero();
  }

  @Test
  void higherIsBetterWhereTheMetricSaysSo() {
    double[] a = of(0.9, 0.8, 0.9, 0.95, 0.85, 0.9);
    double[] b = of(0.5, 0.6, 0.4, 0.5, 0.55, 0.5);
    Estimate share = Estimate.of(scores(names(6), a, b), SHARE, USUAL);
    Estimate error = Estimate.of(scores(names(6), a, b), ERROR, USUAL);
    assertThat(share.verdict()).isEqualTo(Estimate.Verdict.A_BETTER);
    assertThat(share.scenesBetter()).isEqualTo(6);
    assertThat(error.verdict()).isEqualTo(Estimate.Verdict.B_BETTER);
    assertThat(error.scenesBetter()).isZero();
  }

  @Test
  void changesSidesWithTheOrderOfThePair() {
    double[] a = of(0.1, 0.3, 0.2, 0.4, 0.3, 0.2, 0.1, 0.5);
    double[] b = of(0.2, 0.4, 0.1, 0.6, 0.5, 0.4, 0.3, 0.5);
    Estimate one = Estimate.of(scores(names(8), a, b), ERROR, USUAL);
    Estimate other = Estimate.of(scores(names(8), b, a), ERROR, USUAL);
    // Draws are the same, so that differences are the same but for their sign, and the percentiles
    // but for the rounding of an interpolation.
    Interval interval = one.difference().interval().orElseThrow();
    Interval mirrored = other.difference().interval().orElseThrow();
    assertThat(mirrored.low()).isCloseTo(-interval.high(), within(1e-15));
    assertThat(mirrored.high()).isCloseTo(-interval.low(), within(1e-15));
    assertThat(one.scenesBetter()).isEqualTo(6);
    assertThat(other.scenesBetter()).isEqualTo(1);
    assertThat(one.scenesTied()).isEqualTo(1);
    assertThat(one.verdict()).isEqualTo(Estimate.Verdict.A_BETTER);
    assertThat(other.verdict()).isEqualTo(Estimate.Verdict.B_BETTER);
  }

  @Test
  void equalScoresAreNotSignificant() {
    double[] values = of(0.1, 0.3, 0.2, 0.4, 0.3, 0.2);
    Estimate estimate = Estimate.of(scores(names(6), values, values), ERROR, USUAL);
    assertThat(ratio(estimate)).isEqualTo(new Estimate.Ranged(1, some(1, 1)));
    assertThat(estimate.scenesTied()).isEqualTo(6);
    assertThat(estimate.verdict()).isEqualTo(Estimate.Verdict.NOT_SIGNIFICANT);
  }

  /** Five scenes agree by chance in 1 of 16 cases. */
  @Test
  void fiveScenesAreTooFewForAVerdictHoweverClear() {
    Estimate estimate =
        Estimate.of(scores(names(5), of(1, 2, 1, 2, 1), of(9, 8, 9, 8, 9)), ERROR, USUAL);
    assertThat(estimate.verdict()).isEqualTo(Estimate.Verdict.TOO_FEW_SCENES);
    assertThat(ratio(estimate).interval().orElseThrow().high()).isLessThan(1);
  }

  @Test
  void oneSceneHasNoInterval() {
    Estimate estimate = Estimate.of(scores(List.of("a", "a"), of(1, 2), of(2, 2)), ERROR, USUAL);
    assertThat(estimate.ratio()).contains(new Estimate.Ranged(0.75, Optional.empty()));
    assertThat(estimate.difference().interval()).isEmpty();
    assertThat(estimate.verdict()).isEqualTo(Estimate.Verdict.TOO_FEW_SCENES);
  }

  /** One scene in eight has a positive value: some resample draws none of it. */
  @Test
  void withoutARatioTheDifferenceDecides() {
    double[] rare = of(0, 0, 0, 0, 0, 0, 0, 0.1);
    double[] high = of(0.5, 0.4, 0.6, 0.5, 0.4, 0.6, 0.5, 0.4);
    Estimate estimate = Estimate.of(scores(names(8), high, rare), SHARE, USUAL);
    assertThat(estimate.ratio()).isEmpty();
    assertThat(estimate.verdict()).isEqualTo(Estimate.Verdict.A_BETTER);
  }

  @Test
  void anotherSeedMovesTheIntervalAndNothingElse() {
    double[] a = of(0.11, 0.32, 0.23, 0.44, 0.35, 0.26);
    double[] b = of(0.21, 0.31, 0.18, 0.52, 0.37, 0.41);
    Estimate one = Estimate.of(scores(names(6), a, b), ERROR, USUAL);
    Estimate other = Estimate.of(scores(names(6), a, b), ERROR, new Bootstrap(1000, 95, 2));
    assertThat(Estimate.of(scores(names(6), a, b), ERROR, USUAL)).isEqualTo(one);
    assertThat(ratio(other).value()).isEqualTo(ratio(one).value());
    assertThat(ratio(other).interval()).isNotEqualTo(ratio(one).interval());
  }

  private static Estimate.Ranged ratio(Estimate estimate) {
    return estimate.ratio().orElseThrow();
  }

  private static Optional<Interval> some(double low, double high) {
    return Optional.of(new Interval(low, high));
  }

  private static PairedScores scores(List<String> scenes, double[] a, double[] b) {
    return new PairedScores(Scenes.of(scenes, Scenes.Drawn.SCENES), a, b);
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  private static double[] of(double... values) {
    return values;
  }
}
