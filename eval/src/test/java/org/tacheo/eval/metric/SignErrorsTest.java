package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.VectorMap;
import org.tacheo.eval.metric.NormalsFixture.Picture;
import org.tacheo.eval.metric.SignErrors.Flip;

class SignErrorsTest {
  // The check works in double up to the cosine, torch in float32.
  @Test
  void meansOfAllEightAreTorchs() {
    Picture picture = Picture.of(2, 48, 64);
    SignErrors errors = SignErrors.of(picture.prediction(), picture.truth(), picture.valid());
    for (String[] line : NormalsFixture.lines("sign")) {
      int index = Integer.parseInt(line[0]);
      Flip flip = new Flip((index & 1) != 0, (index & 2) != 0, (index & 4) != 0);
      assertThat(errors.mean(flip)).isEqualTo(NormalsFixture.bits64(line[1]), within(1e-4));
    }
    assertThat(errors.markedlyBetter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, false, x",
    "false, true, true, y and z",
    "true, true, true, x and y and z",
    "false, false, true, z"
  })
  void findsTheSignsThatWereLost(boolean x, boolean y, boolean z, String text) {
    Picture picture = Picture.of(1, 48, 64);
    float[] flipped = picture.prediction().toArray();
    for (int i = 0; i < flipped.length; i += 3) {
      flipped[i] *= x ? -1 : 1;
      flipped[i + 1] *= y ? -1 : 1;
      flipped[i + 2] *= z ? -1 : 1;
    }
    SignErrors errors =
        SignErrors.of(
            VectorMap.owning(picture.prediction().size(), flipped),
            picture.truth(),
            picture.valid());
    assertThat(errors.markedlyBetter()).contains(new Flip(x, y, z));
    assertThat(new Flip(x, y, z)).hasToString(text);
  }

  // All true normals face the camera: x and y say nothing, so any other choice is as good.
  @Test
  void saysNothingWhereNoChoiceIsBetter() {
    VectorMap wall = NormalsFixture.row(0, 0, 1, 0, 0, 1);
    assertThat(SignErrors.of(wall, wall, NormalsFixture.all(wall.size())).markedlyBetter())
        .isEmpty();
    assertThat(SignErrors.NONE.markedlyBetter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // tilt of the truth by half the distance between the two choices: own 2 t, flipped 0
    "0.9, false",
    "1.1, true",
  })
  void twoDegreesAreTheLeastThatIsMarked(double tilt, boolean marked) {
    VectorMap prediction = tilted(tilt);
    VectorMap truth = tilted(-tilt);
    assertThat(
            SignErrors.of(prediction, truth, NormalsFixture.all(truth.size()))
                .markedlyBetter()
                .isPresent())
        .isEqualTo(marked);
  }

  @ParameterizedTest
  @CsvSource({
    // truth at 0, predictions at a and b degrees from it with x as it is and negated
    "50, 41, false",
    "50, 39, true",
  })
  void aFifthIsTheLeastShareThatIsMarked(double own, double flipped, boolean marked) {
    // truth tilted by (own - flipped) / 2 to one side, prediction by (own + flipped) / 2 to the
    // other
    VectorMap truth = tilted(-(own - flipped) / 2);
    VectorMap prediction = tilted((own + flipped) / 2);
    SignErrors errors = SignErrors.of(prediction, truth, NormalsFixture.all(truth.size()));
    assertThat(errors.mean(Flip.NOTHING)).isEqualTo(own, within(1e-3));
    assertThat(errors.mean(new Flip(true, false, false))).isEqualTo(flipped, within(1e-3));
    assertThat(errors.markedlyBetter().isPresent()).isEqualTo(marked);
  }

  @Test
  void looksAtTwentyThousandPixelsAtMostAndAddsUp() {
    ImageSize size = new ImageSize(300, 400);
    float[] values = new float[3 * size.pixels()];
    for (int i = 2; i < values.length; i += 3) {
      values[i] = 1;
    }
    VectorMap wall = VectorMap.owning(size, values);
    SignErrors one = SignErrors.of(wall, wall, NormalsFixture.all(size));
    assertThat(one.count()).isBetween(15_000L, 20_000L);
    SignErrors both = one.plus(one).plus(SignErrors.NONE);
    assertThat(both.count()).isEqualTo(2 * one.count());
    assertThat(both.mean(Flip.NOTHING)).isZero();
    assertThat(both.mean(new Flip(false, false, true))).isEqualTo(180);
  }

  private static VectorMap tilted(double degrees) {
    double radians = Math.toRadians(degrees);
    return NormalsFixture.row((float) Math.sin(radians), 0, (float) Math.cos(radians));
  }
}
