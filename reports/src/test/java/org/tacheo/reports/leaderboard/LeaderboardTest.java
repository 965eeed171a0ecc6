package org.tacheo.reports.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.Score;
import org.tacheo.reports.published.PublishedNumbers;

final class LeaderboardTest {
  private static final List<PublishedNumbers> PUBLISHED = PublishedNumbers.bundled();
  private static final List<TablesExtension> TABLES = List.of(tables());

  @ParameterizedTest
  @ValueSource(strings = {"und", "de-DE", "tr-TR", "ar-EG"})
  void writesTheSameBytesInEveryLocale(String tag) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      Example run = Example.mixed();
      Golden.check(
          "leaderboard.md", Leaderboard.markdown(run.manifest(), run.results(), PUBLISHED));
      Golden.check("leaderboard.txt", Leaderboard.text(run.manifest(), run.results()));
      Golden.check("results.csv", ResultTable.csv(run.manifest(), run.results()));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void marksCeilingsAndRanksThemNever() throws IOException {
    Example run = Example.withCeilings();

    Golden.check("ceiling.md", Leaderboard.markdown(run.manifest(), run.results(), List.of()));
    Golden.check("ceiling.txt", Leaderboard.text(run.manifest(), run.results()));
    Golden.check("ceiling.csv", ResultTable.csv(run.manifest(), run.results()));
    Board board = run.board();
    assertThat(board.rows())
        .extracting(Board.Row::name)
        .containsExactly("better", "worse", "a | ceiling", "half a ceiling");
    assertThat(board.rows()).extracting(row -> row.place().orElse(0)).containsExactly(1, 2, 0, 0);
    assertThat(board.rows())
        .extracting(row -> row.cells().get(0).best())
        .containsExactly(true, false, false, false);
  }

