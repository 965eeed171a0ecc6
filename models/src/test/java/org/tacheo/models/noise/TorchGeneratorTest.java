package org.tacheo.models.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.models.Vectors;

class TorchGeneratorTest {
  private static final Vectors VECTORS = Vectors.of(TorchGeneratorTest.class, "noise.txt");

  static Stream<String> single() {
    return Stream.of(Arithmetic.values())
        .flatMap(arithmetic -> VECTORS.names(arithmetic + "/rand"));
  }

  @ParameterizedTest
  @MethodSource("single")
  void equalsTorchBitForBit(String name) {
    String[] parts = name.split("/", -1);
    TorchGenerator generator = generator(parts);
    int n = Integer.parseInt(parts[3]);
    float[] drawn = parts[1].equals("rand") ? generator.rand(n) : generator.randn(n);
    assertThat(VECTORS.written(name, drawn)).isEqualTo(VECTORS.text(name));
  }

  /** Small draws between large ones: what the last small one left must come first in the next. */
  @ParameterizedTest
  @EnumSource(Arithmetic.class)
  void continuesASequenceOfCallsAsTorchDoes(Arithmetic arithmetic) {
    Map<String, TorchGenerator> generators = new HashMap<>();
    VECTORS
        .names(arithmetic + "/sequence")
        .forEach(
            name -> {
              String[] parts = name.split("/", -1);
              TorchGenerator generator =
                  generators.computeIfAbsent(parts[2], seed -> generator(parts));
              float[] drawn = generator.randn(Integer.parseInt(parts[4]));
              assertThat(VECTORS.written(name, drawn)).as(name).isEqualTo(VECTORS.text(name));
            });
    assertThat(generators).hasSize(5);
  }

  @Test
  void takesTheLower32BitsOfTheSeedOnly() {
    assertThat(new TorchGenerator((7L << 32) + 42, Arithmetic.AVX).randn(20))
        .containsExactly(new TorchGenerator(42, Arithmetic.AVX).randn(20));
  }

  @Test
  void drawsNothingForNothing() {
    TorchGenerator generator = new TorchGenerator(1, Arithmetic.AVX);
    assertThat(generator.randn(0)).isEmpty();
    assertThat(generator.rand(3)).containsExactly(new TorchGenerator(1, Arithmetic.AVX).rand(3));
  }

  private static TorchGenerator generator(String[] parts) {
    return new TorchGenerator(Long.parseLong(parts[2]), Arithmetic.valueOf(parts[0]));
  }
}
