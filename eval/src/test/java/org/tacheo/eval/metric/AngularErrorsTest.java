package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.VectorMap;
import org.tacheo.eval.metric.AngularErrors.Norms;

class AngularErrorsTest {
  // torch's vector library rounds some arc cosines the other way; times 180 over pi one unit in the
  // last place of radians is up to 1.8 of degrees, and both sides round twice: 3 at most.
  @ParameterizedTest
  @EnumSource(Norms.class)
  void cosinesAreTorchsToTheBitAndAnglesToTheLastPlace(Norms norms) {
    List<String[]> lines = NormalsFixture.lines("angle " + norms.name().toLowerCase(Locale.ROOT));
    int n = lines.size();
    VectorMap prediction = vectors(n, false);
    VectorMap truth = vectors(n, true);
    int differing = 0;
    for (String[] line : lines) {
      int i = Integer.parseInt(line[0]);
      float cosine = AngularErrors.cosine(prediction, truth, i, norms == Norms.FUSED);
      assertThat(cosine).as("cosine %d", i).isEqualTo(NormalsFixture.bits32(line[1]));
      float expected = NormalsFixture.bits32(line[2]);
      float degrees = AngularErrors.degrees(cosine);
      int units = Float.floatToIntBits(degrees) - Float.floatToIntBits(expected);
      assertThat(Math.abs(units)).as("angle %d", i).isLessThanOrEqualTo(3);
      differing += units == 0 ? 0 : 1;
    }
    assertThat(n).isEqualTo(1200);
    assertThat(differing).isLessThan(n / 20);
  }

  @Test
  void zeroShortHugeAndOppositeVectorsAreScoredAsTorchScoresThem() {
    for (String[] line : NormalsFixture.lines("special")) {
      float[] v = new float[7];
      for (int i = 0; i < 7; i++) {
        v[i] = NormalsFixture.bits32(line[i]);
      }
      AngularErrors errors =
          errors(NormalsFixture.row(v[0], v[1], v[2]), NormalsFixture.row(v[3], v[4], v[5]));
      assertThat(errors.finite()).isEqualTo(!Float.isNaN(v[6]));
      assertThat(errors.at(0)).as(String.join(" ", line)).isEqualTo(Float.valueOf(v[6]));
    }
  }

  @Test
  void aZeroPredictionIsOffByARightAngleAndAVeryShortOneNearly() {
    VectorMap wall = NormalsFixture.row(0, 0, 1);
    assertThat(errors(NormalsFixture.row(0, 0, 0), wall).at(0)).isEqualTo(90);
    assertThat(errors(NormalsFixture.row(0, 0, 1e-12f), wall).at(0)).isEqualTo(89.99427f);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void isSymmetricAtMostAHalfTurnAndBlindToLength(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 1000; i++) {
      VectorMap a = random(random, 1);
      VectorMap b = random(random, 1);
      float error = errors(a, b).at(0);
      assertThat(error).isBetween(0f, 180f).isEqualTo(errors(b, a).at(0));
      // A power of two rounds nothing.
      VectorMap longer = NormalsFixture.row(4 * a.at(0, 0), 4 * a.at(0, 1), 4 * a.at(0, 2));
      assertThat(errors(longer, b).at(0)).isEqualTo(error);
    }
  }

  // A float32 cosine is good to a few 6e-8; at angles above 1 degree that is below 1e-3 degrees.
  @ParameterizedTest(name = "{0} degrees")
  @ValueSource(doubles = {1, 5, 11.25, 45, 90, 135, 179})
  void aKnownTurnIsFound(double degrees) {
    double radians = Math.toRadians(degrees);
    VectorMap turned = NormalsFixture.row((float) Math.sin(radians), 0, (float) Math.cos(radians));
    assertThat(errors(turned, NormalsFixture.row(0, 0, 1)).at(0))
        .isEqualTo((float) degrees, within(1e-3f));
  }

  @Test
  void looksAtValidPixelsOnlyInRowMajorOrder() {
    VectorMap prediction = NormalsFixture.row(0, 0, 1, Float.NaN, 0, 0, 0, 1, 0, 0, 0, -1);
    VectorMap truth = NormalsFixture.row(0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1);
    AngularErrors errors =
        AngularErrors.of(
            prediction,
            truth,
            NormalsFixture.all(prediction.size()).filter(pixel -> pixel != 1),
            Norms.SEPARATE);
    assertThat(errors.count()).isEqualTo(3);
    assertThat(errors.finite()).isTrue();
    assertThat(new float[] {errors.at(0), errors.at(1), errors.at(2)}).containsExactly(0, 90, 180);
  }

  @Test
  void anErrorThatIsNoNumberHasNoOrder() {
    AngularErrors errors = errors(NormalsFixture.row(Float.NaN, 0, 1), NormalsFixture.row(0, 0, 1));
    assertThat(errors.finite()).isFalse();
    assertThatThrownBy(errors::sorted).isInstanceOf(IllegalStateException.class);
  }

  private static AngularErrors errors(VectorMap prediction, VectorMap truth) {
    return AngularErrors.of(
        prediction, truth, NormalsFixture.all(prediction.size()), Norms.SEPARATE);
  }

  private static VectorMap random(SplittableRandom random, double size) {
    return NormalsFixture.row(
        (float) random.nextDouble(-size, size),
        (float) random.nextDouble(-size, size),
        (float) random.nextDouble(-size, size));
  }

  private static VectorMap vectors(int n, boolean truth) {
    int[] factors = {7919, 104729, 611953};
    int[] offsets = {13, 7, 3};
    float[] values = new float[3 * n];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < 3; c++) {
        double value = noise(i, factors[c], offsets[c]) / 1000.0;
        double away = noise(i, 15485863, c + 1) / Math.pow(10, 3 + i % 4);
        values[3 * i + c] = (float) (truth ? value + away : value);
      }
    }
    return NormalsFixture.row(values);
  }

  private static int noise(long i, int factor, int offset) {
    return (int) ((factor * i + offset) % 2001) - 1000;
  }
}
