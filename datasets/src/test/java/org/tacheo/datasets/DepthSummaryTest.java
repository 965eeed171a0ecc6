package org.tacheo.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;

class DepthSummaryTest {
  private static DepthSummary of(Optional<Mask> valid, float... metres) {
    FloatMap map = FloatMap.of(new ImageSize(1, metres.length), metres);
    return DepthSummary.of(new GroundTruth.Depth(map, valid));
  }

  @Test
  void takesTheLowerMedianOfTheValidDepths() {
    DepthSummary summary = of(Optional.empty(), 4f, 0f, 1f, 3f, 2f, 0f, 0f, 0f);
    assertThat(summary.median()).hasValue(2.0);
    assertThat(summary.validShare()).isEqualTo(0.5);
  }

  @Test
  void countsOnlyWhatTheMaskDeclaresValid() {
    Mask mask = Mask.of(new ImageSize(1, 4), false, true, true, true);
    assertThat(of(Optional.of(mask), 1f, 2f, 3f, 4f).median()).hasValue(3.0);
  }

  @Test
  void hasNoMedianWithoutAValidPixel() {
    assertThat(of(Optional.empty(), 0f, 0f).median()).isEmpty();
    assertThat(of(Optional.empty(), 0f, 0f).validShare()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void agreesWithSorting(int seed) {
    Random random = new Random(seed);
    float[] metres = new float[1001 + seed];
    for (int i = 0; i < metres.length; i++) {
      metres[i] = (float) Math.exp(4 * random.nextGaussian());
    }
    float[] sorted = metres.clone();
    Arrays.sort(sorted);
    assertThat(of(Optional.empty(), metres).median()).hasValue(sorted[(sorted.length - 1) / 2]);
  }
}
