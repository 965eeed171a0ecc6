package org.tacheo.models.resample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;
import org.tacheo.models.Vectors;

class PillowTest {
  private static final Vectors VECTORS = Vectors.of(PillowTest.class, "resample.txt");

  static Stream<String> names() {
    return VECTORS.names("pillow/");
  }

  @ParameterizedTest
  @MethodSource("names")
  void equalsPillowByteForByte(String name) {
    String[] parts = name.split("/", -1);
    RgbImage resized =
        Pillow.resize(
            Rasters.image(Rasters.size(parts[2])),
            Rasters.size(parts[3]),
            Pillow.Filter.valueOf(parts[1]));
    assertThat(TorchvisionTest.written(name, resized)).isEqualTo(VECTORS.text(name));
  }

  @Test
  void keepsWhatHasTheSizeAlready() {
    RgbImage image = Rasters.image(new ImageSize(3, 4));
    assertThat(Pillow.resize(image, image.size(), Pillow.Filter.BICUBIC)).isSameAs(image);
  }

  @Test
  void clampsWhatBicubicOvershoots() {
    byte white = (byte) 255;
    byte[] edge = {0, 0, 0, 0, 0, 0, white, white, white, white, white, white};
    RgbImage wide =
        Pillow.resize(
            RgbImage.owning(new ImageSize(1, 4), edge),
            new ImageSize(1, 16),
            Pillow.Filter.BICUBIC);
    assertThat(wide.at(5, 0)).isZero();
    assertThat(wide.at(10, 0)).isEqualTo(255);
  }
}
