package org.tacheo.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.TacheoException;
import org.tacheo.eval.journal.RunFolder;
import org.tacheo.eval.protocol.NormalsProtocol;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.Score;
import org.tacheo.eval.suite.Plan;
import org.tacheo.eval.suite.Suite;

class NormalsEvaluationTest {
  private static final Estimator FAILS_ON_ONE =
      view -> {
        if (view.id().path().contains("/1")) {
          throw new TacheoException("no prediction");
        }
        return FakeNormals.GOLDEN.predict(view);
      };

  // The reference's own numbers; its float32 sums agree with those in double to 2e-7.
  @Test
  void bothProtocolsGiveTheirOwnPublishedScores() {
    Run run = run(FakeNormals.GOLDEN, 1);
    Map<String, Double> pooled = run.results().scores().get(0).metrics();
    assertThat(pooled.get("mean")).isEqualTo(9.258169174194336, within(1.8e-6));
    assertThat(pooled.get("median")).isEqualTo(7.636, within(5e-4));
    assertThat(pooled.get("rmse")).isEqualTo(10.94225025177002, within(2.1e-6));
    assertThat(pooled.get("within_5")).isEqualTo(28.467, within(5e-4));
    assertThat(pooled.get("within_30")).isEqualTo(100);
    Map<String, Double> means = run.results().scores().get(1).metrics();
    assertThat(means.get("mean")).isEqualTo(9.257566610972086, within(1e-14));
    assertThat(means.get("median")).isEqualTo(9.457266807556152, within(1e-14));
    assertThat(means.get("rmse")).isEqualTo(10.031533241271973, within(1e-14));
    assertThat(means.get("within_5")).isEqualTo(28.470633333333335, within(1e-13));
    assertThat(means.get("within_11_25")).isEqualTo(66.88636666666666, within(1e-13));
  }

  @Test
  void rowsOfThePooledProtocolHoldTheValuesOfEachImage() {
    Run run = run(FakeNormals.GOLDEN, 1);
    Outcome.Scored first = (Outcome.Scored) run.samples().get(0).outcome();
    assertThat(run.samples().get(0).protocol()).isEqualTo("dsine-normals");
    assertThat(first.metrics().get("mean")).isEqualTo(4.3921, within(5e-5));
    assertThat(first.validPixels()).isEqualTo(2730);
    assertThat(run.results().scores().get(0).alignment()).isEqualTo("none");
    assertThat(run.results().scores().get(0).negativeScales()).isZero();
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {2, 8})
  void scoresDoNotDependOnThreads(int threads) {
    assertThat(run(FakeNormals.GOLDEN, threads).results())
        .isEqualTo(run(FakeNormals.GOLDEN, 1).results());
  }

  @Test
  void aFailedSampleIsLeftOutOfThePoolAndCounted() {
    Score score = run(FAILS_ON_ONE, 2).results().scores().get(0);
    assertThat(score.failed()).isEqualTo(1);
    assertThat(score.comparable()).isFalse();
    assertThat(score.metrics().get("mean")).isEqualTo(9.2962, within(1e-3)); // of k = 0 and 2
  }

  @Test
  void whereEverySampleFailsThereIsNoScore() {
    Estimator none =
        view -> {
          throw new TacheoException("no prediction");
        };
    Score score = run(none, 1).results().scores().get(0);
    assertThat(score.metrics()).isEmpty();
    assertThat(score.n()).isZero();
  }

  @Test
  void aRunWhoseErrorsWereLostOrChangedComputesThoseUnitsAgain(@TempDir Path temporary)
      throws IOException {
    Run expected = run(FakeNormals.GOLDEN, 1);
    Plan plan = plan(FakeNormals.GOLDEN, 2);
    List<Integer> worked = new ArrayList<>();
    List<Path> kept = List.of();
    for (int damaged = 0; damaged < 3; damaged++) {
      if (damaged > 0) {
        Files.delete(kept.get(0));
      }
      if (damaged > 1) {
        Files.write(kept.get(1), new byte[] {1});
      }
      List<Integer> heard = new ArrayList<>();
      try (RunFolder folder = RunFolder.open(temporary, plan.manifest(), note -> {})) {
        Run run = Evaluation.run(plan, folder, (dataset, done, total, failed) -> heard.add(done));
        assertThat(run.results()).isEqualTo(expected.results());
        assertThat(run.samples()).isEqualTo(expected.samples());
        assertThat(RunFiles.publish(folder, run, Map.of())).hasSize(damaged == 0 ? 2 : 0);
      }
      worked.add(heard.size());
      try (Stream<Path> files = Files.list(temporary.resolve("errors"))) {
        kept = files.sorted().toList();
      }
      assertThat(kept).hasSize(3);
      assertThat(Verification.of(temporary, run -> Map.of()))
          .allMatch(check -> check.problem().isEmpty());
    }
    assertThat(worked).containsExactly(3, 1, 2);
    Files.delete(kept.get(2));
    assertThat(Verification.of(temporary, run -> Map.of()))
        .anyMatch(check -> check.problem().isPresent());
  }

  private static Run run(Estimator estimator, int threads) {
    return Evaluation.run(plan(estimator, threads), (dataset, done, total, failed) -> {});
  }

  private static Plan plan(Estimator estimator, int threads) {
    Suite suite =
        new Suite(
            "test",
            List.of(
                new Suite.Entry(
                    "e",
                    "fake",
                    Map.of(),
                    EstimatorType.Opener.of(PredictionKind.NORMALS, () -> estimator))),
            List.of("golden"),
            List.of(NormalsProtocol.DSINE, NormalsProtocol.MARIGOLD));
    return new Plan(
        suite, List.of(new FakeNormals()), Optional.empty(), OptionalInt.empty(), threads, "test");
  }
}
