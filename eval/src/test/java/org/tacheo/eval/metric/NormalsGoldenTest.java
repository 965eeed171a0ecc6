package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.eval.metric.AngularErrors.Norms;
import org.tacheo.eval.metric.NormalsFixture.Picture;

/** Holds every metric of normals against values which torch and NumPy gave. */
class NormalsGoldenTest {
  private static final List<Integer> PICTURES = List.of(0, 1, 2);

  // float32 sums of the reference agree with ours in double to 2e-7; its median is a float32.
  @ParameterizedTest
  @ValueSource(strings = {"golden", "large"})
  void pooledOverAllPixels(String name) {
    String[] expected = NormalsFixture.lines("pooled " + name).get(0);
    ErrorSummary summary = pooled(Integer.parseInt(expected[0]), Integer.parseInt(expected[1]));
    assertThat(summary.n()).isEqualTo(Long.parseLong(expected[2]));
    List<Double> values = List.copyOf(NormalsMetric.all(summary).values());
    for (int i = 0; i < 3; i++) {
      double value = NormalsFixture.bits64(expected[3 + i]);
      assertThat(values.get(i)).isEqualTo(value, within(2e-7 * value));
    }
    for (int i = 3; i < 8; i++) {
      assertThat(values.get(i)).isEqualTo(NormalsFixture.bits64(expected[3 + i]));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"golden", "large"})
  void printsTheReferencesLine(String name) {
    String[] size = NormalsFixture.lines("pooled " + name).get(0);
    ErrorSummary summary = pooled(Integer.parseInt(size[0]), Integer.parseInt(size[1]));
    assertThat(
            NormalsMetric.all(summary).values().stream()
                .map(value -> new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN).toString())
                .toList())
        .containsExactly(NormalsFixture.lines("printed " + name).get(0));
  }

  @Test
  void perImageMetricsAreMarigoldsToTheBit() {
    List<String[]> images = NormalsFixture.lines("image");
    for (String[] line : images) {
      Picture picture =
          Picture.of(
              Integer.parseInt(line[1]), Integer.parseInt(line[2]), Integer.parseInt(line[3]));
      AngularErrors errors = picture.errors(Norms.SEPARATE);
      assertThat(errors.count()).isEqualTo(Integer.parseInt(line[4]));
      Map<String, Double> metrics = MarigoldNormals.all(errors);
      List<Double> expected =
          IntStream.range(5, 13).mapToObj(i -> NormalsFixture.bits64(line[i])).toList();
      assertThat(metrics.values()).as(line[0] + " " + line[1]).containsExactlyElementsOf(expected);
    }
    assertThat(images).hasSize(6);
  }

  @Test
  void theMeansOverImagesAreThePublishedOnes() {
    List<Map<String, Double>> images =
        PICTURES.stream()
            .map(k -> MarigoldNormals.all(Picture.of(k, 48, 64).errors(Norms.SEPARATE)))
            .toList();
    Map<String, Double> means =
        images.get(0).keySet().stream()
            .collect(
                Collectors.toMap(
                    id -> id, id -> images.stream().mapToDouble(image -> image.get(id)).sum() / 3));
    assertThat(means.get("mean")).isEqualTo(9.257566610972086, within(1e-14));
    assertThat(means.get("median")).isEqualTo(9.457266807556152, within(1e-14));
    assertThat(means.get("rmse")).isEqualTo(10.031533241271973, within(1e-14));
    assertThat(means.get("within_5")).isEqualTo(28.470633333333335, within(1e-13));
    assertThat(means.get("within_7_5")).isEqualTo(49.40773333333333, within(1e-13));
    assertThat(means.get("within_11_25")).isEqualTo(66.88636666666666, within(1e-13));
    assertThat(means.get("within_22_5")).isEqualTo(97.22933333333333, within(1e-13));
    assertThat(means.get("within_30")).isEqualTo(100, within(1e-13));
    assertThat(images.get(0).get("mean")).isEqualTo(4.392099857330322);
    assertThat(images.get(0).get("median")).isEqualTo(4.48859977722168);
  }

  @Test
  void theSummaryOfOneSampleIsThatOfItsPool() {
    PixelErrors errors = Picture.of(1, 48, 64).errors(Norms.FUSED).sorted();
    assertThat(errors.summary()).isEqualTo(PooledErrors.summary(() -> Stream.of(errors)));
  }

  private static ErrorSummary pooled(int height, int width) {
    List<PixelErrors> samples = new ArrayList<>();
    PICTURES.forEach(k -> samples.add(Picture.of(k, height, width).errors(Norms.FUSED).sorted()));
    return PooledErrors.summary(samples::stream);
  }
}
