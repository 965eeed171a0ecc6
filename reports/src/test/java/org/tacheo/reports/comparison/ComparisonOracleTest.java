package org.tacheo.reports.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tacheo.eval.result.MetricInfo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What NumPy gives for the same scores: {@code make_comparison.py} wrote the file. */
class ComparisonOracleTest {
  private static final MetricInfo ERROR = new MetricInfo("abs_rel", "AbsRel", "ratio", false);

  /**
   * Relative to the largest value that goes into a number. A mean of up to 120 terms of one sign
   * has an error of at most 120 units of 1.1e-16, whichever way it is summed.
   */
  private static final double TOLERANCE = 1e-13;

  @TestFactory
  List<DynamicTest> agreesWithNumPy() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream file = ComparisonOracleTest.class.getResourceAsStream("comparison.json")) {
      for (JsonNode one : JsonMapper.shared().readTree(Objects.requireNonNull(file))) {
        tests.add(DynamicTest.dynamicTest(one.required("name").stringValue(), () -> check(one)));
      }
    }
    assertThat(tests).hasSize(5);
    return tests;
  }

  private static void check(JsonNode one) {
    JsonNode expected = one.required("expected");
    List<String> scenes = new ArrayList<>();
    one.required("scenes").forEach(scene -> scenes.add(scene.toString()));
    Bootstrap bootstrap =
        new Bootstrap(
            one.required("resamples").intValue(),
            one.required("confidence").doubleValue(),
            one.required("seed").longValue());
    Scenes grouped = Scenes.of(scenes, Scenes.Drawn.SCENES);
    SplitMix64 random = new SplitMix64(bootstrap.seed());
    assertThat(IntStream.range(0, 20).mapToObj(i -> random.below(grouped.count())).toList())
        .hasToString(expected.required("first_draws").toString().replace(",", ", "));
    Estimate estimate =
        Estimate.of(
            new PairedScores(grouped, numbers(one, "a"), numbers(one, "b")), ERROR, bootstrap);
    double scale = Math.max(estimate.meanA(), estimate.meanB());
    close(estimate.meanA(), expected.required("mean_a"), scale);
    close(estimate.meanB(), expected.required("mean_b"), scale);
    close(estimate.ratio().orElseThrow(), expected, "ratio", 1);
    close(estimate.difference(), expected, "difference", scale);
    assertThat(estimate.scenesBetter()).isEqualTo(expected.required("scenes_a_lower").intValue());
  }

  private static void close(Estimate.Ranged actual, JsonNode expected, String name, double scale) {
    close(actual.value(), expected.required(name), scale);
    Interval interval = actual.interval().orElseThrow();
    close(interval.low(), expected.required(name + "_interval").required(0), scale);
    close(interval.high(), expected.required(name + "_interval").required(1), scale);
  }

  private static void close(double actual, JsonNode expected, double scale) {
    assertThat(actual).isCloseTo(expected.doubleValue(), within(TOLERANCE * scale));
  }

  private static double[] numbers(JsonNode one, String name) {
    List<Double> numbers = new ArrayList<>();
    one.required(name).forEach(number -> numbers.add(number.doubleValue()));
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
