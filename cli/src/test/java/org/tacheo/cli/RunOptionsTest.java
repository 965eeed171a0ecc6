package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.SpecException;
import picocli.CommandLine;

class RunOptionsTest {
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1025, 2000})
  void refusesNumbersOfThreadsThatNobodyCanMean(int threads) {
    RunOptions options = read("--threads=" + threads);
    assertThatThrownBy(options::threads)
        .isInstanceOf(SpecException.class)
        .hasMessage("--threads: expected 1 to 1024, got " + threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1024})
  void takesOthers(int threads) {
    assertThat(read("--threads=" + threads).threads()).isEqualTo(threads);
  }

  @Test
  void withoutCacheNothingOfEarlierRunsIsUsed() {
    assertThat(read("--no-cache").caches()).isEqualTo(Caches.NONE);
    assertThat(read("--quiet").caches()).isEqualTo(Caches.of(System.getenv()));
  }

  private static RunOptions read(String option) {
    return CommandLine.populateCommand(new RunOptions(), "--data=x", option);
  }
}
