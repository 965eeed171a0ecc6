package org.tacheo.models.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.models.Vectors;

class PythonRandomTest {
  private static final Vectors VECTORS = Vectors.of(PythonRandomTest.class, "noise.txt");

  static Stream<String> seeds() {
    return VECTORS.names("python/").map(name -> name.substring("python/".length()));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void equalsPythonBitForBit(String seed) {
    PythonRandom random = new PythonRandom(Long.parseLong(seed));
    for (double expected : VECTORS.doubles("python/" + seed)) {
      assertThat(expected < 1 ? random.random() : random.uniform(2, 4)).isEqualTo(expected);
    }
  }

  @Test
  void staysEqualWhenTheStateIsRenewed() {
    PythonRandom random = new PythonRandom(3);
    for (int i = 0; i < 1000; i++) {
      assertThat(random.random()).isBetween(0.0, 1.0);
    }
    assertThat(random.random()).isEqualTo(VECTORS.doubles("python-after-1000/3")[0]);
  }
}
