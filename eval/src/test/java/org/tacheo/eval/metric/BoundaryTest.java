package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;
import org.tacheo.eval.Reference;
import org.tacheo.eval.SteppedScene;

class BoundaryTest {
  private static final float SCALE = (float) 6.959775447845459;

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.tacheo.eval.SteppedScene#names")
  void agreesWithTheReferences(String name) {
    SteppedScene scene = SteppedScene.of(name);
    String[] fields = Reference.field("boundary", name);
    FloatMap p = scene.prediction(SCALE, 0);
    FloatMap g = scene.groundTruth();
    for (int radius = 1; radius <= 3; radius++) {
      assertThat(MogeBoundary.f1(p, g, scene.mask(), radius))
          .as("radius " + radius)
          .isCloseTo(Double.parseDouble(fields[radius]), within(1e-12));
    }
    assertThat(DepthProBoundary.f1(p, g)).isCloseTo(Double.parseDouble(fields[4]), within(1e-12));
    float[] alpha = new float[g.size().pixels()];
    for (int pixel = 0; pixel < alpha.length; pixel++) {
      alpha[pixel] = (pixel % g.size().width() / 24 + pixel / g.size().width() / 24) % 2;
    }
    assertThat(DepthProBoundary.mattingRecall(p, FloatMap.owning(g.size(), alpha)))
        .isCloseTo(Double.parseDouble(fields[5]), within(1e-12));
  }

  @Test
  void equalsTheGoldenDigits() {
    SteppedScene scene = SteppedScene.of("golden");
    FloatMap p = scene.prediction(SCALE, 0);
    assertThat(MogeBoundary.f1(p, scene.groundTruth(), scene.mask(), 1))
        .isEqualTo(0.3866182816289299, within(1e-15));
    assertThat(MogeBoundary.f1(p, scene.groundTruth(), scene.mask(), 2))
        .isEqualTo(0.5120048222484576, within(1e-15));
    assertThat(MogeBoundary.f1(p, scene.groundTruth(), scene.mask(), 3))
        .isEqualTo(0.6208958899524243, within(1e-15));
    assertThat(DepthProBoundary.f1(p, scene.groundTruth()))
        .isEqualTo(0.4246976828726852, within(1e-15));
  }

  @Test
  void aPerfectPredictionScoresOneAtAnyScale() {
    SteppedScene scene = SteppedScene.of("small");
    FloatMap doubled = scaled(scene.groundTruth(), 2);
    assertThat(MogeBoundary.f1(doubled, scene.groundTruth(), scene.mask(), 2))
        .isEqualTo(1, within(1e-12));
    assertThat(DepthProBoundary.f1(doubled, scene.groundTruth())).isEqualTo(1, within(1e-12));
  }

  @Test
  void aConstantPredictionScoresZero() {
    SteppedScene scene = SteppedScene.of("small");
    FloatMap flat = scaled(scene.groundTruth(), 0);
    FloatMap constant = FloatMap.owning(flat.size(), filled(flat.size(), 3));
    assertThat(MogeBoundary.f1(constant, scene.groundTruth(), scene.mask(), 1)).isZero();
    assertThat(DepthProBoundary.f1(constant, scene.groundTruth())).isZero();
  }

  @Test
  void whatLiesOffTheMaskDoesNotMatterToMoge() {
    SteppedScene scene = SteppedScene.of("small");
    float[] values = scene.prediction().toArray();
    float[] changed = values.clone();
    PixelSet off =
        PixelSet.of(
            scene.groundTruth().size(), Region.all(scene.groundTruth().size()), pixel -> true);
    for (int pixel = off.next(0); pixel >= 0; pixel = off.next(pixel + 1)) {
      changed[pixel] = Float.NaN;
    }
    for (int pixel = scene.mask().next(0); pixel >= 0; pixel = scene.mask().next(pixel + 1)) {
      changed[pixel] = values[pixel];
    }
    ImageSize size = scene.groundTruth().size();
    assertThat(
            MogeBoundary.f1(FloatMap.owning(size, changed), scene.groundTruth(), scene.mask(), 3))
        .isEqualTo(MogeBoundary.f1(scene.prediction(), scene.groundTruth(), scene.mask(), 3));
  }

  @Test
  void oneStepByHand() {
    // One column is nearer, one pixel to the right in the prediction. Depth Pro: left edges of
    // both rows: predicted 2, real 2, common 0; no other edges anywhere. F1 is 0.
    ImageSize size = new ImageSize(2, 4);
    FloatMap g = FloatMap.of(size, 1, 1, 2, 2, 1, 1, 2, 2);
    FloatMap p = FloatMap.of(size, 1, 1, 1, 2, 1, 1, 1, 2);
    assertThat(DepthProBoundary.f1(p, g)).isZero();
    // In place: precision and recall 1 in one direction of four: 2 * 1/4 * 1/4 / (1/2) = 1/4.
    assertThat(DepthProBoundary.f1(g, g)).isEqualTo(0.25, within(1e-15));
  }

  // A row of four pixels that steps from 1 to 2 in the middle. MoGe: one pair of four is a step.
  @ParameterizedTest
  @CsvSource({
    "1, 2, 1, 0.25",
    "-1, 2, 0, 0.25",
    "2, -1, 0, 0",
    "-1, -2, 1, 0",
    "-2, -1, 0, 0",
    "0, 2, 1, 0.25",
    "0, 0, 0, 0",
    "0, -2, 0, 0"
  })
  void predictedDepthThatIsNotPositive(float left, float right, double moge, double depthPro) {
    ImageSize size = new ImageSize(3, 4);
    FloatMap g = FloatMap.of(size, 0, 0, 0, 0, 1, 1, 2, 2, 0, 0, 0, 0);
    FloatMap p = FloatMap.of(size, 0, 0, 0, 0, left, left, right, right, 0, 0, 0, 0);
    PixelSet row = SteppedScene.set(size, new int[] {4, 5, 6, 7});
    assertThat(MogeBoundary.f1(p, g, row, 1)).isCloseTo(moge, within(1e-12));
    assertThat(DepthProBoundary.f1(p, g, row)).isCloseTo(depthPro, within(1e-12));
  }

  private static FloatMap scaled(FloatMap map, float scale) {
    float[] values = map.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    return FloatMap.owning(map.size(), values);
  }

  private static float[] filled(ImageSize size, float value) {
    float[] values = new float[size.pixels()];
    Arrays.fill(values, value);
    return values;
  }
}
