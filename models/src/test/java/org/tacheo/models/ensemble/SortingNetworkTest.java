package org.tacheo.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SortingNetworkTest {
  static IntStream wires() {
    return IntStream.rangeClosed(1, 13);
  }

  /** By the zero-one principle this proves it for all numbers. */
  @ParameterizedTest
  @MethodSource("wires")
  void findsEveryRankOfAllZerosAndOnes(int wires) {
    for (int rank = 0; rank < wires; rank++) {
      float[][] inputs = new float[wires][1 << wires];
      float[] expected = new float[1 << wires];
      for (int pattern = 0; pattern < expected.length; pattern++) {
        for (int w = 0; w < wires; w++) {
          inputs[w][pattern] = pattern >> w & 1;
        }
        expected[pattern] = rank >= wires - Integer.bitCount(pattern) ? 1 : 0;
      }
      SortingNetwork.selecting(rank, wires).run(inputs, expected.length);
      assertThat(inputs[rank]).isEqualTo(expected);
    }
  }

  @Test
  void findsTheMedianOfFifty() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] inputs = new float[50][1];
    float[] sorted = new float[50];
    for (int w = 0; w < sorted.length; w++) {
      inputs[w][0] = (float) random.nextDouble();
      sorted[w] = inputs[w][0];
    }
    Arrays.sort(sorted);
    SortingNetwork.selecting(24, 50).run(inputs, 1);
    assertThat(inputs[24][0]).isEqualTo(sorted[24]);
  }

  @Test
  void leavesPixelsBeyondTheRunAlone() {
    float[][] inputs = {{2, 2}, {1, 1}};
    SortingNetwork.selecting(0, 2).run(inputs, 1);
    assertThat(inputs[0]).containsExactly(1, 2);
  }

  @Test
  void omitsWhatTheRankDoesNotDependOn() {
    assertThat(SortingNetwork.selecting(0, 8).size()).isEqualTo(7);
  }
}
