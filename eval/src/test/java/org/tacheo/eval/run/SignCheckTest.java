package org.tacheo.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tacheo.core.Estimator;
import org.tacheo.core.ImageSize;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.Prediction;
import org.tacheo.core.TacheoException;
import org.tacheo.core.VectorMap;
import org.tacheo.core.View;
import org.tacheo.eval.metric.SignErrors;

class SignCheckTest {
  private static final FakeNormals DATASET = new FakeNormals();

  @Test
  void namesTheConventionThatExplainsAMirroredPrediction() {
    SignErrors errors = errors(FakeNormals.MIRRORED);
    // DSINE files that were read as if they were Marigold's, and the other way round
    assertThat(SignCheck.warning(errors, NormalsConvention.OPENGL))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith(
                        "the predicted normals fit markedly better with x negated: mean error 9.3 instead of")
                    .endsWith("they were read as opengl, try --normals-convention dsine")
                    .doesNotContain("\n"));
    assertThat(SignCheck.warning(errors, NormalsConvention.DSINE))
        .hasValueSatisfying(text -> assertThat(text).endsWith("try --normals-convention opengl"));
    assertThat(SignCheck.warning(errors, NormalsConvention.OPENCV))
        .hasValueSatisfying(text -> assertThat(text).contains("no known convention explains"));
  }

  @Test
  void namesOpencvWhereWallsFaceAway() {
    SignErrors errors = errors(view -> new Prediction.Normals(golden(view).scaled(1, -1, -1)));
    assertThat(SignCheck.warning(errors, NormalsConvention.OPENGL))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("with y and z negated")
                    .endsWith("try --normals-convention opencv"));
  }

  @Test
  void saysNothingOfPredictionsThatFit() {
    SignErrors errors = errors(FakeNormals.GOLDEN);
    assertThat(errors.count()).isEqualTo(8192);
    assertThat(SignCheck.warning(errors, NormalsConvention.OPENGL)).isEmpty();
  }

  @Test
  void passesOverSamplesWithoutAUsablePrediction() {
    SignErrors errors =
        errors(
            view -> {
              String path = view.id().path();
              if (path.contains("/0")) {
                throw new TacheoException("no prediction");
              }
              if (path.contains("/1")) {
                return new Prediction.Normals(
                    VectorMap.owning(new ImageSize(1, 1), new float[] {0, 0, 1}));
              }
              return FakeNormals.GOLDEN.predict(view);
            });
    assertThat(errors.count()).isEqualTo(2731);
    SignErrors none = errors(view -> new Prediction.Normals(golden(view).scaled(Float.NaN, 1, 1)));
    assertThat(none.count()).isZero();
    assertThat(SignCheck.warning(none, NormalsConvention.OPENGL)).isEmpty();
  }

  @Test
  void tellsNormalsThatAreStillEncoded() {
    VectorMap normals =
        VectorMap.owning(new ImageSize(1, 2), new float[] {.6f, 0, .8f, -.6f, -.8f, 0});
    VectorMap halved =
        VectorMap.owning(new ImageSize(1, 2), new float[] {.8f, .5f, .9f, .2f, .1f, .5f});
    VectorMap wall = VectorMap.owning(new ImageSize(1, 2), new float[] {0, 0, 1, 0, 0, 1});
    assertThat(SignCheck.encoded(normals)).isEmpty();
    assertThat(SignCheck.encoded(wall)).isEmpty();
    assertThat(SignCheck.encoded(halved)).get().asString().contains("look encoded");
    assertThat(SignCheck.encoded(halved.scaled(-1, 1, 1))).isPresent();
  }

  @Test
  void anEmptyListHasNothingToCheck() {
    assertThat(SignCheck.errors(DATASET, List.of(), FakeNormals.GOLDEN).count()).isZero();
  }

  private static SignErrors errors(Estimator estimator) {
    return SignCheck.errors(DATASET, DATASET.ids(), estimator);
  }

  private static VectorMap golden(View view) {
    return ((Prediction.Normals) FakeNormals.GOLDEN.predict(view)).vectors();
  }
}
