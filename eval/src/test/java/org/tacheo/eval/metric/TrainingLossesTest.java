package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;
import org.tacheo.core.VectorMap;
import org.tacheo.eval.align.AffineFit;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.align.LeastSquares;

/**
 * What the mini family is trained for is what is measured: the losses of {@code training/} and the
 * metrics here agree on the arrays of {@code losses.txt}, which {@code training/make_losses.py}
 * writes.
 */
final class TrainingLossesTest {
  private static final ImageSize SIZE = new ImageSize(12, 16);

  /** Both sides round in float32; sums of 150 terms of order 1. */
  private static final double ROUNDING = 2e-6;

  private static final Map<String, float[]> LINES = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    try (InputStream stream = TrainingLossesTest.class.getResourceAsStream("losses.txt")) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      text.lines().map(line -> line.split(" ", -1)).forEach(TrainingLossesTest::keep);
    }
  }

  private static void keep(String[] fields) {
    float[] values = new float[fields.length - 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = NormalsFixture.bits32(fields[i + 3]);
    }
    LINES.put(fields[0] + " " + fields[1] + " " + fields[2], values);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theAffineInvariantLossIsTheMeanErrorAfterLeastSquares(int k) {
    FloatMap prediction = depth(k, "prediction");
    FloatMap truth = depth(k, "truth");
    PixelSet pixels = mask("depth " + k);
    AffineFit fit = LeastSquares.fit(prediction, truth, pixels);
    double sum = 0;
    for (int i = pixels.next(0); i >= 0; i = pixels.next(i + 1)) {
      sum += Math.abs(fit.apply(prediction.at(i)) - truth.at(i));
    }
    assertThat(sum / pixels.count())
        .isCloseTo(number("depth " + k + " affine_invariant"), within(ROUNDING));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void validationAbsRelIsTheMetric(int k) {
    FloatMap prediction = depth(k, "prediction");
    FloatMap truth = depth(k, "truth");
    PixelSet pixels = mask("depth " + k);
    AffineFit fit = LeastSquares.fit(prediction, truth, pixels);
    AlignedDepth aligned = new AlignedDepth(prediction, fit, Alignment.LEAST_SQUARES, 1e-3f, 80f);
    DepthErrorSums sums = DepthErrorSums.of(aligned, truth, pixels);
    assertThat(sums.absoluteRelative() / sums.n())
        .isCloseTo(number("depth " + k + " abs_rel"), within(ROUNDING));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theAngularLossIsTheMeanAngle(int k) {
    AngularErrors errors =
        AngularErrors.of(
            normals(k, "prediction"),
            normals(k, "truth"),
            mask("normals " + k),
            AngularErrors.Norms.SEPARATE);
    double degrees = errors.pairwiseSum() / errors.count();
    // The arc cosine of float32 cosines near 1 is good to 0.03 degrees for one pixel.
    assertThat(degrees).isCloseTo(number("normals " + k + " mean_angle"), within(1e-3));
    // The loss keeps cosines 1e-4 from +-1: angles below 0.81 degrees count as 0.81.
    assertThat(Math.toRadians(degrees))
        .isCloseTo(number("normals " + k + " angular"), within(2e-4));
  }

  private static FloatMap depth(int k, String what) {
    return FloatMap.owning(SIZE, values("depth " + k + " " + what));
  }

  private static VectorMap normals(int k, String what) {
    return VectorMap.owning(SIZE, values("normals " + k + " " + what));
  }

  private static PixelSet mask(String picture) {
    float[] mask = values(picture + " mask");
    return PixelSet.of(SIZE, Region.all(SIZE), pixel -> mask[pixel] > 0);
  }

  private static float number(String line) {
    return values(line)[0];
  }

  private static float[] values(String line) {
    return Objects.requireNonNull(LINES.get(line), line).clone();
  }
}
