package org.tacheo.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.FloatMap;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SpecException;
import org.tacheo.core.StageClock;
import org.tacheo.core.TacheoException;
import org.tacheo.core.View;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.protocol.DepthProtocol;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.ResultJson;
import org.tacheo.eval.result.Score;
import org.tacheo.eval.result.Timing;
import org.tacheo.eval.suite.Plan;
import org.tacheo.eval.suite.Suite;

class EvaluationTest {
  private static final Estimator FROM_IMAGE = view -> depth(map(view, 1));
  private static final Estimator INVERTED = view -> depth(map(view, -1));
  private static final Estimator FAILS_ON_THREE =
      view -> {
        if (FakeDataset.number(view.id()) == 3) {
          throw new TacheoException("no prediction for 3");
        }
        return depth(map(view, 1));
      };

  @Test
  void scoresAreUnweightedMeansOverSamples() {
    Run run = run(new FakeDataset(5), 1, Map.of("e", FROM_IMAGE));
    Score score = run.results().scores().get(0);
    double mean =
        run.samples().stream()
                .mapToDouble(row -> ((Outcome.Scored) row.outcome()).metrics().get("abs_rel"))
                .sum()
            / 5;
    assertThat(score.n()).isEqualTo(5);
    assertThat(score.comparable()).isTrue();
    assertThat(score.alignment()).isEqualTo("least-squares");
    assertThat(score.metrics().get("abs_rel")).isEqualTo(mean, within(1e-15));
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {2, 3, 8, 64})
  void resultsDoNotDependOnThreads(int threads) {
    Map<String, Estimator> estimators = Map.of("a", FROM_IMAGE, "b", INVERTED, "c", FAILS_ON_THREE);
    assertThat(files(run(new FakeDataset(40), threads, estimators)))
        .isEqualTo(files(run(new FakeDataset(40), 1, estimators)));
  }

  @Test
  void aSampleThatFailsIsCountedAndMakesTheScoreIncomparable() {
    Score score = run(new FakeDataset(5), 2, Map.of("e", FAILS_ON_THREE)).results().scores().get(0);
    assertThat(score.n()).isEqualTo(4);
    assertThat(score.failed()).isEqualTo(1);
    assertThat(score.expected()).isEqualTo(5);
    assertThat(score.comparable()).isFalse();
    assertThat(score.incomplete()).isTrue();
  }

  @Test
  void aFailureKeepsItsReason() {
    Run run = run(new FakeDataset(5), 2, Map.of("e", FAILS_ON_THREE));
    assertThat(run.samples().get(3).outcome()).isEqualTo(new Outcome.Failed("no prediction for 3"));
    assertThat(run.failures()).isEqualTo(1);
  }

