package org.tacheo.models.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

  @Test
  void constantNormalsFaceTheCameraEverywhere() {
    assertThat(normals(NormalsBaseline.CONSTANT_NORMALS, 2))
        .containsExactly(0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1);
  }

  // row centres at 1/8, 3/8, 5/8, 7/8 of the height; y is up
  @Test
  void verticalNormalsAreACeilingAWallAndAFloor() {
    assertThat(normals(NormalsBaseline.VERTICAL_NORMALS, 4))
        .containsExactly(0, -1, 0, 0, -1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0);
  }

  // row centres at 1/4 and 3/4 of the height: 45 degrees down and up
  @Test
  void bentNormalsTurnEvenlyFromCeilingToFloor() {
    float half = (float) Math.sqrt(0.5);
    assertThat(normals(NormalsBaseline.BENT_NORMALS, 2))
        .containsExactly(
            new float[] {0, -half, half, 0, -half, half, 0, half, half, 0, half, half},
            within(1e-7f));
  }

  @ParameterizedTest
  @EnumSource(NormalsBaseline.class)
  void baselinesOfNormalsAreKnownByTypeAndTakeNoSettings(NormalsBaseline baseline) {
    assertThat(Baseline.types()).contains(baseline);
    Problems problems = new Problems();
    Settings settings = new Settings("estimators[0]", Map.of("gain", 2L), problems);
    assertThat(baseline.read(settings).kind()).isEqualTo(PredictionKind.NORMALS);
    settings.finish();
    assertThat(problems.found()).singleElement().asString().contains("unknown key \"gain\"");
  }

  private static float[] normals(NormalsBaseline baseline, int height) {
    ImageSize size = new ImageSize(height, 2);
    View view =
        new View(
            new SampleId("d", "s", "s/1.png"),
            "s/1.npy",
            () -> RgbImage.owning(size, new byte[3 * size.pixels()]),
            Optional.empty());
    Prediction prediction =
        baseline.read(new Settings("", Map.of(), new Problems())).open().predict(view);
    return ((Prediction.Normals) prediction).vectors().toArray();
  }

  private static float[] predict(Baseline baseline) {
    Prediction prediction =
        baseline.read(new Settings("", Map.of(), new Problems())).open().predict(VIEW);
    assertThat(prediction.kind()).isEqualTo(PredictionKind.AFFINE_INVARIANT_DEPTH);
    return ((Prediction.Depth) prediction).values().toArray();
  }
}
