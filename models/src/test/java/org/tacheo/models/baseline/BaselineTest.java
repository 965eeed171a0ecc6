package org.tacheo.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Problems;
import org.tacheo.core.RgbImage;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.core.View;

class BaselineTest {
  private static final ImageSize SIZE = new ImageSize(2, 2);
  private static final View VIEW =
      new View(
          new SampleId("d", "s", "s/1.png"),
          "s/1.npy",
          () ->
              RgbImage.owning(
                  SIZE,
                  new byte[] {
                    0, 0, 0, (byte) 255, (byte) 255, (byte) 255, (byte) 255, 0, 0, 0, 0, (byte) 255
                  }),
          Optional.empty());

  @Test
  void constantIsTheSameEverywhere() {
    assertThat(predict(Baseline.CONSTANT)).containsExactly(1, 1, 1, 1);
  }

  @Test
  void verticalRampIsFarAtTheTop() {
    // row centres at 1/4 and 3/4 of the height
    assertThat(predict(Baseline.VERTICAL_RAMP)).containsExactly(0.75f, 0.75f, 0.25f, 0.25f);
  }

  @Test
  void luminanceIsBt601Luma() {
    assertThat(predict(Baseline.LUMINANCE)).containsExactly(0, 1, 0.299f, 0.114f);
  }

  @ParameterizedTest
  @EnumSource(Baseline.class)
  void takesNoSettings(Baseline baseline) {
    Problems problems = new Problems();
    Settings settings = new Settings("estimators[0]", Map.of("gain", 2L), problems);
    baseline.read(settings);
    settings.finish();
    assertThat(problems.found()).singleElement().asString().contains("unknown key \"gain\"");
  }

  private static float[] predict(Baseline baseline) {
    Prediction prediction =
        baseline.read(new Settings("", Map.of(), new Problems())).open().predict(VIEW);
    assertThat(prediction.kind()).isEqualTo(PredictionKind.AFFINE_INVARIANT_DEPTH);
    return ((Prediction.Depth) prediction).values().toArray();
  }
}
