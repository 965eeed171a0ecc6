package org.tacheo.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.Content;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.EstimatorType.Opener;
import org.tacheo.core.EstimatorType.OracleOpener;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.Oracle;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Problems;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.core.StageClock;
import org.tacheo.core.TacheoException;
import org.tacheo.core.VectorMap;
import org.tacheo.core.View;
import org.tacheo.models.GoldenArrays;
import org.tacheo.models.GoldenArrays.GoldenArray;
import org.tacheo.models.checkpoint.CheckpointPlaces;
import org.tacheo.models.diffusion.NormalsEnding.ZRange;
import org.tacheo.models.graph.Precision;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.EngineOptions;

/** Ground truth through the autoencoder of the miniature checkpoint, see make_ceiling.py. */
class VaeCeilingTest {
  /** Two networks in single precision, one after the other. */
  private static final double WITHIN = 1e-4;

  /** One division and a few roundings of numbers up to 1 in single precision. */
  private static final double DRAWN = 2e-7;

  private static final GoldenArrays GOLDEN =
      GoldenArrays.read("/org/tacheo/models/diffusion/ceiling.npz");
  private static final View VIEW =
      new View(
          new SampleId("d", "s", "s/1.png"),
          "s/1.npy",
          () -> {
            throw new AssertionError("nobody looks at the image");
          },
          Optional.empty());

  @TempDir private static Path tinyNormals = Path.of("");

  private static Path tiny = Path.of("");
  private static Engine engine;

