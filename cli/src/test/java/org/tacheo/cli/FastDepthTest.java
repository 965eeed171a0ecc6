package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tacheo.core.FloatMap;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;
import org.tacheo.datasets.image.PredictionFiles;
import org.tacheo.eval.align.AffineFit;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.align.LeastSquares;
import org.tacheo.eval.align.Ratios;
import org.tacheo.eval.metric.AlignedDepth;
import org.tacheo.eval.metric.DepthMetric;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real frame with the prediction of a real network under three alignments, against metrics that
 * were computed in float64 throughout. The alignment here rounds to float32, and no clip applies:
 * metrics agree to 2e-6 relative; a share may differ by the one pixel in 50176 whose ratio rounds
 * onto a threshold.
 */
class FastDepthTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("tacheo.shared", "")).resolve("real-mini/fastdepth");
  private static final Map<String, DepthMetric> METRICS =
      Map.of(
          "abs_rel", DepthMetric.ABS_REL,
          "sq_rel", DepthMetric.SQ_REL,
          "rmse", DepthMetric.RMSE,
          "mae", DepthMetric.MAE,
          "rmse_log", DepthMetric.RMSE_LOG,
          "log10", DepthMetric.LOG10,
          "silog_x100", DepthMetric.SILOG,
          "d1", DepthMetric.DELTA1,
          "d2", DepthMetric.DELTA2,
          "d3", DepthMetric.DELTA3);

  @BeforeEach
  void needsTheRealFrame() {
    assumeTrue(Files.isDirectory(FOLDER), "skipped: no real frame at " + FOLDER);
  }

  @Test
  void agreesUnderNoAlignment() throws IOException {
    assertAgrees("no_alignment", Alignment.NONE);
  }

  @Test
  void agreesUnderMedianScale() throws IOException {
    assertAgrees("median_scale", Alignment.MEDIAN);
  }

  @Test
  void agreesUnderLeastSquares() throws IOException {
    assertAgrees("least_squares_scale_shift", Alignment.LEAST_SQUARES);
  }

  private static void assertAgrees(String key, Alignment alignment) throws IOException {
    JsonNode all = new JsonMapper().readTree(Files.readString(FOLDER.resolve("expected.json")));
    JsonNode expected = all.required(key);
    FloatMap groundTruth = PredictionFiles.read(FOLDER.resolve("depth.npy"));
    FloatMap prediction = PredictionFiles.read(FOLDER.resolve("pred.npy"));
    PixelSet valid =
        PixelSet.of(
            groundTruth.size(), Region.all(groundTruth.size()), pixel -> groundTruth.at(pixel) > 0);
    assertThat(valid.count()).isEqualTo(all.required("n").intValue());
    AffineFit fit =
        switch (alignment) {
          case MEDIAN -> Ratios.median(prediction, groundTruth, valid);
          case LEAST_SQUARES -> LeastSquares.fit(prediction, groundTruth, valid);
          default -> AffineFit.IDENTITY;
        };
    assertClose(expected, "scale", fit.scale());
    assertClose(expected, "shift", fit.shift());
    Map<String, Double> metrics =
        DepthMetric.all(
            List.of(DepthMetric.values()),
            new AlignedDepth(prediction, fit, alignment, 0, Float.POSITIVE_INFINITY),
            groundTruth,
            valid);
    METRICS.forEach(
        (name, metric) -> {
          double value = metrics.getOrDefault(metric.info().id(), Double.NaN);
          double tolerance = name.matches("d[123]") ? 1.0 / valid.count() : 2e-6 * value;
          assertThat(value)
              .as(name)
              .isCloseTo(expected.required(name).doubleValue(), within(tolerance));
        });
  }

  private static void assertClose(JsonNode expected, String name, double value) {
    if (expected.has(name)) {
      double reference = expected.required(name).doubleValue();
      assertThat(value).as(name).isCloseTo(reference, within(1e-6 * Math.abs(reference)));
    }
  }
}
