package org.tacheo.reports.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.Score;
import org.tacheo.reports.published.PublishedNumbers;

/** A run that evaluates depth and normals. */
final class MixedTasksTest {
  private static final DatasetInfo NORMALS =
      new DatasetInfo(
          "nyuv2-normals",
          "nyuv2-normals",
          "normals",
          "NYUv2 normals",
          654,
          654,
          "c1".repeat(32),
          "a1".repeat(32),
          true);
  private static final Example DEPTH =
      new Example(Example.NYU).estimator("depth-net").score(Example.NYU, 0.1, 0.9);

  @Test
  void eachBoardShowsTheDatasetsAndEstimatorsOfItsTask() {
    List<Board> boards = Board.of(new Run(manifest(), results()));
    assertThat(boards).hasSize(3);
    Board depth = boards.get(0);
    assertThat(depth.datasets()).containsExactly(Example.NYU);
    assertThat(depth.rows()).extracting(Board.Row::name).containsExactly("depth-net");
    assertThat(depth.rows().get(0).ranked()).isTrue();
    Board pooled = boards.get(1);
    assertThat(pooled.datasets()).containsExactly(NORMALS);
    assertThat(pooled.rows()).extracting(Board.Row::name).containsExactly("better", "worse");
    assertThat(pooled.rows()).allSatisfy(row -> assertThat(row.ranked()).isTrue());
  }

  @Test
  void normalsShowTheirMeanAndTheShareBelow11Degrees() {
    Board pooled = Board.of(new Run(manifest(), results())).get(1);
    assertThat(pooled.metrics()).extracting(MetricInfo::id).containsExactly("mean", "within_11_25");
    assertThat(pooled.rows().get(0).cells())
        .extracting(Board.Cell::text)
        .containsExactly("16.2", "61.4");
    assertThat(MarkdownBoard.of(pooled))
        .contains("| NYUv2 normals mean° ↓ | NYUv2 normals 11.25° ↑ |")
        .contains("Angles in degrees, shares in percent.")
        .contains("alignment: `none`");
    assertThat(TextBoard.of(pooled)).containsPattern("mean°↓ +11.25°↑");
  }

  @Test
  void publishedNumbersOfBothTasksFollow() {
    String markdown = Leaderboard.markdown(manifest(), results(), PublishedNumbers.bundled());
    assertThat(markdown)
        .contains("## Published numbers: depth", "## Published numbers: surface normals")
        .contains("ScanNet is swapped");
    String normals = markdown.substring(markdown.indexOf("numbers: surface normals"));
    assertThat(normals).contains("16.2 / 61.4").doesNotContain("33.5 / 21.5", "OASIS |");
  }

  @Test
  void aRunWithoutNormalsShowsNoneOfTheirNumbers() {
    assertThat(Leaderboard.markdown(DEPTH.manifest(), DEPTH.results(), PublishedNumbers.bundled()))
        .doesNotContain("surface normals");
  }

  private static Manifest manifest() {
    Manifest depth = DEPTH.manifest();
    List<EstimatorInfo> estimators = new ArrayList<>();
    estimators.add(new EstimatorInfo("worse", "predictions", "normals", "normals", Map.of(), ""));
    estimators.addAll(depth.estimators());
    estimators.add(new EstimatorInfo("better", "predictions", "normals", "normals", Map.of(), ""));
    List<ProtocolInfo> protocols = new ArrayList<>(depth.protocols());
    protocols.add(protocol("dsine-normals"));
    protocols.add(protocol("marigold-normals"));
    return new Manifest(
        depth.schema(),
        depth.tacheo(),
        depth.suite(),
        depth.alignment(),
        estimators,
        List.of(NORMALS, Example.NYU),
        protocols);
  }

  private static Results results() {
    List<Score> scores = new ArrayList<>(DEPTH.results().scores());
    for (String protocol : List.of("dsine-normals", "marigold-normals")) {
      scores.add(score("worse", protocol, 18.85, 55.9));
      scores.add(score("better", protocol, 16.2499, 61.35));
    }
    return new Results(2, "0123456789abcdef".repeat(4), scores);
  }

  private static Score score(String estimator, String protocol, double mean, double share) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("mean", mean);
    metrics.put("median", 8.0);
    metrics.put("within_11_25", share);
    return new Score(estimator, NORMALS.id(), protocol, "none", 654, 0, 654, 0, true, metrics);
  }

  private static ProtocolInfo protocol(String id) {
    return new ProtocolInfo(
        id,
        1,
        "normals",
        List.of("mean", "within_11_25"),
        List.of(
            new MetricInfo("mean", "mean°", "degrees", false),
            new MetricInfo("median", "median°", "degrees", false),
            new MetricInfo("within_11_25", "11.25°", "percent", true)),
        Map.of("nyuv2-normals", "whole frames"));
  }
}
