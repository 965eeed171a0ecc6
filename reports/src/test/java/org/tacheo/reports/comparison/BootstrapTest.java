package org.tacheo.reports.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.SpecException;

class BootstrapTest {
  /** 2^(1 - m) at most 1 - confidence: 1/8 and 1/16, 1/16 and 1/32, 1/64 and 1/128. */
  @ParameterizedTest
  @CsvSource({"90, 5", "95, 6", "99, 8", "50, 2"})
  void asksForSoManyScenesThatUnanimityIsNoChance(double confidence, int scenes) {
    assertThat(new Bootstrap(10_000, confidence, 1).fewestScenes()).isEqualTo(scenes);
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 100, percent from 50 to below 100",
    "10000, 49, percent from 50 to below 100",
    "10000, NaN, percent from 50 to below 100",
    "0, 95, expected 1 to 1000000",
    "1000001, 95, expected 1 to 1000000",
    "399, 95, ask for more resamples",
    "10000, 99.9, ask for more resamples",
    "19999, 99.9, ask for more resamples",
    "39999, 99.95, ask for more resamples"
  })
  void refusesWhatGivesNoInterval(int resamples, double confidence, String problem) {
    assertThatThrownBy(() -> new Bootstrap(resamples, confidence, 1))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(problem);
  }

  /** The last two are a little less than ten in binary. */
  @ParameterizedTest
  @CsvSource({"400, 95", "20000, 99.9", "40000, 99.95"})
  void takesTenResamplesBeyondEachBound(int resamples, double confidence) {
    assertThat(new Bootstrap(resamples, confidence, 1).resamples()).isEqualTo(resamples);
  }
}
