package org.tacheo.eval.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Region;
import org.tacheo.core.SpecException;
import org.tacheo.core.TacheoException;
import org.tacheo.core.Task;
import org.tacheo.core.View;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.identity.SeenFiles;
import org.tacheo.eval.journal.PredictionFolder;
import org.tacheo.eval.protocol.Aggregation;
import org.tacheo.eval.protocol.DepthProtocol;
import org.tacheo.eval.protocol.Prepared;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.suite.Plan;
import org.tacheo.eval.suite.Suite;

class PredictionRunTest {
  @TempDir private Path temporary = Path.of("");

  private final AtomicInteger predicted = new AtomicInteger();
  private int lacking;

  /** Predicts what tells its samples apart; the third fails. */
  private Prediction predict(View view) {
    predicted.incrementAndGet();
    if (FakeDataset.number(view.id()) == 3) {
      throw new TacheoException("no prediction for 3");
    }
    return depth(FakeDataset.SIZE, view.image().at(0, 0));
  }

  @Test
  void leavesAFileForEachPredictionAndSaysWhatFailed() throws IOException {
    List<PredictionRun.Failure> failures = run(plan("e", this::predict, 5));
    assertThat(files())
        .containsExactly(
            "e/fake/scene0/0.npy=0.0",
            "e/fake/scene0/1.npy=1.0",
            "e/fake/scene1/2.npy=2.0",
            "e/fake/scene2/4.npy=4.0");
    assertThat(failures)
        .extracting(
            failure -> failure.estimator() + " " + failure.sample() + " " + failure.reason())
        .containsExactly("e fake/scene1/3.png no prediction for 3");
  }

