package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PooledErrorsTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void agreesWithSortingEverything(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<float[]> samples = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      samples.add(random(random, random.nextInt(3000)));
    }
    check(samples);
  }

  @Test
  void theMiddleOfAnEvenNumberMayLieInTwoBins() {
    check(List.of(new float[] {1, 100}, new float[] {2, 90}));
    check(List.of(new float[] {0, 180}));
    check(List.of(new float[] {0, 0, 0}, new float[] {180, 180, 180}));
  }

  @Test
  void aSampleWithoutAPixelChangesNothing() {
    check(List.of(new float[0], new float[] {7, 3, 5}, new float[0]));
  }

  @Test
  void equalErrorsAreCountedEach() {
    check(List.of(new float[] {5, 5, 5, 5, 5}, new float[] {4, 4, 6}));
  }

  @Test
  void thresholdsAreStrict() {
    float[] edges = {5, 7.5f, 11.25f, 22.5f, 30};
    ErrorSummary summary = pooled(List.of(edges));
    assertThat(
            new long[] {
              summary.below5(),
              summary.below7(),
              summary.below11(),
              summary.below22(),
              summary.below30()
            })
        .containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void theOrderOfTheSamplesMovesNothingBeyondRounding() {
    SplittableRandom random = new SplittableRandom(9);
    float[] one = random(random, 1000);
    float[] other = random(random, 2000);
    ErrorSummary forth = pooled(List.of(one, other));
    ErrorSummary back = pooled(List.of(other, one));
    assertThat(back.median()).isEqualTo(forth.median());
    assertThat(back.sum()).isEqualTo(forth.sum(), within(1e-12 * forth.sum()));
    assertThat(back.below11()).isEqualTo(forth.below11());
  }

  @Test
  void refusesToPoolNothing() {
    assertThatThrownBy(() -> pooled(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pooled(List.of(new float[0])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void check(List<float[]> samples) {
    ErrorSummary summary = pooled(samples);
    int n = samples.stream().mapToInt(sample -> sample.length).sum();
    float[] sorted = new float[n];
    int at = 0;
    for (float[] sample : samples) {
      System.arraycopy(sample, 0, sorted, at, sample.length);
      at += sample.length;
    }
    Arrays.sort(sorted);
    double sum = 0;
    double squares = 0;
    int below = 0;
    for (float error : sorted) {
      sum += error;
      squares += (double) error * error;
      below += error < 11.25f ? 1 : 0;
    }
    assertThat(summary.n()).isEqualTo(n);
    assertThat(summary.median()).isEqualTo(((double) sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
    assertThat(summary.sum()).isEqualTo(sum, within(1e-12 * sum));
    assertThat(summary.squares()).isEqualTo(squares, within(1e-12 * squares));
    assertThat(summary.below11()).isEqualTo(below);
  }

  private static ErrorSummary pooled(List<float[]> samples) {
    return PooledErrors.summary(() -> samples.stream().map(PixelErrors::of));
  }

  private static float[] random(SplittableRandom random, int n) {
    float[] degrees = new float[n];
    for (int i = 0; i < n; i++) {
      degrees[i] = (float) Math.min(180, -12 * Math.log(1 - random.nextDouble()));
    }
    return degrees;
  }

  @Test
  void closesWhatItReads() {
    int[] closed = {0};
    PooledErrors.summary(
        () -> Stream.of(PixelErrors.of(new float[] {1})).onClose(() -> closed[0]++));
    assertThat(closed[0]).isEqualTo(2);
  }
}
