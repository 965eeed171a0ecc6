package org.tacheo.eval.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleMeansTest {
  /** The order decides the last bit: (0.1 + 0.2) + 0.3 is not 0.1 + (0.2 + 0.3). */
  @Test
  void sumsInTheOrderGiven() {
    double forward = (0.1 + 0.2 + 0.3) / 3;
    double backward = (0.3 + 0.2 + 0.1) / 3;
    assertThat(forward).isNotEqualTo(backward);
    assertThat(SampleMeans.of(List.of(scored(0.1), scored(0.2), scored(0.3))))
        .containsExactly(Map.entry("abs_rel", forward));
    assertThat(SampleMeans.of(List.of(scored(0.3), scored(0.2), scored(0.1))))
        .containsExactly(Map.entry("abs_rel", backward));
  }

  @Test
  void averagesOverTheSamplesThatHaveTheMetric() {
    Outcome.Scored both =
        new Outcome.Scored(100, Optional.empty(), Map.of("abs_rel", 3.0, "rmse", 7.0));
    assertThat(SampleMeans.of(List.of(scored(1), both)))
        .isEqualTo(Map.of("abs_rel", 2.0, "rmse", 7.0));
    assertThat(SampleMeans.of(List.of())).isEmpty();
  }

  private static Outcome.Scored scored(double error) {
    return new Outcome.Scored(100, Optional.empty(), Map.of("abs_rel", error));
  }
}
