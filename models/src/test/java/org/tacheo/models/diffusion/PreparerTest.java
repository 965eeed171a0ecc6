package org.tacheo.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;
import org.tacheo.core.TacheoException;
import org.tacheo.models.diffusion.Profile.Preparation;

class PreparerTest {
  private static Preparer.Prepared prepare(
      Preparation preparation, int height, int width, int resolution) {
    ImageSize size = new ImageSize(height, width);
    RgbImage image = RgbImage.owning(size, new byte[3 * size.pixels()]);
    return new Preparer(preparation, Resampling.BILINEAR).prepare(image, resolution);
  }

  @ParameterizedTest
  @CsvSource({"8, 4097", "4097, 8", "8, 20000"})
  void refusesToProcessAHugeImageAsItIs(int height, int width) {
    assertThatThrownBy(() -> prepare(Preparation.BYTES, height, width, 0))
        .isInstanceOf(TacheoException.class)
        .hasMessageContaining("the image is " + new ImageSize(height, width))
        .hasMessageContaining("processing-resolution: native")
        .hasMessageContaining(
            "longer edge of " + Math.max(height, width) + " pixels, expected at most 4096")
        .hasMessageContaining("set processing-resolution to 768")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @EnumSource(Preparation.class)
  void takesWhatIsJustNotTooLargeAndShrinksWhatIs(Preparation preparation) {
    assertThat(prepare(preparation, 8, 4096, 0).size()).isEqualTo(new ImageSize(8, 4096));
    assertThat(prepare(preparation, 64, 4100, 1024).size()).isEqualTo(new ImageSize(15, 1024));
  }
}