  @Test
  void keepsWhatIsThereAndPredictsWhatIsNot() throws IOException {
    run(plan("e", this::predict, 5));
    List<String> before = files();
    Files.delete(temporary.resolve("out/e/fake/scene0/1.npy"));
    Files.writeString(temporary.resolve("out/e/fake/scene0/.0.npy.partial"), "cut");
    predicted.set(0);
    assertThat(run(plan("e", this::predict, 5))).hasSize(1);
    assertThat(predicted).as("the one that is gone, the one that failed").hasValue(2);
    assertThat(lacking).isEqualTo(2);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void predictsNothingThatIsThere() {
    run(plan("e", view -> depth(FakeDataset.SIZE, 1), 2));
    Plan plan =
        plan(
            "e",
            view -> {
              throw new AssertionError("there is nothing to predict");
            },
            2);
    assertThat(run(plan)).isEmpty();
  }

  @Test
  void refusesTheFolderOfOtherPredictions() {
    run(plan("e", this::predict, 5));
    assertThatThrownBy(() -> run(plan("e", this::predict, 4)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("out: holds other predictions: dataset fake: samples: 5 -> 4");
  }

  @Test
  void touchesNoFolderOfSomethingElse() throws IOException {
    Files.createDirectories(temporary.resolve("out"));
    Files.writeString(temporary.resolve("out/mine.txt"), "keep");
    assertThatThrownBy(() -> run(plan("e", this::predict, 5)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("neither a folder of predictions nor an empty folder");
    assertThat(temporary.resolve("out").toFile().list()).containsExactly("mine.txt");
  }

  @Test
  void aPredictionOfAnotherSizeFails() throws IOException {
    List<PredictionRun.Failure> failures = run(plan("e", view -> depth(new ImageSize(3, 2), 1), 1));
    assertThat(failures)
        .extracting(PredictionRun.Failure::reason)
        .containsExactly(
            "the prediction is " + new ImageSize(3, 2) + ", the image " + FakeDataset.SIZE);
    assertThat(temporary.resolve("out")).as("a folder of nothing").doesNotExist();
  }

  @Test
  void refusesProtocolsThatShowDifferentParts() {
    Plan plan = plan("e", this::predict, 2);
    Suite suite =
        new Suite(
            "s",
            plan.suite().estimators(),
            plan.suite().datasets(),
            List.of(DepthProtocol.MARIGOLD, new TopRows()));
    Plan both = new Plan(suite, plan.datasets(), Optional.empty(), OptionalInt.empty(), 1, "test");
    assertThatThrownBy(() -> run(both))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(
            "protocols marigold-depth and top-rows show different parts of fake, expected one");
  }

  /** Shows less than the others do. */
  private record TopRows() implements Protocol {
    @Override
    public String id() {
      return "top-rows";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Task task() {
      return Task.DEPTH;
    }

    @Override
    public Aggregation aggregation() {
      return DepthProtocol.MARIGOLD.aggregation();
    }

    @Override
    public List<String> layouts() {
      return List.of("scannet");
    }

    @Override
    public ProtocolInfo info(List<String> layouts) {
      return DepthProtocol.MARIGOLD.info(layouts);
    }

    @Override
    public Region crop(String layout, ImageSize size) {
      return new Region(0, 2, 0, size.width());
    }

    @Override
    public void requireFits(String layout, ImageSize size) {}

    @Override
    public Alignment alignment(PredictionKind kind) {
      return DepthProtocol.MARIGOLD.alignment(kind);
    }

    @Override
    public Prepared prepare(
        String layout, GroundTruth groundTruth, Optional<Intrinsics> intrinsics) {
      return DepthProtocol.MARIGOLD.prepare(layout, groundTruth, intrinsics);
    }
  }

  @Test
  void corruptGroundTruthEndsIt() {
    assertThatThrownBy(() -> run(plan("e", this::predict, new FakeDataset(5, 2))))
        .isInstanceOf(DataException.class)
        .hasMessage("fake/scene1/2.png: is corrupt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", "a/b", "a\\b", ".a", "a.", "a ", "", "lock", "predictions.json", "\u00e9"})
  void refusesANameThatIsNoneForAFolder(String name) {
    Suite suite = plan(name, this::predict, 1).suite();
    assertThatThrownBy(() -> PredictionRun.check(suite)).isInstanceOf(SpecException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "marigold-50x10", "E2E FT (v1.1)", "a+b_c"})
  void takesAUsualName(String name) {
    PredictionRun.check(plan(name, this::predict, 1).suite());
  }

  @Test
  void refusesNamesThatDifferInCaseOnly() {
    Suite one = plan("a", this::predict, 1).suite();
    Suite two = plan("A", this::predict, 1).suite();
    Suite both =
        new Suite(
            "s",
            Stream.concat(one.estimators().stream(), two.estimators().stream()).toList(),
            one.datasets(),
            one.protocols());
    assertThatThrownBy(() -> PredictionRun.check(both))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("\"A\" would share a folder with another");
  }

  private List<PredictionRun.Failure> run(Plan plan) {
    List<Integer> heard = new ArrayList<>();
    try (PredictionFolder folder =
        PredictionFolder.open(temporary.resolve("out"), plan.manifest())) {
      lacking = PredictionRun.lacking(plan, folder);
      return PredictionRun.run(
          plan,
          folder,
          new SeenFiles(),
          (path, prediction) -> Map.of(path, String.valueOf(first(prediction)).getBytes(UTF_8)),
          (dataset, done, total, failed) -> heard.add(done));
    } finally {
      assertThat(heard).isSorted();
    }
  }

  private static float first(Prediction prediction) {
    return prediction instanceof Prediction.Depth depth ? depth.values().at(0) : Float.NaN;
  }

  private List<String> files() throws IOException {
    Path out = temporary.resolve("out");
    try (Stream<Path> tree = Files.walk(out)) {
      List<String> files = new ArrayList<>();
      for (Path file : tree.filter(path -> path.toString().endsWith(".npy")).toList()) {
        files.add(out.relativize(file) + "=" + Files.readString(file));
      }
      files.sort(null);
      return files;
    }
  }

  private static Prediction depth(ImageSize size, float value) {
    float[] values = new float[size.pixels()];
    Arrays.fill(values, value);
    return new Prediction.Depth(
        PredictionKind.AFFINE_INVARIANT_DEPTH, FloatMap.owning(size, values));
  }

  private static Plan plan(String name, Estimator estimator, int samples) {
    return plan(name, estimator, new FakeDataset(samples));
  }

  private static Plan plan(String name, Estimator estimator, FakeDataset dataset) {
    Suite.Entry entry =
        new Suite.Entry(
            name,
            "test",
            Map.of(),
            EstimatorType.Opener.of(PredictionKind.AFFINE_INVARIANT_DEPTH, () -> estimator));
    Suite suite =
        new Suite("test", List.of(entry), List.of("fake"), List.of(DepthProtocol.MARIGOLD));
    return new Plan(suite, List.of(dataset), Optional.empty(), OptionalInt.empty(), 2, "test");
  }
}
