package org.tacheo.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.EstimatorType.Opener;
import org.tacheo.core.EstimatorType.OracleOpener;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Mask;
import org.tacheo.core.Oracle;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SampleId;
import org.tacheo.core.SpecException;
import org.tacheo.core.StageClock;
import org.tacheo.core.View;
import org.tacheo.eval.protocol.BoundaryProtocol;
import org.tacheo.eval.protocol.DepthProtocol;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ResultJson;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.Score;
import org.tacheo.eval.suite.Plan;
import org.tacheo.eval.suite.Suite;

/** Who sees ground truth, what of it, and that it is said. */
class OracleTest {
  private final Map<SampleId, GroundTruth> seen = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();

  /** Says what it was shown. */
  private final Oracle copier =
      new Oracle() {
        @Override
        public Prediction predict(View view, GroundTruth truth, StageClock clock) {
          asked.incrementAndGet();
          seen.put(view.id(), truth);
          return clock.time("copy", () -> depth(((GroundTruth.Depth) truth).metres()));
        }

        @Override
        public boolean readsImage() {
          return false;
        }
      };

  private final Suite.Entry oracle = new Suite.Entry("oracle", "copier", Map.of(), opener());
  private final Suite.Entry flat =
      new Suite.Entry(
          "flat",
          "flat",
          Map.of(),
          Opener.of(
              PredictionKind.AFFINE_INVARIANT_DEPTH,
              () -> view -> depth(FloatMap.of(FakeDataset.SIZE, new float[16 * 8]))));

  private OracleOpener opener() {
    return new OracleOpener() {
      @Override
      public PredictionKind kind() {
        return PredictionKind.AFFINE_INVARIANT_DEPTH;
      }

      @Override
      public Oracle open() {
        return copier;
      }
    };
  }

  @Test
  void seesTheGroundTruthAndIsScoredAsEverybody() {
    Run run = run(1, List.of(oracle, flat), DepthProtocol.MARIGOLD);

    assertThat(run.results().scores())
        .extracting(Score::estimator)
        .containsExactly("oracle", "flat");
    // Depth to 13 m in float32 through a fit in double: 1e-6 relative is many of its ulps.
    assertThat(run.results().scores().get(0).metrics().get("abs_rel")).isLessThan(1e-6);
    assertThat(run.results().scores().get(1).metrics().get("abs_rel")).isGreaterThan(0.1);
    assertThat(seen).hasSize(12);
  }

  @Test
  void seesWhichPixelsTheProtocolBelieves() {
    run(1, List.of(oracle), DepthProtocol.MARIGOLD);

    seen.forEach(
        (id, truth) -> {
          GroundTruth.Depth depth = (GroundTruth.Depth) truth;
          Mask believed = depth.valid().orElseThrow();
          for (int pixel = 0; pixel < depth.size().pixels(); pixel++) {
            assertThat(believed.at(pixel)).isEqualTo(depth.metres().at(pixel) < 10);
          }
        });
    assertThat(seen.values()).anyMatch(truth -> !all(((GroundTruth.Depth) truth).valid()));
  }

  @Test
  void predictsOnceForProtocolsThatBelieveTheSame() {
    run(1, List.of(oracle), DepthProtocol.MARIGOLD, BoundaryProtocol.BOUNDARIES);

    assertThat(asked).hasValue(12);
  }

  @Test
  void isKnownAsOneByManifestAndResults() {
    Run run = run(1, List.of(oracle, flat), DepthProtocol.MARIGOLD);

    assertThat(run.manifest().estimators())
        .extracting(EstimatorInfo::oracle)
        .containsExactly(true, false);
    assertThat(run.results().scores()).extracting(Score::oracle).containsExactly(true, false);
    String manifest = ResultJson.indented(run.manifest());
    String results = ResultJson.indented(run.results());
    assertThat(manifest.split("\"oracle\" : true", -1)).hasSize(2);
    assertThat(results.split("\"oracle\" : true", -1)).hasSize(2);
    Manifest readManifest = ResultJson.manifest(manifest, "m");
    Results readResults = ResultJson.results(results, "r");
    assertThat(readManifest).isEqualTo(run.manifest());
    assertThat(readResults).isEqualTo(run.results());
  }

  @Test
  void leavesManifestAndResultsOfOthersAsTheyWere() {
    Run run = run(1, List.of(flat), DepthProtocol.MARIGOLD);

    assertThat(ResultJson.indented(run.manifest())).doesNotContain("oracle");
    assertThat(ResultJson.indented(run.results())).doesNotContain("oracle");
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {2, 8})
  void resultsDoNotDependOnThreads(int threads) {
    assertThat(files(run(threads, List.of(oracle, flat), DepthProtocol.MARIGOLD)))
        .isEqualTo(files(run(1, List.of(oracle, flat), DepthProtocol.MARIGOLD)));
  }

  @Test
  void cannotPredictWithoutGroundTruth() {
    assertThatThrownBy(
            () -> copier.predict(new View(new SampleId("d", "", "i"), "", () -> null, none())))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void isRefusedWherePredictionsAreWritten() {
    assertThatThrownBy(() -> PredictionRun.check(suite(List.of(flat, oracle))))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("estimators: oracle: type copier sees ground truth")
        .hasMessageNotContaining("\n");
  }

  @Test
  void isNotOpenedByWhatDoesNotSayThatItIsOne() {
    Opener silent = Opener.of(PredictionKind.AFFINE_INVARIANT_DEPTH, () -> copier);
    Suite.Entry hidden = new Suite.Entry("hidden", "silent", Map.of(), silent);

    assertThatThrownBy(() -> run(1, List.of(hidden), DepthProtocol.MARIGOLD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("silent");
    assertThat(seen).isEmpty();
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  private static boolean all(Optional<Mask> mask) {
    Mask values = mask.orElseThrow();
    for (int pixel = 0; pixel < values.size().pixels(); pixel++) {
      if (!values.at(pixel)) {
        return false;
      }
    }
    return true;
  }

  private static Prediction depth(FloatMap values) {
    return new Prediction.Depth(PredictionKind.AFFINE_INVARIANT_DEPTH, values);
  }

  private static Suite suite(List<Suite.Entry> entries, Protocol... protocols) {
    return new Suite("test", entries, List.of("fake"), List.of(protocols));
  }

  private static Run run(int threads, List<Suite.Entry> entries, Protocol... protocols) {
    Plan plan =
        new Plan(
            suite(entries, protocols),
            List.of(new FakeDataset(12)),
            Optional.empty(),
            OptionalInt.empty(),
            threads,
            "test");
    return Evaluation.run(plan, (id, done, total, failed) -> {});
  }

  private static String files(Run run) {
    return ResultJson.indented(run.manifest())
        + run.samples().stream().map(ResultJson::line).collect(Collectors.joining())
        + ResultJson.indented(run.results());
  }
}