  @Test
  void negativeScalesAreCounted() {
    assertThat(
            run(new FakeDataset(5), 2, Map.of("e", INVERTED))
                .results()
                .scores()
                .get(0)
                .negativeScales())
        .isEqualTo(5);
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 8})
  void corruptGroundTruthEndsTheRunNamingTheFirst(int threads) {
    assertThatThrownBy(() -> run(new FakeDataset(30, 4, 5, 20), threads, Map.of("e", FROM_IMAGE)))
        .isInstanceOf(DataException.class)
        .hasMessage("fake/scene2/4.png: is corrupt");
  }

  @Test
  void aLimitTakesTheFirstSamplesAndIsNotComparable() {
    Plan plan =
        new Plan(
            suite(Map.of("e", FROM_IMAGE)),
            List.of(new FakeDataset(5)),
            Optional.empty(),
            OptionalInt.of(2),
            2,
            "test");
    Run run = Evaluation.run(plan, (dataset, done, total, failed) -> {});
    assertThat(run.samples()).hasSize(2);
    assertThat(run.results().scores().get(0).comparable()).isFalse();
    assertThat(run.manifest().datasets().get(0).n()).isEqualTo(2);
    assertThat(run.manifest().datasets().get(0).expected()).isEqualTo(5);
  }

  @Test
  void anAlignmentGivenOverridesTheNaturalOne() {
    Plan plan =
        new Plan(
            suite(Map.of("e", FROM_IMAGE)),
            List.of(new FakeDataset(3)),
            Optional.of(Alignment.LEAST_ABSOLUTE),
            OptionalInt.empty(),
            1,
            "test");
    Run run = Evaluation.run(plan, (dataset, done, total, failed) -> {});
    assertThat(run.results().scores().get(0).alignment()).isEqualTo("least-absolute");
    assertThat(run.manifest().alignment()).isEqualTo("least-absolute");
  }

  @Test
  void progressCountsEverySample() {
    List<Integer> heard = new ArrayList<>();
    Plan plan =
        new Plan(
            suite(Map.of("e", FAILS_ON_THREE)),
            List.of(new FakeDataset(6)),
            Optional.empty(),
            OptionalInt.empty(),
            3,
            "test");
    Evaluation.run(
        plan,
        (dataset, done, total, failed) -> {
          heard.add(done);
          assertThat(total).isEqualTo(6);
          assertThat(failed).isBetween(0, 1);
        });
    assertThat(heard).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void tellsWhatEachEstimatorBeginsWithAndHowMuchOfItsDatasetIsDone() {
    Plan plan =
        new Plan(
            suite(Map.of("a", FROM_IMAGE)),
            List.of(new FakeDataset("one", 2), new FakeDataset("two", 1)),
            Optional.empty(),
            OptionalInt.empty(),
            1,
            "test");
    List<String> heard = new ArrayList<>();
    Evaluation.run(
        plan,
        new Progress() {
          @Override
          public void begun(String estimator, String dataset, int done, int total) {
            heard.add(estimator + " " + dataset + " " + done + "/" + total);
          }

          @Override
          public void finished(String dataset, int done, int total, int failed) {
            heard.add("finished " + done + "/" + total);
          }
        });
    assertThat(heard)
        .containsExactly(
            "a one 0/2", "finished 1/3", "a one 1/2", "finished 2/3", "a two 0/1", "finished 3/3");
  }

  @Test
  void everyEstimatorIsScoredOnEveryDataset() {
    Suite suite = suite(Map.of("a", FROM_IMAGE, "b", FAILS_ON_THREE));
    Plan plan =
        new Plan(
            suite,
            List.of(new FakeDataset("one", 2), new FakeDataset("two", 5)),
            Optional.empty(),
            OptionalInt.empty(),
            2,
            "test");
    Run run = Evaluation.run(plan, (dataset, done, total, failed) -> {});
    assertThat(run.results().scores())
        .extracting(
            score ->
                score.estimator() + " " + score.dataset() + " " + score.n() + "+" + score.failed())
        .containsExactly("a one 2+0", "a two 5+0", "b one 2+0", "b two 4+1");
    assertThat(run.samples())
        .extracting(row -> row.estimator() + " " + row.dataset() + " " + row.id())
        .startsWith("a one scene0/0.png", "a one scene0/1.png", "a two scene0/0.png")
        .endsWith("b two scene1/3.png", "b two scene2/4.png")
        .hasSize(14);
    assertThat(run.manifest().datasets()).extracting(DatasetInfo::id).containsExactly("one", "two");
  }

  @Test
  void theRunIsNamedByItsManifest() {
    Run run = run(new FakeDataset(2), 1, Map.of("e", FROM_IMAGE));
    assertThat(run.manifest().runId())
        .isEqualTo(
            "test-" + ResultJson.sha256(ResultJson.indented(run.manifest())).substring(0, 12));
  }

  @Test
  void timesTheStagesOfEverySample() {
    Estimator staged =
        new Estimator() {
          @Override
          public Prediction predict(View view) {
            throw new AssertionError("the clock was left out");
          }

          @Override
          public Prediction predict(View view, StageClock clock) {
            FloatMap map = clock.time("resize", () -> map(view, 1));
            return clock.time("decode", () -> depth(map));
          }
        };
    Timing timing = run(new FakeDataset(3), 2, Map.of("e", staged)).timing();
    assertThat(timing.stages())
        .extracting(Timing.Stage::stage)
        .containsExactly("decode", "predict", "score", "predict.resize", "predict.decode");
    assertThat(timing.samples())
        .extracting(Timing.Sample::id)
        .containsExactly("scene0/0.png", "scene0/1.png", "scene1/2.png");
    for (Timing.Sample sample : timing.samples()) {
      Map<String, Double> spent = sample.milliseconds();
      assertThat(spent)
          .containsOnlyKeys("decode", "predict", "score", "predict.resize", "predict.decode");
      assertThat(spent.values()).allMatch(milliseconds -> milliseconds > 0);
      assertThat(
              spent.getOrDefault("predict.resize", 0.0) + spent.getOrDefault("predict.decode", 0.0))
          .isLessThan(spent.getOrDefault("predict", 0.0));
    }
    for (Timing.Stage stage : timing.stages()) {
      assertThat(stage.samples()).isEqualTo(3);
      assertThat(stage.totalMilliseconds())
          .as(stage.stage())
          .isCloseTo(
              timing.samples().stream().mapToDouble(s -> s.milliseconds().get(stage.stage())).sum(),
              within(1e-9));
    }
  }

  @Test
  void refusesThreadsAndLimitsBelowOne() {
    Suite suite = suite(Map.of("e", FROM_IMAGE));
    assertThatThrownBy(
            () -> new Plan(suite, List.of(), Optional.empty(), OptionalInt.empty(), 0, ""))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("--threads");
    assertThatThrownBy(() -> new Plan(suite, List.of(), Optional.empty(), OptionalInt.of(0), 1, ""))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("--limit");
  }

  private static Run run(FakeDataset dataset, int threads, Map<String, Estimator> estimators) {
    Plan plan =
        new Plan(
            suite(estimators),
            List.of(dataset),
            Optional.empty(),
            OptionalInt.empty(),
            threads,
            "test");
    return Evaluation.run(plan, (id, done, total, failed) -> {});
  }

  private static Suite suite(Map<String, Estimator> estimators) {
    List<Suite.Entry> entries =
        estimators.keySet().stream()
            .sorted()
            .map(
                name ->
                    new Suite.Entry(
                        name,
                        "test",
                        Map.of(),
                        EstimatorType.Opener.of(
                            PredictionKind.AFFINE_INVARIANT_DEPTH,
                            () -> estimators.getOrDefault(name, FROM_IMAGE))))
            .toList();
    return new Suite("test", entries, List.of("fake"), List.of(DepthProtocol.MARIGOLD));
  }

  private static Prediction depth(FloatMap values) {
    return new Prediction.Depth(PredictionKind.AFFINE_INVARIANT_DEPTH, values);
  }

  private static String files(Run run) {
    return ResultJson.indented(run.manifest())
        + run.samples().stream().map(ResultJson::line).collect(Collectors.joining())
        + ResultJson.indented(run.results());
  }

  private static FloatMap map(View view, int sign) {
    float[] values = new float[FakeDataset.SIZE.pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = sign * (i + view.image().at(i, 0) / 64f);
    }
    return FloatMap.owning(FakeDataset.SIZE, values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LEAST_SQUARES", "LEAST_SQUARES_DISPARITY"})
  void namesTheAlignmentAskedForEvenIfNoSampleCouldBeScored(Alignment asked) {
    Estimator failing =
        view -> {
          throw new TacheoException("no prediction at all");
        };
    Plan plan =
        new Plan(
            suite(Map.of("e", failing)),
            List.of(new FakeDataset(3)),
            Optional.of(asked),
            OptionalInt.empty(),
            1,
            "test");
    Run run = Evaluation.run(plan, (dataset, done, total, failed) -> {});
    assertThat(run.results().scores().get(0).alignment()).isEqualTo(asked.id());
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 4})
  void aSampleTooLargeForTheHeapIsNamed(int threads) {
    Estimator hungry =
        view -> {
          throw new OutOfMemoryError("Java heap space");
        };
    assertThatThrownBy(() -> run(new FakeDataset(5), threads, Map.of("e", hungry)))
        .isInstanceOf(TacheoException.class)
        .hasMessageStartingWith("fake/scene0/0.png: does not fit into the heap of ")
        .hasMessageContaining("-Xmx");
  }
}
