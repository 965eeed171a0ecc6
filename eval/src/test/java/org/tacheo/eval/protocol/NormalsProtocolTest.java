package org.tacheo.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Region;
import org.tacheo.core.SpecException;
import org.tacheo.core.VectorMap;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.ProtocolInfo;

class NormalsProtocolTest {
  private static final ImageSize SIZE = new ImageSize(1, 2);
  private static final String LAYOUT = "nyuv2-normals";

  static List<NormalsProtocol> both() {
    return List.of(NormalsProtocol.DSINE, NormalsProtocol.MARIGOLD);
  }

  @ParameterizedTest
  @MethodSource("both")
  void scoresTheAngleOnValidPixelsOnly(NormalsProtocol protocol) {
    Outcome.Scored scored =
        scored(protocol, map(0, 0, 1, 0, 0, -1), truth(map(0, 1, 0, 0, 0, 1), true, false));
    assertThat(scored.validPixels()).isEqualTo(1);
    assertThat(scored.fit()).isEmpty();
    assertThat(scored.metrics())
        .containsExactly(
            Map.entry("mean", 90.0),
            Map.entry("median", 90.0),
            Map.entry("rmse", 90.0),
            Map.entry("within_5", 0.0),
            Map.entry("within_7_5", 0.0),
            Map.entry("within_11_25", 0.0),
            Map.entry("within_22_5", 0.0),
            Map.entry("within_30", 0.0));
  }

  @Test
  void onlyThePooledProtocolHandsOutItsErrors() {
    Prediction prediction = new Prediction.Normals(map(0, 0, 1, 0, 1, 0));
    GroundTruth truth = truth(map(0, 0, 1, 0, 0, 1), true, true);
    Scoring pooled =
        NormalsProtocol.DSINE
            .prepare(LAYOUT, truth, Optional.empty())
            .score(prediction, Alignment.NONE);
    assertThat(pooled.errors())
        .hasValueSatisfying(
            errors -> {
              assertThat(errors.count()).isEqualTo(2);
              assertThat(errors.at(0)).isZero();
              assertThat(errors.at(1)).isEqualTo(90);
            });
    Scoring single =
        NormalsProtocol.MARIGOLD
            .prepare(LAYOUT, truth, Optional.empty())
            .score(prediction, Alignment.NONE);
    assertThat(single.errors()).isEmpty();
  }

  // 1/3 of the pixels: 33.333... against 33.3333
  @Test
  void onlyMarigoldRounds() {
    VectorMap three =
        VectorMap.owning(new ImageSize(1, 3), new float[] {0, 0, 1, 0, 1, 0, 0, 1, 0});
    VectorMap walls =
        VectorMap.owning(new ImageSize(1, 3), new float[] {0, 0, 1, 0, 0, 1, 0, 0, 1});
    GroundTruth truth =
        new GroundTruth.Normals(walls, Mask.of(new ImageSize(1, 3), true, true, true));
    assertThat(scored(NormalsProtocol.DSINE, three, truth).metrics().get("within_5"))
        .isEqualTo(100.0 / 3, within(1e-13));
    assertThat(scored(NormalsProtocol.MARIGOLD, three, truth).metrics().get("within_5"))
        .isEqualTo(33.3333);
  }

  @ParameterizedTest
  @MethodSource("both")
  void failsWithoutAValidPixel(NormalsProtocol protocol) {
    assertThat(failure(protocol, map(0, 0, 1, 0, 0, 1), false, false))
        .isEqualTo("no valid pixel in the ground truth");
  }

  @ParameterizedTest
  @MethodSource("both")
  void failsOnAnotherSize(NormalsProtocol protocol) {
    VectorMap one = VectorMap.owning(new ImageSize(1, 1), new float[] {0, 0, 1});
    assertThat(failure(protocol, one, true, true))
        .isEqualTo(
            "prediction is [1, 1], expected [1, 2]; predictions must have the size of the ground truth");
  }

