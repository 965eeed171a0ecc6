package org.tacheo.reports.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitMix64Test {
  /** What splitmix64.c of Sebastiano Vigna gives for the seed 1234567. */
  @Test
  void givesThePublishedSequence() {
    SplitMix64 random = new SplitMix64(1234567);
    for (String expected :
        new String[] {
          "6457827717110365317",
          "3203168211198807973",
          "9817491932198370423",
          "4593380528125082431",
          "16408922859458223821"
        }) {
      assertThat(Long.toUnsignedString(random.next())).isEqualTo(expected);
    }
  }

  /** The JDK's generator is the same today, though it does not promise it. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, 20_261_122})
  void givesWhatAnotherImplementationGives(long seed) {
    SplittableRandom other = new SplittableRandom(seed);
    SplitMix64 random = new SplitMix64(seed);
    for (int i = 0; i < 100; i++) {
      assertThat(random.next()).isEqualTo(other.nextLong());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 128, 654})
  void drawsEveryIndexAboutAsOften(int bound) {
    SplitMix64 random = new SplitMix64(bound);
    int each = 2000;
    int[] counts = new int[bound];
    for (int i = 0; i < each * bound; i++) {
      counts[random.below(bound)]++;
    }
    // Binomial with a mean of 2000 and a deviation of at most 45: six of them.
    assertThat(IntStream.of(counts)).allMatch(count -> Math.abs(count - each) <= 270);
  }

  /** The largest real below 1, times any bound, must not round up to the bound. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 129, 1_000_003, Integer.MAX_VALUE})
  void neverDrawsTheBoundItself(int bound) {
    assertThat((int) (0x1.fffffffffffffp-1 * bound)).isEqualTo(bound - 1);
  }
}
