package org.tacheo.eval.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tacheo.eval.metric.AngularErrors.Norms;
import org.tacheo.eval.metric.MarigoldNormals;
import org.tacheo.eval.metric.NormalsFixture;
import org.tacheo.eval.metric.NormalsFixture.Picture;
import org.tacheo.eval.metric.NormalsMetric;
import org.tacheo.eval.metric.PooledErrors;
import org.tacheo.eval.result.Outcome;

class NormalsFilesTest {
  @Test
  void writesTheMetricsFileOfDsine() {
    Map<String, Double> pooled =
        NormalsMetric.all(
            PooledErrors.summary(
                () ->
                    IntStream.range(0, 3)
                        .mapToObj(k -> Picture.of(k, 48, 64).errors(Norms.FUSED).sorted())));
    assertThat(DsineNormalsFile.metrics(3, pooled))
        .isEqualTo(
            "Normal Estimation Metrics:\n"
                + "Metrics at iteration 3\n"
                + "mean median rmse 5 7.5 11.25 22.5 30\n"
                + String.join(" ", NormalsFixture.lines("printed golden").get(0))
                + "\n");
    assertThatThrownBy(() -> DsineNormalsFile.metrics(3, Map.of("mean", 1.0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writesTheFilesOfMarigoldWithoutRmseAndByImagePath() {
    List<MarigoldNormalsFiles.Row> rows =
        IntStream.range(0, 2)
            .mapToObj(
                k ->
                    new MarigoldNormalsFiles.Row(
                        "test/" + k + "_img.png",
                        new Outcome.Scored(
                            1,
                            Optional.empty(),
                            MarigoldNormals.all(Picture.of(k, 48, 64).errors(Norms.SEPARATE)))))
            .toList();
    assertThat(MarigoldNormalsFiles.perSample(rows))
        .isEqualTo(
            """
            filename,mean_angular_error,median_angular_error,sub5_error,sub7_5_error,sub11_25_error,sub22_5_error,sub30_error
            test/0_img.png,4.392099857330322,4.48859977722168,59.9267,97.4359,100.0,100.0,100.0
            test/1_img.png,9.181099891662598,9.301600456237793,17.5394,34.9323,68.5829,100.0,100.0
            """);
    List<String> lines =
        MarigoldNormalsFiles.means("out", "nyuv2-normals-marigold", "list.txt", rows)
            .lines()
            .toList();
    assertThat(lines.subList(0, 4))
        .containsExactly(
            "Evaluation metrics:",
            "    of predictions: out",
            "    on dataset: nyu_normals_test",
            "    with samples in: list.txt");
    assertThat(lines.get(4)).matches("-+(  -+){6}").isEqualTo(lines.get(7));
    assertThat(lines.get(5)).startsWith("mean_angular_error  median_angular_error  sub5_error");
    assertThat(lines.get(6).split(" +"))
        .startsWith("6.78659987449646")
        .contains("38.73305")
        .hasSize(7);
    assertThat(lines).hasSize(8);
  }
}
