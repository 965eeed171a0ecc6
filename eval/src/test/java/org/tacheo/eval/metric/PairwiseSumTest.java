package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairwiseSumTest {
  @Test
  void isNumpysToTheBit() {
    List<String[]> lines = NormalsFixture.lines("sum");
    for (String[] line : lines) {
      float[] values = values(Integer.parseInt(line[0]));
      float[] squares = values.clone();
      for (int i = 0; i < squares.length; i++) {
        squares[i] *= values[i];
      }
      assertThat(PairwiseSum.of(values)).as(line[0]).isEqualTo(NormalsFixture.bits32(line[1]));
      assertThat(PairwiseSum.of(squares)).as(line[0]).isEqualTo(NormalsFixture.bits32(line[2]));
      assertThat((float) ((double) PairwiseSum.of(values) / values.length))
          .as("mean of %s", line[0])
          .isEqualTo(NormalsFixture.bits32(line[3]));
    }
    assertThat(lines).hasSize(19);
  }

  @Test
  void nothingSumsToZero() {
    assertThat(PairwiseSum.of(new float[0])).isZero();
  }

  static float[] values(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) ((i * 7919L + 13) % 2001 / 37.0);
    }
    return values;
  }
}