  @ParameterizedTest
  @CsvSource({"NaN, x = NaN", "Infinity, x = Infinity", "-Infinity, x = -Infinity"})
  void failsOnAVectorThatIsNotFinite(float value, String text) {
    for (NormalsProtocol protocol : both()) {
      assertThat(failure(protocol, map(0, 0, 1, value, 0, 1), true, true))
          .isEqualTo(
              "prediction has "
                  + text
                  + " at row 0, column 1, a valid pixel; expected a finite number");
      // where the ground truth has no normal the prediction is never looked at
      assertThat(
              scored(protocol, map(0, 0, 1, value, 0, 1), truth(map(0, 0, 1, 0, 0, 0), true, false))
                  .validPixels())
          .isEqualTo(1);
      Scoring scoring =
          protocol
              .prepare(LAYOUT, truth(map(0, 0, 1, 0, value, 1), true, true), Optional.empty())
              .score(new Prediction.Normals(map(0, 0, 1, 0, 0, 1)), Alignment.NONE);
      assertThat(((Outcome.Failed) scoring.outcome()).reason())
          .startsWith("ground truth has y = ")
          .contains("column 1");
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void hugeAndVanishingVectorsAreScored(NormalsProtocol protocol) {
    Outcome.Scored scored =
        scored(
            protocol,
            map(0, 0, Float.MAX_VALUE, 0, 0, Float.MIN_VALUE),
            truth(map(0, 0, 1, 0, 0, 1), true, true));
    assertThat(scored.metrics().get("mean")).isEqualTo(90);
  }

  @ParameterizedTest
  @MethodSource("both")
  void refusesWhatIsNoPredictionOfNormals(NormalsProtocol protocol) {
    Prepared prepared =
        protocol.prepare(LAYOUT, truth(map(0, 0, 1, 0, 0, 1), true, true), Optional.empty());
    Prediction depth = new Prediction.Depth(PredictionKind.METRIC_DEPTH, FloatMap.of(SIZE, 1, 2));
    assertThatThrownBy(() -> prepared.score(depth, Alignment.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    Prediction normals = new Prediction.Normals(map(0, 0, 1, 0, 0, 1));
    assertThatThrownBy(() -> prepared.score(normals, Alignment.LEAST_SQUARES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("least-squares");
    GroundTruth metres = new GroundTruth.Depth(FloatMap.of(SIZE, 1, 2), Optional.empty());
    assertThatThrownBy(() -> protocol.prepare(LAYOUT, metres, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("both")
  void evaluatesWholeFramesOfEveryLayoutOfNormals(NormalsProtocol protocol) {
    assertThat(protocol.layouts())
        .contains("nyuv2-normals", "scannet-normals", "ibims-normals", "sintel-normals")
        .contains("nyuv2-normals-marigold", "scannet-normals-marigold", "ibims-normals-marigold")
        .isSorted();
    for (String layout : protocol.layouts()) {
      assertThat(protocol.crop(layout, SIZE)).isEqualTo(Region.all(SIZE));
    }
    assertThatThrownBy(() -> protocol.crop("nyuv2", SIZE))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("does not define dataset layout \"nyuv2\"");
    assertThat(protocol.alignment(PredictionKind.NORMALS)).isEqualTo(Alignment.NONE);
  }

  @Test
  void theManifestSaysWhatTellsThemApart() {
    ProtocolInfo dsine = NormalsProtocol.DSINE.info(List.of(LAYOUT));
    ProtocolInfo marigold = NormalsProtocol.MARIGOLD.info(List.of(LAYOUT));
    assertThat(dsine.headline()).containsExactly("mean", "within_11_25");
    assertThat(marigold.headline()).isEqualTo(dsine.headline());
    assertThat(dsine.task()).isEqualTo("normals");
    assertThat(dsine.metrics()).hasSize(8).isEqualTo(marigold.metrics());
    assertThat(dsine.rules().get(LAYOUT)).contains("pooled");
    assertThat(marigold.rules().get(LAYOUT)).contains("rounded to 4 decimals");
  }

  private static Outcome.Scored scored(
      NormalsProtocol protocol, VectorMap prediction, GroundTruth truth) {
    return (Outcome.Scored)
        protocol
            .prepare(LAYOUT, truth, Optional.empty())
            .score(new Prediction.Normals(prediction), Alignment.NONE)
            .outcome();
  }

  private static String failure(NormalsProtocol protocol, VectorMap prediction, boolean... valid) {
    Scoring scoring =
        protocol
            .prepare(LAYOUT, truth(map(0, 0, 1, 0, 0, 1), valid), Optional.empty())
            .score(new Prediction.Normals(prediction), Alignment.NONE);
    assertThat(scoring.errors()).isEmpty();
    return ((Outcome.Failed) scoring.outcome()).reason();
  }

  private static GroundTruth truth(VectorMap vectors, boolean... valid) {
    return new GroundTruth.Normals(vectors, Mask.of(SIZE, valid));
  }

  private static VectorMap map(float... values) {
    return VectorMap.owning(SIZE, values);
  }
}
