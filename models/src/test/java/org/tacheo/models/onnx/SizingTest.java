package org.tacheo.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.models.onnx.Sizing.Arithmetic;
import org.tacheo.models.onnx.Sizing.Policy;
import org.tacheo.models.onnx.Sizing.Rounding;
import org.tacheo.models.resample.Interpolation;

class SizingTest {
  private static Sizing sizing(
      Policy policy, int height, int width, int tokens, int multiple, Rounding rounding) {
    return new Sizing(
        policy,
        height,
        width,
        tokens,
        multiple,
        rounding,
        Interpolation.BILINEAR,
        Arithmetic.FLOAT);
  }

  @ParameterizedTest
  @CsvSource({
    "NATIVE, 0, 0, 0, 1, NEAREST, 480, 640, 480, 640",
    // 480 / 14 = 34.3, 640 / 14 = 45.7
    "NATIVE, 0, 0, 0, 14, NEAREST, 480, 640, 476, 644",
    "NATIVE, 0, 0, 0, 14, DOWN, 480, 640, 476, 630",
    "NATIVE, 0, 0, 0, 14, UP, 480, 640, 490, 644",
    "STRETCH, 384, 672, 0, 1, NEAREST, 480, 640, 384, 672",
    // 640 * 518 / 480 = 690.7 = 49.3 * 14
    "LOWER_BOUND, 518, 518, 0, 14, NEAREST, 480, 640, 518, 686",
    "LOWER_BOUND, 518, 518, 0, 14, NEAREST, 640, 480, 686, 518",
    // 504 = 36 * 14 would be below the bound of 505
    "LOWER_BOUND, 505, 505, 0, 14, NEAREST, 480, 480, 518, 518",
    // 510 / 14 = 36.4, and 518 would be beyond the bound; of 35.5 and 36.5 the even one is nearest
    "UPPER_BOUND, 516, 516, 0, 14, NEAREST, 480, 480, 504, 504",
    "LOWER_BOUND, 7, 7, 0, 14, NEAREST, 70, 70, 14, 14",
    "UPPER_BOUND, 616, 1064, 0, 1, DOWN, 480, 640, 616, 821",
    // 375 * (1064 / 1242) = 321.3
    "UPPER_BOUND, 616, 1064, 0, 1, DOWN, 375, 1242, 321, 1064",
    // sqrt(1800 * 3 / 4) = 36.7, sqrt(1800 * 4 / 3) = 48.99
    "TOKENS, 0, 0, 1800, 14, NEAREST, 480, 640, 518, 686",
    "UPPER_BOUND, 8, 8, 0, 1, DOWN, 1, 1000, 1, 8"
  })
  void findsTheSizeOfThePicture(
      Policy policy,
      int height,
      int width,
      int tokens,
      int multiple,
      Rounding rounding,
      int fromHeight,
      int fromWidth,
      int toHeight,
      int toWidth) {
    assertThat(
            sizing(policy, height, width, tokens, multiple, rounding)
                .of(new ImageSize(fromHeight, fromWidth))
                .size())
        .isEqualTo(new ImageSize(toHeight, toWidth));
  }

  @Test
  void scalesCamerasAsReferencesDo() {
    ImageSize image = new ImageSize(480, 640);
    Intrinsics camera = new Intrinsics(500, 510, 320, 240);
    Sizing whole = sizing(Policy.UPPER_BOUND, 616, 1064, 0, 1, Rounding.DOWN);
    Frame exact = Frame.of(image, whole, Padding.NONE);
    // The factor itself, 616 / 480, although the width of 821.3 was cut to 821.
    assertThat(exact.camera(camera).fx()).isEqualTo(500 * 616 / 480.0, within(1e-9));
    Sizing patches = sizing(Policy.LOWER_BOUND, 518, 518, 0, 14, Rounding.NEAREST);
    Frame rounded = Frame.of(image, patches, Padding.NONE);
    assertThat(rounded.camera(camera).fx()).isEqualTo(500 * 686 / 640.0, within(1e-9));
    assertThat(rounded.camera(camera).cy()).isEqualTo(240 * 518 / 480.0, within(1e-9));
  }
}