  @Test
  void refusesACeilingThatOnlyTheManifestKnows() {
    Example run = new Example(Example.NYU).oracle("e");
    Example silent = new Example(Example.NYU).estimator("e").score(Example.NYU, 0.1, 0.9);

    assertThatThrownBy(() -> Leaderboard.text(run.manifest(), silent.results()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("only one of the two says that it sees ground truth");
  }

  @Test
  void keepsItsColumnsWhateverAnEstimatorIsCalled() {
    List<List<String>> table = renderedTable(html(Example.mixed()));

    assertThat(table).hasSize(5).allSatisfy(row -> assertThat(row).hasSize(7));
    assertThat(table.get(2).get(1)).isEqualTo("constant");
    assertThat(table.get(3).get(1)).isEqualTo(escapedForHtml(Names.plain(Example.HOSTILE)));
    assertThat(table.get(4).get(1)).startsWith("vertical-ramp");
  }

  @Test
  void letsNoNameBecomeMarkupOrALink() {
    assertThat(html(Example.mixed()))
        .doesNotContain("<img", "<a ", "<code>code", "\u202E", "\u001B");
  }

  @Test
  void ranksByMeanPlaceAndSetsTheBestInBold() {
    Board board =
        new Example(Example.NYU)
            .estimator("worse")
            .score(Example.NYU, 0.2, 0.9)
            .estimator("better")
            .score(Example.NYU, 0.1, 0.8)
            .board();

    assertThat(board.rows()).extracting(Board.Row::name).containsExactly("better", "worse");
    assertThat(board.rows().get(0).cells())
        .extracting(Board.Cell::best)
        .containsExactly(true, false);
    assertThat(board.rows().get(1).cells())
        .extracting(Board.Cell::best)
        .containsExactly(false, true);
  }

  @Test
  void sharesPlaceAndBoldAmongValuesThatPrintTheSame() {
    Board board =
        new Example(Example.NYU)
            .estimator("third")
            .score(Example.NYU, 0.2, 0.9)
            .estimator("first")
            .score(Example.NYU, 0.1004, 0.8)
            .estimator("also first")
            .score(Example.NYU, 0.0996, 0.7)
            .board();

    assertThat(board.rows())
        .extracting(Board.Row::name)
        .containsExactly("first", "also first", "third");
    assertThat(board.rows()).extracting(row -> row.place().orElse(0)).containsExactly(1, 1, 3);
    assertThat(board.rows())
        .extracting(row -> row.cells().get(0).best())
        .containsExactly(true, true, false);
  }

  @Test
  void ranksNoRowWithAFailedSampleHoweverGoodItsNumbers() {
    Board board = Example.mixed().board();

    assertThat(board.rows())
        .extracting(Board.Row::name)
        .containsExactly("constant", Example.HOSTILE, "vertical-ramp");
    Board.Row failed = board.rows().get(2);
    assertThat(failed.place()).isEmpty();
    assertThat(failed.cells()).extracting(Board.Cell::best).containsOnly(false);
    assertThat(failed.cells().get(0).coverage()).contains("653/654");
  }

  @Test
  void saysHowManyOfHowManyInEveryCellOfAPartialSplit() {
    Board board = Example.mixed().board();

    assertThat(board.comparable()).isFalse();
    assertThat(board.rows())
        .allSatisfy(
            row ->
                assertThat(row.cells().subList(2, 4))
                    .extracting(Board.Cell::coverage)
                    .allSatisfy(coverage -> assertThat(coverage).contains("8/652")));
    assertThat(board.rows().get(0).cells().get(0).coverage()).isEmpty();
  }

  @Test
  void saysNothingOfCoverageWhereTheWholeSplitWasScored() {
    Example run = new Example(Example.NYU).estimator("e").score(Example.NYU, 0.1, 0.9);

    String markdown = Leaderboard.markdown(run.manifest(), run.results(), PUBLISHED);

    assertThat(markdown)
        .doesNotContain("NOT COMPARABLE", "INCOMPLETE", "†", "(654/654)")
        .contains("| *654/654* |", "| 1 | e | **10.0** | **90.0** | 1.00 |");
  }

  @Test
  void marksAWholeSplitThatIsNotThePublishedOne() {
    DatasetInfo other =
        new DatasetInfo("nyuv2", "nyuv2", "depth", "NYUv2", 654, 654, "c1", "a1", false);
    Example run = new Example(other).estimator("e").score(other, 0.1, 0.9);

    assertThat(Leaderboard.markdown(run.manifest(), run.results(), PUBLISHED))
        .contains("NOT COMPARABLE", "| **10.0** (654/654) |");
  }

  @Test
  void showsADashWhereThereIsNoScoreAndRanksNoSuchRow() {
    Example run =
        new Example(Example.NYU, Example.PARTIAL_KITTI)
            .estimator("half")
            .score(Example.NYU, 0.1, 0.9)
            .estimator("nothing scored")
            .score(Example.NYU, 654, 0, Map.of())
            .score(Example.PARTIAL_KITTI, 0.1, 0.9);

    assertThat(Leaderboard.markdown(run.manifest(), run.results(), PUBLISHED))
        .contains(
            "| – | half **INCOMPLETE** | 10.0 | 90.0 | – | – | – |",
            "| – | nothing scored **INCOMPLETE** | – (0/654) | – (0/654) | 10.0 (8/652) |",
            "half: no score on KITTI.",
            "nothing scored: 654 of 654 samples failed on NYUv2.");
  }

  @Test
  void ranksNoRowWithAValueThatIsNotFinite() {
    Board board =
        new Example(Example.NYU)
            .estimator("nan")
            .score(Example.NYU, Double.NaN, 0.9)
            .estimator("infinite")
            .score(Example.NYU, Double.POSITIVE_INFINITY, 0.9)
            .board();

    assertThat(board.rows()).noneMatch(Board.Row::ranked);
    assertThat(board.rows())
        .extracting(row -> row.cells().get(0).text())
        .containsExactly("NaN", "Infinity");
  }

  @Test
  void showsPublishedNumbersOnlyForThePublishedDatasetsOfTheBoard() {
    DatasetInfo eth3d = Example.dataset("eth3d", "eth3d", "ETH3D", 454, 454);
    DatasetInfo rendered = Example.dataset("rendered-kitti", "kitti", "Rendered", 8, 8);
    Example run =
        new Example(eth3d, rendered)
            .estimator("e")
            .score(eth3d, 0.1, 0.9)
            .score(rendered, 0.1, 0.9);

    assertThat(Leaderboard.markdown(run.manifest(), run.results(), PUBLISHED))
        .contains("| Method | Steps x members | ETH3D | Time | Sources | Note |")
        .contains("*7.8–8.9*")
        .doesNotContain("KITTI only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nyuv2", "own"})
  void showsNoPublishedNumbersForScenesThatOnlyFollowALayout(String layout) {
    DatasetInfo rendered = Example.dataset("rendered-" + layout, layout, "Rendered", 8, 8);
    Example run = new Example(rendered).estimator("e").score(rendered, 0.1, 0.9);

    assertThat(Leaderboard.markdown(run.manifest(), run.results(), PUBLISHED))
        .doesNotContain("Published numbers", "Marigold v1.0");
  }

  @Test
  void saysOnceWhatANegativeScaleMeansAndCountsItForEachRow() {
    Example run = new Example(Example.NYU);
    run.estimator("one").score(Example.NYU, 0, 7, Example.metrics(0.1, 0.9));
    run.estimator("two").score(Example.NYU, 0, 9, Example.metrics(0.2, 0.8));

    assertThat(Leaderboard.text(run.manifest(), run.results()))
        .containsOnlyOnce("runs the wrong way")
        .contains("negative:\n  one: 7 of 654 on NYUv2\n  two: 9 of 654 on NYUv2\n");
    assertThat(Leaderboard.markdown(run.manifest(), run.results(), PUBLISHED))
        .containsOnlyOnce("runs the wrong way")
        .contains("negative:\n  - one: 7 of 654 on NYUv2\n  - two: 9 of 654 on NYUv2\n- Protocol");
  }

  @Test
  void keepsAFourDatasetBoardOfPartialSplitsWithin120Columns() {
    DatasetInfo[] datasets = {
      Example.dataset("a", "nyuv2", "NYUv2", 8, 654),
      Example.dataset("b", "kitti", "KITTI", 8, 652),
      Example.dataset("c", "eth3d", "ETH3D", 8, 454),
      Example.dataset("d", "scannet", "ScanNet", 8, 800),
    };
    Example run = new Example(datasets).estimator("an estimator with quite a long name indeed");
    for (DatasetInfo dataset : datasets) {
      run.score(dataset, 0.123, 0.456);
    }

    assertThat(Leaderboard.text(run.manifest(), run.results()).lines())
        .anyMatch(line -> line.contains("…"))
        .allMatch(line -> line.codePointCount(0, line.length()) <= 120);
  }

  @Test
  void refusesADoubledScore() {
    refuses(
        new Example(Example.NYU)
            .estimator("e")
            .score(Example.NYU, 0.1, 0.9)
            .score(Example.NYU, 0.1, 0.9),
        "e on nyuv2, marigold-depth: two scores");
  }

  @Test
  void refusesADoubledEstimator() {
    refuses(new Example(Example.NYU).estimator("e").estimator("e"), "\"e\" is there twice");
  }

  @Test
  void refusesAScoreOfADatasetThatTheManifestLacks() {
    refuses(
        new Example(Example.NYU).estimator("e").score(Example.PARTIAL_KITTI, 0.1, 0.9),
        "a score names dataset \"kitti\"");
  }

  @Test
  void refusesMoreNegativeScalesThanSamples() {
    refuses(
        new Example(Example.NYU)
            .estimator("e")
            .score(Example.NYU, 0, 655, Example.metrics(0.1, 0.9)),
        "655 with a negative scale");
  }

  @Test
  void refusesAMetricThatTheProtocolLacks() {
    refuses(
        new Example(Example.NYU).estimator("e").score(Example.NYU, 0, 0, Map.of("d1", 0.1)),
        "unknown metric \"d1\"");
  }

  @Test
  void refusesADigestThatIsNone() {
    Example run = new Example(Example.NYU).estimator("e");

    assertThatThrownBy(
            () -> Leaderboard.text(run.manifest(), new Results(1, "<b>", List.<Score>of())))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected 64 hex digits, got \"<b>\"");
  }

  private static void refuses(Example run, String message) {
    assertThatThrownBy(() -> Leaderboard.markdown(run.manifest(), run.results(), PUBLISHED))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  private static String html(Example run) {
    String markdown = Leaderboard.markdown(run.manifest(), run.results(), PUBLISHED);
    return HtmlRenderer.builder()
        .extensions(TABLES)
        .build()
        .render(Parser.builder().extensions(TABLES).build().parse(markdown));
  }

  private static List<List<String>> renderedTable(String html) {
    String table = html.substring(html.indexOf("<table>"), html.indexOf("</table>"));
    return List.of(table.split("<tr>")).stream()
        .skip(1)
        .map(
            row ->
                List.of(row.split("<t[hd][^>]*>")).stream()
                    .skip(1)
                    .map(cell -> cell.replaceAll("(?s)</t[hd]>.*", ""))
                    .toList())
        .toList();
  }

  private static String escapedForHtml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static TablesExtension tables() {
    return (TablesExtension) TablesExtension.create();
  }
}
