package org.tacheo.models.resample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;
import org.tacheo.models.Vectors;

class TorchvisionTest {
  private static final Vectors VECTORS = Vectors.of(TorchvisionTest.class, "resample.txt");

  static Stream<String> names() {
    return VECTORS.names("torchvision/");
  }

  @ParameterizedTest
  @MethodSource("names")
  void equalsTorchvisionByteForByte(String name) {
    String[] parts = name.split("/", -1);
    RgbImage resized =
        Torchvision.resize(
            Rasters.image(Rasters.size(parts[2])),
            Rasters.size(parts[3]),
            Interpolation.valueOf(parts[1]));
    assertThat(written(name, resized)).isEqualTo(VECTORS.text(name));
  }

  @Test
  void keepsWhatHasTheSizeAlready() {
    RgbImage image = Rasters.image(new ImageSize(3, 4));
    assertThat(Torchvision.resize(image, image.size(), Interpolation.BICUBIC)).isSameAs(image);
  }

  @Test
  void clampsWhatBicubicOvershoots() {
    byte white = (byte) 255;
    byte[] edge = {0, 0, 0, 0, 0, 0, white, white, white, white, white, white};
    RgbImage image = RgbImage.owning(new ImageSize(1, 4), edge);
    RgbImage wide =
        Torchvision.resize(image, new ImageSize(1, 16), Interpolation.BICUBIC_ANTIALIAS);
    assertThat(wide.at(5, 0)).isZero();
    assertThat(wide.at(10, 0)).isEqualTo(255);
  }

  static String written(String name, RgbImage image) {
    byte[] bytes = image.toArray();
    return VECTORS.text(name).startsWith("sha256:")
        ? "sha256:" + Vectors.sha256(bytes)
        : HexFormat.of().formatHex(bytes);
  }
}
