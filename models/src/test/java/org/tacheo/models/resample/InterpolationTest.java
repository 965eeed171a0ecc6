package org.tacheo.models.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.ImageSize;
import org.tacheo.models.Vectors;

class InterpolationTest {
  private static final Vectors VECTORS = Vectors.of(InterpolationTest.class, "resample.txt");

  static Stream<String> exact() {
    return Arrays.stream(Interpolation.values())
        .filter(interpolation -> interpolation != Interpolation.AREA)
        .flatMap(interpolation -> VECTORS.names(interpolation + "/"));
  }

  static Stream<String> areas() {
    return VECTORS.names("AREA/");
  }

  @ParameterizedTest
  @MethodSource("exact")
  void equalsTorchBitForBit(String name) {
    assertThat(VECTORS.written(name, resized(name))).isEqualTo(VECTORS.text(name));
  }

  @ParameterizedTest
  @MethodSource("areas")
  void equalsTorchInTheMeanOfAreas(String name) {
    float[] expected = VECTORS.floats(name);
    float[] actual = resized(name);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      // PyTorch sums up to 104 values below 1 and divides then: 104 roundings of 6e-8 at most
      assertThat(actual[i]).as("%d", i).isCloseTo(expected[i], within(1e-6f));
    }
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void keepsWhatHasTheSizeAlready(Interpolation interpolation) {
    ImageSize size = new ImageSize(5, 7);
    float[] planes = Rasters.planes(2, size);
    float[] same = interpolation.resize(planes, 2, size, size);
    assertThat(same).containsExactly(planes).isNotSameAs(planes);
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void keepsAConstant(Interpolation interpolation) {
    ImageSize size = new ImageSize(5, 7);
    float[] planes = new float[size.pixels()];
    Arrays.fill(planes, 0.7f);
    for (float value : interpolation.resize(planes, 1, size, new ImageSize(11, 3))) {
      // in either pass, four weights near 1 and their products are rounded: 8 times 6e-8 at most
      assertThat(value).isCloseTo(0.7f, within(1e-6f));
    }
  }

  @Test
  void refusesPlanesOfAnotherSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Interpolation.AREA.resize(
                    new float[5], 1, new ImageSize(2, 3), new ImageSize(1, 1)))
        .withMessageContaining("5 values for 1 planes of [2, 3]");
  }

  private static float[] resized(String name) {
    String[] parts = name.split("/", -1);
    int channels = Integer.parseInt(parts[1]);
    ImageSize from = Rasters.size(parts[2]);
    return Interpolation.valueOf(parts[0])
        .resize(Rasters.planes(channels, from), channels, from, Rasters.size(parts[3]));
  }
}