  @BeforeAll
  static void start() throws IOException, URISyntaxException {
    engine = Engine.open(EngineOptions.on(Device.CPU));
    tiny = Path.of(VaeCeilingTest.class.getResource("/tiny/marigold-depth-tiny").toURI());
    try (Stream<Path> files = Files.walk(tiny)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = tinyNormals.resolve(tiny.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Path index = tinyNormals.resolve("model_index.json");
    Files.writeString(index, Files.readString(index).replace("\"depth\"", "\"normals\""));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void quantilesAreThoseOfNumPy(int set) {
    float[] numbers = GOLDEN.get("quantile." + set + ".numbers").floats();
    double[] expected = GOLDEN.get("quantile." + set + ".values").values();

    assertThat(TruthPicture.quantile(numbers, numbers.length, 0.02)).isEqualTo(expected[0]);
    assertThat(TruthPicture.quantile(numbers, numbers.length, 0.98)).isEqualTo(expected[1]);
  }

  @Test
  void drawsDepthWithItsHolesFilledAsSciPyAndNumPyDo() {
    Planes drawn = TruthPicture.of(depth());

    assertThat(drawn.channels()).isEqualTo(1);
    assertClose(drawn.values(), GOLDEN.get("depth.drawn").floats(), DRAWN);
  }

  @Test
  void drawsDepthThatIsTheSameEverywhereInTheMiddle() {
    ImageSize size = new ImageSize(1, 3);
    GroundTruth.Depth truth =
        new GroundTruth.Depth(
            FloatMap.of(size, 2, 0, 2), Optional.of(Mask.of(size, true, true, true)));

    assertThat(TruthPicture.of(truth).values()).containsExactly(0, 0, 0);
  }

  // A root, a quotient and a product of numbers up to 2 in single precision: some ulps.
  @Test
  void spreadsZWhereTheCheckpointDrawsHalfItsRange() {
    ImageSize size = new ImageSize(1, 2);
    GroundTruth.Normals truth =
        new GroundTruth.Normals(
            VectorMap.owning(size, new float[] {1.2f, 0, 1.6f, 0.6f, 0, -0.8f}),
            Mask.of(size, true, true));

    assertThat(TruthPicture.of(truth, NormalsConvention.OPENGL, ZRange.HALF).values())
        .containsExactly(new float[] {0.6f, 0.6f, 0, 0, 0.6f, -1}, within(1e-6f));
    assertThat(TruthPicture.of(truth, NormalsConvention.DSINE, ZRange.FULL).values())
        .containsExactly(new float[] {-0.6f, -0.6f, 0, 0, 0.8f, -0.8f}, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "64", "24"})
  void equalsDiffusersOnDepth(String resolution) {
    Prediction prediction = predict(depth(), "depth", resolution(resolution));

    assertThat(prediction.kind()).isEqualTo(PredictionKind.AFFINE_INVARIANT_DEPTH);
    String name = "depth." + resolution.replace("native", "0");
    assertClose(
        ((Prediction.Depth) prediction).values().toArray(), GOLDEN.get(name).floats(), WITHIN);
  }

  @ParameterizedTest
  @CsvSource({"opengl, native", "opengl, 64", "dsine, native", "dsine, 64"})
  void equalsDiffusersOnNormals(String convention, String resolution) {
    Map<String, Object> extra = new TreeMap<>(resolution(resolution));
    extra.put("normals-convention", convention);
    Prediction prediction = predict(normals(), "normals", extra);

    String name = "normals." + convention + "." + resolution.replace("native", "0");
    assertClose(
        ((Prediction.Normals) prediction).vectors().toArray(), GOLDEN.get(name).floats(), WITHIN);
  }

  @Test
  void tellsItsStages() {
    StageClock clock = new StageClock();
    try (Oracle oracle = opener("depth", Map.of()).open()) {
      assertThat(oracle.readsImage()).isFalse();
      oracle.predict(VIEW, depth(), clock);
    }

    assertThat(clock.nanos().keySet())
        .containsExactly("draw", "resize", "wait", "encode", "decode", "resize-back");
  }

  @Test
  void failsWithoutAValidPixel() {
    ImageSize size = new ImageSize(8, 8);
    GroundTruth none =
        new GroundTruth.Depth(
            FloatMap.owning(size, new float[64]), Optional.of(Mask.owning(size, new boolean[64])));

    assertThatThrownBy(() -> predict(none, "depth", Map.of()))
        .isInstanceOf(TacheoException.class)
        .hasMessage("no valid pixel in the ground truth");
  }

  @Test
  void restsOnTheAutoencoderAlone() {
    Content content = opener("depth", Map.of()).content(Map.of());

    assertThat(content.parts())
        .extracting(Content.Part::name)
        .containsExactly(
            "model_index.json", "vae/config.json", "vae/diffusion_pytorch_model.safetensors");
  }

  @Test
  void saysWhereTheCheckpointShouldBe() {
    Opener absent = opener("depth", Map.of("checkpoint", "nobody/nothing"));

    assertThat(absent.missing()).hasValueSatisfying(m -> assertThat(m).contains("nobody/nothing"));
    assertThat(opener("depth", Map.of()).missing()).isEmpty();
  }

  @Test
  void refusesACheckpointOfTheOtherTask() {
    OracleOpener opener = opener("normals", Map.of("checkpoint", tiny.toString()));

    assertThatThrownBy(opener::open)
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("was trained to predict depth, the suite asks for task: normals");
  }

  @Test
  void refusesWhatOnlyADenoiserNeeds() {
    Problems problems = new Problems();
    Map<String, Object> values =
        Map.of("checkpoint", "c", "task", "depth", "profile", "diffusers", "seed", 1L);
    Settings settings = new Settings("e", values, problems);
    type().read(settings);
    settings.finish();

    assertThat(problems.found())
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).contains("unknown key"));
  }

  @Test
  void refusesAResolutionThatDiffusersRefuses() {
    Problems problems = new Problems();
    Map<String, Object> values =
        Map.of("checkpoint", "c", "task", "depth", "processing-resolution", 100L);
    type().read(new Settings("e", values, problems));

    assertThat(problems.found()).singleElement().asString().contains("a multiple of 8");
  }

  private static Prediction predict(GroundTruth truth, String task, Map<String, Object> extra) {
    try (Oracle oracle = opener(task, extra).open()) {
      return oracle.predict(VIEW, truth, new StageClock());
    }
  }

  private static OracleOpener opener(String task, Map<String, Object> extra) {
    Problems problems = new Problems();
    Map<String, Object> values = new TreeMap<>(extra);
    values.putIfAbsent("checkpoint", (task.equals("depth") ? tiny : tinyNormals).toString());
    values.put("task", task);
    Settings settings = new Settings("e", values, problems);
    Opener opener = type().read(settings);
    settings.finish();
    problems.throwIfAny("test");
    return (OracleOpener) opener;
  }

  private static EstimatorType type() {
    CheckpointPlaces places = new CheckpointPlaces(Optional.empty(), List.of());
    return new DiffusionType(places, () -> engine, Precision.FP32, Optional.empty(), content -> "")
        .ceiling();
  }

  private static Map<String, Object> resolution(String word) {
    return Map.of(
        "processing-resolution", word.equals("native") ? word : (Object) Long.valueOf(word));
  }

  private static GroundTruth.Depth depth() {
    GoldenArray metres = GOLDEN.get("depth.metres");
    return new GroundTruth.Depth(FloatMap.owning(size(), metres.floats()), Optional.of(valid()));
  }

  private static GroundTruth.Normals normals() {
    float[] vectors = GOLDEN.get("normals.vectors").floats();
    return new GroundTruth.Normals(VectorMap.owning(size(), vectors), valid());
  }

  private static ImageSize size() {
    int[] shape = GOLDEN.get("valid").shape();
    return new ImageSize(shape[0], shape[1]);
  }

  private static Mask valid() {
    double[] values = GOLDEN.get("valid").values();
    boolean[] valid = new boolean[values.length];
    for (int pixel = 0; pixel < valid.length; pixel++) {
      valid[pixel] = values[pixel] > 0;
    }
    return Mask.owning(size(), valid);
  }

  private static void assertClose(float[] actual, float[] expected, double within) {
    assertThat(actual).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs((double) actual[i] - expected[i]);
      worst = difference <= worst ? worst : difference;
    }
    assertThat(worst).as("largest difference").isLessThanOrEqualTo(within);
  }
}
