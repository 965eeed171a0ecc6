package org.tacheo.eval.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.eval.Reference;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.metric.DepthMetric;
import org.tacheo.eval.protocol.DepthProtocol;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.Outcome;

class MarigoldDepthFilesTest {
  static Stream<String[]> python() {
    return Reference.lines("repr").stream();
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("python")
  void printsDoublesAsPythonDoes(String bits, String text) {
    assertThat(PythonFloat.repr(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
        .isEqualTo(text);
  }

  @Test
  void printsWhatIsNotFiniteAsPythonDoes() {
    assertThat(PythonFloat.repr(Double.NaN)).isEqualTo("nan");
    assertThat(PythonFloat.repr(Double.POSITIVE_INFINITY)).isEqualTo("inf");
    assertThat(PythonFloat.repr(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
  }

  @Test
  void writesTheBytesOfTheReferenceEvaluator() throws IOException {
    List<MarigoldDepthFiles.Row> rows =
        List.of(
            row(
                "a/pred_1.npy",
                0.15965886,
                0.10604368,
                0.56362814,
                0.3814006,
                0.07257353,
                0.81521904,
                0.93267027,
                0.9694199,
                43.147953,
                38.12424),
            row(
                "b/pred_2.npy",
                0.03413260,
                0.02252280,
                0.57677126,
                0.07353029,
                1e-5,
                1.0,
                1.0,
                1.0,
                0.05163318,
                7.3525963));
    assertThat(MarigoldDepthFiles.perSample(rows)).isEqualTo(resource("per_sample_metrics.csv"));
    assertThat(MarigoldDepthFiles.means("out/nyu", "nyuv2", "nyuv2", "lists/nyu.txt", rows))
        .isEqualTo(resource(MarigoldDepthFiles.meansFile(Alignment.LEAST_SQUARES)));
  }

  /** The reference prints its constants in Python's spelling; they are those of the protocol. */
  @Test
  void printsTheRangesOfTheProtocol() {
    for (String layout : DepthProtocol.MARIGOLD.layouts()) {
      List<String> lines =
          MarigoldDepthFiles.means("p", layout, layout, "l", List.of()).lines().toList();
      assertThat(lines.get(2)).contains("depth_");
      String clip = "clip q from " + number(lines.get(4), "min_depth = ") + " m";
      String max = number(lines.get(5), "max_depth = ");
      assertThat(DepthProtocol.MARIGOLD.info(List.of(layout)).rules().get(layout))
          .contains((max.equals("inf") ? clip : clip + " to " + max + " m") + ";");
    }
  }

  private static String number(String line, String prefix) {
    assertThat(line).startsWith(prefix);
    String python = line.substring(prefix.length());
    return python.equals("inf")
        ? python
        : new BigDecimal(python).stripTrailingZeros().toPlainString();
  }

  @Test
  void namesTheFileByTheAlignment() {
    assertThat(MarigoldDepthFiles.meansFile(Alignment.LEAST_SQUARES_DISPARITY))
        .isEqualTo("eval_metrics-least_square_disparity.txt");
    assertThat(MarigoldDepthFiles.meansFile(Alignment.NONE)).isEqualTo("eval_metrics.txt");
  }

  private static MarigoldDepthFiles.Row row(String path, double... values) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    List<MetricInfo> infos = DepthMetric.infos(DepthMetric.MARIGOLD);
    for (int i = 0; i < values.length; i++) {
      metrics.put(infos.get(i).id(), values[i]);
    }
    return new MarigoldDepthFiles.Row(
        path, new Outcome.Scored(1, Optional.of(new Outcome.Fit(1, 0)), metrics));
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(MarigoldDepthFilesTest.class.getResourceAsStream(name))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
