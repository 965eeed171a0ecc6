package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.FloatMap;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.PredictionFiles;
import org.tacheo.eval.metric.DepthMetric;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The score command on real frames against what the reference evaluator's own functions gave for
 * them. Counts exactly, scale and shift to one ulp of float32, metrics to 1e-6 relative (the
 * reference sums in float32).
 */
class RealFramesTest {
  private static final Path REAL =
      Path.of(System.getProperty("tacheo.shared", "")).resolve("real-mini");

  @TempDir private Path temporary = Path.of("");

  @BeforeEach
  void needsTheRealFrames() {
    assumeTrue(Files.isDirectory(REAL), "skipped: no real frames at " + REAL);
  }

  @ParameterizedTest
  @CsvSource({"nyuv2, least_square", "kitti, least_square", "eth3d, least_square_max_res_1024"})
  void agreesWithTheReferenceEvaluator(String dataset, String alignment) throws IOException {
    Cli cli =
        Cli.run(
            "score",
            "--dataset",
            dataset,
            "--data",
            REAL,
            "--predictions",
            REAL.resolve("predictions/" + dataset),
            "--partial",
            "--quiet",
            "--format",
            "json");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertAgrees(cli, dataset, alignment);
  }

  @Test
  void agreesInDisparityToo() throws IOException {
    Path predictions = temporary.resolve("disparity");
    for (int k = 1; k <= 3; k++) {
      String name = "test/basement_0001/pred_000" + k + ".npy";
      FloatMap depth = PredictionFiles.read(REAL.resolve("predictions/nyuv2").resolve(name));
      float[] values = depth.toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] = 1 - values[i] + 0.05f;
      }
      Files.createDirectories(predictions.resolve("test/basement_0001"));
      Files.write(predictions.resolve(name), Npy.write(FloatMap.owning(depth.size(), values)));
    }
    Cli cli =
        Cli.run(
            "score",
            "--dataset",
            "nyuv2",
            "--data",
            REAL,
            "--predictions",
            predictions,
            "--partial",
            "--quiet",
            "--format",
            "json",
            "--alignment",
            "least-squares-disparity");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertAgrees(cli, "nyuv2", "least_square_disparity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nyuv2", "kitti", "eth3d"})
  void takesTheSplitListToo(String dataset) {
    Object[] common = {
      "score",
      "--dataset",
      dataset,
      "--data",
      REAL,
      "--predictions",
      REAL.resolve("predictions/" + dataset),
      "--partial",
      "--quiet",
      "--format",
      "csv"
    };
    Object[] listed = Arrays.copyOf(common, common.length + 2);
    listed[common.length] = "--split-list";
    listed[common.length + 1] = REAL.resolve("splits/" + dataset + ".txt");
    assertThat(Cli.run(listed).out()).isEqualTo(Cli.run(common).out()).contains(",");
  }

  @Test
  void refusesThePartialSplitUnlessTold() {
    Cli cli =
        Cli.run(
            "score",
            "--dataset",
            "kitti",
            "--data",
            REAL,
            "--predictions",
            REAL.resolve("predictions/kitti"));
    assertThat(cli.exitCode()).isEqualTo(3);
    assertThat(cli.err())
        .contains("expected the 652 samples of kitti, found 1")
        .contains("--partial");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void marksWhatIsPartial() {
    Cli cli =
        Cli.run(
            "score",
            "--dataset",
            "kitti",
            "--data",
            REAL,
            "--predictions",
            REAL.resolve("predictions/kitti"),
            "--partial",
            "--quiet");
    assertThat(cli.out()).contains("1/652 samples").contains("NOT COMPARABLE");
  }

  @Test
  void writesTheReferenceFiles() throws IOException {
    Path folder = temporary.resolve("reference");
    Cli cli =
        Cli.run(
            "score",
            "--dataset",
            "kitti",
            "--data",
            REAL,
            "--predictions",
            REAL.resolve("predictions/kitti"),
            "--partial",
            "--quiet",
            "--reference-files",
            folder,
            "--split-list",
            REAL.resolve("splits/kitti.txt"));
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(Files.readAllLines(folder.resolve("per_sample_metrics.csv")))
        .hasSize(2)
        .last()
        .asString()
        .startsWith(
            "2011_09_26/2011_09_26_drive_0001_sync/image_02/data/pred_0000000005.npy,0.2931207");
    assertThat(Files.readString(folder.resolve("eval_metrics-least_square.txt")))
        .contains("on dataset: kitti_depth_eigen_test_full\n")
        .contains("min_depth = 1e-05\nmax_depth = 80\n");
  }

  @Test
  void theBaselinesRunOnThem() throws IOException {
    Path suite =
        Files.writeString(
            temporary.resolve("suite.yaml"),
            "suite: real\nprotocols: [marigold-depth]\ndatasets: [nyuv2, kitti, eth3d, scannet]\nestimators:\n  - {name: ramp, type: vertical-ramp}\n");
    Cli cli =
        Cli.run(
            "evaluate",
            suite,
            "--data",
            REAL,
            "--out",
            temporary.resolve("run"),
            "--partial",
            "--skip-missing",
            "--quiet");
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(cli.err()).contains("left out: scannet");
    assertThat(Files.readString(temporary.resolve("run/leaderboard.md")))
        .contains("NOT COMPARABLE")
        .contains("3/654")
        .contains("1/652")
        .contains("1/454");
  }

  private static void assertAgrees(Cli cli, String dataset, String alignment) throws IOException {
    JsonMapper json = new JsonMapper();
    JsonNode expected = json.readTree(Files.readString(REAL.resolve("expected.json")));
    JsonNode samples = json.readTree(cli.out()).required("samples");
    long references =
        expected.propertyNames().stream().filter(key -> key.startsWith(dataset + "/")).count();
    assertThat(samples.size()).isEqualTo((int) references);
    for (JsonNode sample : samples) {
      String id = dataset + "/" + sample.required("id").stringValue();
      JsonNode reference = expected.required(id).required(alignment);
      assertThat(sample.required("valid_pixels").longValue())
          .as(id)
          .isEqualTo(reference.required("valid").longValue());
      for (String name : new String[] {"scale", "shift"}) {
        float value = (float) reference.required(name).doubleValue();
        assertThat((float) sample.required(name).doubleValue())
            .as(id + " " + name)
            .isEqualTo(value, within(Math.ulp(value)));
      }
      for (DepthMetric metric : DepthMetric.MARIGOLD) {
        double value = reference.required(metric.referenceName()).doubleValue();
        assertThat(sample.required("metrics").required(metric.info().id()).doubleValue())
            .as(id + " " + metric)
            .isEqualTo(value, within(1e-6 * value));
      }
    }
  }
}
