package org.tacheo.models.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.SpecException;
import org.tacheo.core.TacheoException;
import org.tacheo.models.Vectors;

class ProcessingSizeTest {
  private static final Vectors VECTORS = Vectors.of(ProcessingSizeTest.class, "resample.txt");

  static Stream<String> sizes() {
    return Stream.of(ProcessingSize.values()).flatMap(rule -> VECTORS.names("size/" + rule + "/"));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void equalsPython(String name) {
    String[] parts = name.split("/", -1);
    ProcessingSize rule = ProcessingSize.valueOf(parts[1]);
    ImageSize size = Rasters.size(parts[2]);
    int resolution = Integer.parseInt(parts[3]);
    String expected = VECTORS.text(name);
    if (expected.endsWith("x0") || expected.startsWith("0x")) {
      assertThatThrownBy(() -> rule.of(size, resolution))
          .isInstanceOf(TacheoException.class)
          .hasMessageContaining("no pixels left");
    } else {
      assertThat(rule.of(size, resolution)).isEqualTo(Rasters.size(expected));
    }
  }

  @Test
  void fallsShortOfTheResolutionAsOftenAsPythonDoes() {
    long shorter =
        IntStream.rangeClosed(1, 6000)
            .filter(n -> ProcessingSize.DOUBLE.of(new ImageSize(n, n), 768).width() != 768)
            .count();
    assertThat(shorter).isEqualTo(Long.parseLong(VECTORS.text("size/short-of-768")));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 46341})
  void refusesAnAbsurdResolution(int resolution) {
    assertThatThrownBy(() -> ProcessingSize.INTEGER.of(new ImageSize(2, 2), resolution))
        .isInstanceOf(SpecException.class)
        .hasMessage("processing resolution: expected 0 (native) to 46340, got " + resolution);
  }

  @ParameterizedTest
  @EnumSource(ProcessingSize.class)
  void leavesANativeSizeAlone(ProcessingSize rule) {
    assertThat(rule.of(new ImageSize(1, 1000), 0)).isEqualTo(new ImageSize(1, 1000));
  }
}
