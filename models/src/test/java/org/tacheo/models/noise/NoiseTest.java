package org.tacheo.models.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.ImageSize;
import org.tacheo.models.Vectors;

class NoiseTest {
  private static final Vectors VECTORS = Vectors.of(NoiseTest.class, "noise.txt");
  private static final ImageSize SIZE = new ImageSize(3, 5);

  static Stream<String> pyramids() {
    return VECTORS.names("pyramid/");
  }

  @ParameterizedTest
  @MethodSource("pyramids")
  void buildsThePyramidOfTheReferenceBitForBit(String name) {
    String[] parts = name.split("/", -1);
    String[] shape = parts[2].split("x", -1);
    long seed = Long.parseLong(parts[1]);
    float[] noise =
        Noise.draw(
            NoiseKind.PYRAMID,
            new TorchGenerator(seed, Arithmetic.AVX),
            new PythonRandom(seed),
            Integer.parseInt(shape[0]),
            Integer.parseInt(shape[1]),
            new ImageSize(Integer.parseInt(shape[2]), Integer.parseInt(shape[3])));
    assertThat(VECTORS.written(name, noise)).isEqualTo(VECTORS.text(name));
  }

  @Test
  void drawsAllMembersAtOnce() {
    assertThat(draw(NoiseKind.GAUSSIAN))
        .containsExactly(new TorchGenerator(7, Arithmetic.AVX).randn(2 * 4 * 15));
  }

  @Test
  void drawsNothingForZeros() {
    TorchGenerator generator = new TorchGenerator(7, Arithmetic.AVX);
    assertThat(Noise.draw(NoiseKind.ZEROS, generator, new PythonRandom(7), 2, 4, SIZE))
        .hasSize(2 * 4 * 15)
        .containsOnly(0);
    assertThat(generator.rand(1)).containsExactly(new TorchGenerator(7, Arithmetic.AVX).rand(1));
  }

  private static float[] draw(NoiseKind kind) {
    return Noise.draw(kind, new TorchGenerator(7, Arithmetic.AVX), new PythonRandom(7), 2, 4, SIZE);
  }
}
