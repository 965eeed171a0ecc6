package org.tacheo.reports.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.SampleRow;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTest {
  private static final Bootstrap USUAL = new Bootstrap(1000, 95, 1);

  @Test
  void holdsEveryEstimatorAgainstTheBestRankedOfItsBoard() {
    List<JsonNode> entries = entries(compare(SmallRun.usual(), Selection.ALL));
    assertThat(entries)
        .extracting(one -> text(one, "a") + ":" + text(one, "b") + " " + text(one, "metric"))
        .containsExactly("flat:far abs_rel", "near:far abs_rel", "down:up mean");
    JsonNode flat = entries.get(0);
    // 4.2 / 8 and 1.7 / 8, each sum within a few units of 1e-16.
    assertThat(number(flat, "mean_a")).isCloseTo(0.525, within(1e-15));
    assertThat(number(flat, "mean_b")).isCloseTo(0.2125, within(1e-15));
    assertThat(number(flat, "ratio")).isCloseTo(4.2 / 1.7, within(1e-14));
    assertThat(number(flat, "difference")).isCloseTo(0.3125, within(1e-15));
    assertThat(flat.required("images").intValue()).isEqualTo(8);
    assertThat(flat.required("scenes").intValue()).isEqualTo(7);
    assertThat(text(flat, "drawn")).isEqualTo("scenes");
    assertThat(text(flat, "verdict")).isEqualTo("b_better");
  }

  @Test
  void theMeansAreThoseOfTheBoard() {
    SmallRun run = SmallRun.usual();
    JsonNode flat = entries(compare(run, Selection.ALL)).get(0);
    assertThat(number(flat, "mean_a"))
        .isEqualTo(run.results().scores().get(0).metrics().get("abs_rel"));
  }

  @Test
  void comparesThePairsInTheMetricsAskedFor() {
    Selection selection =
        new Selection(List.of("near:flat"), List.of("delta1", "abs_rel"), List.of("nyuv2"));
    List<JsonNode> entries = entries(compare(SmallRun.usual(), selection));
    assertThat(entries).extracting(one -> text(one, "metric")).containsExactly("delta1", "abs_rel");
    assertThat(entries).extracting(one -> text(one, "verdict")).containsOnly("a_better");
    assertThat(entries.get(0).required("scenes_a_better").intValue()).isEqualTo(7);
  }

  @Test
  void saysThatAPartnerWasChosenOnTheSameImages() {
    String chosen = "The partner was chosen on these images: verdicts against it come too easily";
    ComparisonReport report = compare(SmallRun.usual(), Selection.ALL);
    assertThat(report.text().split(chosen, -1)).as("once for each of two tables").hasSize(3);
    assertThat(report.markdown()).contains("- " + chosen);
    assertThat(entries(report))
        .extracting(one -> text(one, "partner"))
        .containsOnly("best_of_board");
    ComparisonReport named = compare(SmallRun.usual(), pair("flat:far"));
    assertThat(named.text()).doesNotContain(chosen);
    assertThat(entries(named)).extracting(one -> text(one, "partner")).containsOnly("named");
  }

  @Test
  void marksWhatSeesGroundTruthAndComparesItOnlyIfNamed() {
    SmallRun run = SmallRun.usual().oracle("truth", 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.01, 0.1);
    assertThat(entries(compare(run, Selection.ALL)))
        .extracting(one -> text(one, "a") + ":" + text(one, "b"))
        .containsExactly("flat:far", "near:far", "down:up");
    assertThat(compare(run, Selection.ALL).text()).doesNotContain("‡");
    ComparisonReport named = compare(run, pair("truth:far"));
    String note = "‡ sees ground truth: a reference, not a result and no strict bound: truth";
    assertThat(named.text().lines())
        .contains(note)
        .anyMatch(line -> line.matches("NYUv2 .* truth ‡ +far .* truth ‡ significantly better"));
    assertThat(named.markdown()).contains("| truth ‡ | far |", "- " + note);
    JsonNode one = entries(named).get(0);
    assertThat(one.required("oracle_a").booleanValue()).isTrue();
    assertThat(one.required("oracle_b").booleanValue()).isFalse();
  }

  @Test
  void refusesToCompareWithGroundTruthUnasked() {
    SmallRun run = new SmallRun().depth("a", 0.5, 0.4).oracle("truth", 0.1, 0.2);
    assertProblem(run, Selection.ALL, "no two estimators that see no ground truth");
  }

  @Test
  void saysThatPooledScoresAreNoMeansOverImages() {
    String text = compare(SmallRun.usual(), Selection.ALL).text();
    assertThat(text.lines())
        .contains(
            "dsine-normals v1: mean° ↓, mean over images (the leaderboard pools their pixels)")
        .contains("marigold-depth v1: AbsRel ↓")
        .anyMatch(line -> line.startsWith("By image: "));
  }

  @Test
  void printsAngleAndPercentAsTheLeaderboardDoes() {
    assertThat(compare(SmallRun.usual(), Selection.ALL).text().lines())
        .anyMatch(line -> line.matches("NYUv2 +8/8 +7 +flat +far +52\\.5 +21\\.2 +2\\.471 .*"))
        .anyMatch(line -> line.matches("NYUv2 .* \\+31\\.25 \\[.*0 of 7  far significantly better"))
        .anyMatch(line -> line.matches("iBims +6/6 +by image +down +up +82\\.5 +47\\.5 .*"));
  }

  @Test
  void countsWhatOnlyOneOfThemScored() {
    SmallRun run =
        new SmallRun()
            .depth("a", 0.5, Double.NaN, 0.6, 0.5, 0.4, 0.7, 0.5, 0.6)
            .depth("b", 0.3, 0.2, Double.NaN, 0.2, 0.3, 0.3, 0.1, 0.2);
    ComparisonReport report = compare(run, pair("a:b"));
    JsonNode one = entries(report).get(0);
    assertThat(one.required("images").intValue()).isEqualTo(6);
    assertThat(one.required("left_out_a").required("failed").intValue()).isEqualTo(1);
    // 3.2 / 6 and 1.4 / 6: neither's own mean over seven images.
    assertThat(number(one, "mean_a")).isCloseTo(3.2 / 6, within(1e-15));
    assertThat(number(one, "mean_b")).isCloseTo(1.4 / 6, within(1e-15));
    assertThat(report.text())
        .contains("NYUv2, a and b: 2 of 8 images left out: 1 failed for a, 1 failed for b\n");
    assertThat(report.markdown()).contains("2 of 8 images left out");
  }

  /** The last two images are of one scene; without one of them, no scene has two. */
  @Test
  void scenesStayScenesWhereOnlyOneImageOfEachIsLeft() {
    SmallRun run =
        new SmallRun()
            .depth("a", 0.5, 0.5, 0.6, 0.5, 0.4, 0.7, 0.5, Double.NaN)
            .depth("b", 0.3, 0.2, 0.3, 0.2, 0.3, 0.3, 0.1, 0.2);
    ComparisonReport report = compare(run, pair("a:b"));
    JsonNode one = entries(report).get(0);
    assertThat(one.required("images").intValue()).isEqualTo(7);
    assertThat(one.required("scenes").intValue()).isEqualTo(7);
    assertThat(text(one, "drawn")).isEqualTo("scenes");
    assertThat(report.text()).doesNotContain("by image");
  }

  @Test
  void countsImagesWithoutARowAndWithoutTheMetric() {
    SmallRun run = new SmallRun().depth("a", 0.5, 0.6, 0.7).depth("b", 0.3, 0.2, 0.1, 0.2);
    assertThat(compare(run, pair("a:b")).text())
        .contains("5 of 8 images left out: 5 missing for a, 4 missing for b\n");
    Selection rmse = new Selection(List.of("flat:far"), List.of("rmse"), List.of());
    assertThat(compare(SmallRun.usual(), rmse).text())
        .contains("no image that both scored")
        .contains("8 without this metric for flat, 8 without this metric for far");
  }

  @Test
  void warnsOfIntervalsOverFewScenes() {
    assertThat(compare(SmallRun.usual(), pair("flat:far")).text())
        .contains("With fewer than 25 scenes intervals are too narrow");
    double[] errors = new double[25];
    Arrays.setAll(errors, image -> 0.1 + 0.01 * image);
    SmallRun wide = new SmallRun().normals("a", errors).normals("b", errors);
    assertThat(compare(wide, pair("a:b")).text()).doesNotContain("too narrow");
  }

  @Test
  void saysNothingOfImagesWhereNoneIsLeftOut() {
    assertThat(compare(SmallRun.usual(), Selection.ALL).text()).doesNotContain("left out");
  }

  @Test
  void refusesARunOfOneEstimator() {
    assertProblem(new SmallRun().depth("a", 0.5), Selection.ALL, "one estimator, a;");
  }

  @Test
  void refusesARunWithoutARankedEstimatorToHoldOthersAgainst() {
    SmallRun run = new SmallRun().depth("a", Double.NaN, 0.2, 0.3).depth("b", 0.1, 0.2, Double.NaN);
    assertProblem(run, Selection.ALL, "no estimator is ranked under marigold-depth");
    assertThat(entries(compare(run, pair("a:b")))).hasSize(1);
  }

  @Test
  void oneBoardWithoutARankedEstimatorIsARemark() {
    SmallRun run =
        new SmallRun()
            .depth("a", Double.NaN, 0.2, 0.3)
            .depth("b", 0.1, 0.2, Double.NaN)
            .normals("up", 40, 50, 45, 55, 35, 60)
            .normals("down", 80, 75, 95, 70, 85, 90);
    String remark =
        "Not compared: no estimator is ranked under marigold-depth, since each lacks a score; name pairs of a, b";
    ComparisonReport report = compare(run, Selection.ALL);
    assertThat(entries(report)).extracting(one -> text(one, "metric")).containsExactly("mean");
    assertThat(report.text().lines()).contains(remark);
    assertThat(report.markdown().lines()).contains(remark);
    assertThat(JsonMapper.shared().readTree(report.json()).required("not_compared")).hasSize(1);
    Selection mean = new Selection(List.of(), List.of("mean"), List.of());
    assertThat(compare(run, mean).text()).doesNotContain("Not compared");
    Selection ibims = new Selection(List.of(), List.of(), List.of("ibims"));
    assertThat(compare(run, ibims).text()).doesNotContain("Not compared");
  }

  @Test
  void refusesWhatTheRunDoesNotHave() {
    SmallRun run = SmallRun.usual();
    assertProblem(run, pair("flat:x"), "no estimator \"x\"; there are flat, near, far, up, down");
    assertProblem(run, pair("flat:up"), "no dataset and metric of those asked for");
    assertProblem(
        run,
        new Selection(List.of(), List.of("absrel"), List.of()),
        "no metric \"absrel\"; there are abs_rel, rmse, delta1, mean");
    assertProblem(
        run,
        new Selection(List.of(), List.of(), List.of("kitti")),
        "no dataset \"kitti\"; there are nyuv2, ibims");
    assertProblem(
        run, new Selection(List.of(), List.of("mean"), List.of("nyuv2")), "nothing to compare");
  }

  @Test
  void refusesSamplesThatDoNotGiveTheScores() {
    SmallRun run = SmallRun.usual();
    List<SampleRow> rows = new ArrayList<>(run.rows());
    SampleRow first = rows.remove(0);
    assertDamaged(run, rows, "flat, nyuv2: 7 scored and 0 failed, but results.json says 8 and 0");
    rows.add(0, changed(first, first.scene(), 0.50001));
    assertDamaged(run, rows, "the mean over the rows is not the score");
    rows.set(0, first);
    assertThat(
            Comparison.of(
                run.manifest(), run.results(), rows, SmallRun.POOLING, Selection.ALL, USUAL))
        .isNotNull();
    rows.add(first);
    assertDamaged(run, rows, "two rows of test/room_0/rgb_0.png");
  }

  @Test
  void refusesRowsThatDoNotAgreeOnTheScene() {
    SmallRun run = SmallRun.usual();
    List<SampleRow> rows = new ArrayList<>(run.rows());
    rows.set(0, changed(rows.get(0), "room_9", 0.5));
    assertDamaged(run, rows, "scene \"room_9\" in one row, \"room_0\" in another");
  }

  /** If nobody said that the protocol pools, its scores would look like damage. */
  @Test
  void neverTakesPooledScoresForMeans() {
    SmallRun run = SmallRun.usual();
    assertThatThrownBy(
            () ->
                Comparison.of(
                    run.manifest(), run.results(), run.rows(), Set.of(), Selection.ALL, USUAL))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the mean over the rows is not the score");
  }

  @Test
  void sameBytesInEveryLocale() {
    ComparisonReport report = compare(SmallRun.usual(), Selection.ALL);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      ComparisonReport other = compare(SmallRun.usual(), Selection.ALL);
      assertThat(other.text()).isEqualTo(report.text());
      assertThat(other.markdown()).isEqualTo(report.markdown());
      assertThat(other.json()).isEqualTo(report.json());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void markdownIsATableWhateverNamesAreInIt() {
    String hostile = "a|b `c` <img src=x>\n| new row |";
    SmallRun run =
        new SmallRun().depth(hostile, 1, 2, 3, 4, 5, 6, 7, 8).depth("b", 1, 1, 1, 1, 1, 1, 1, 1);
    String markdown = compare(run, Selection.ALL).markdown();
    Node page =
        Parser.builder().extensions(List.of(TablesExtension.create())).build().parse(markdown);
    Node table = page.getFirstChild().getNext();
    assertThat(table).isInstanceOf(TableBlock.class);
    Node body = table.getFirstChild().getNext();
    assertThat(body.getFirstChild()).isNotNull().isEqualTo(body.getLastChild());
    assertThat(markdown).doesNotContain("<img").contains("b significantly better");
  }

  private static ComparisonReport compare(SmallRun run, Selection selection) {
    return Comparison.of(
        run.manifest(), run.results(), run.rows(), SmallRun.POOLING, selection, USUAL);
  }

  private static Selection pair(String pair) {
    return new Selection(List.of(pair), List.of(), List.of());
  }

  private static void assertProblem(SmallRun run, Selection selection, String problem) {
    assertThatThrownBy(() -> compare(run, selection))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("\n");
  }

  private static void assertDamaged(SmallRun run, List<SampleRow> rows, String problem) {
    assertThatThrownBy(
            () ->
                Comparison.of(
                    run.manifest(), run.results(), rows, SmallRun.POOLING, Selection.ALL, USUAL))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(problem);
  }

  private static SampleRow changed(SampleRow row, String scene, double absRel) {
    Outcome.Scored scored = (Outcome.Scored) row.outcome();
    Map<String, Double> metrics = new LinkedHashMap<>(scored.metrics());
    metrics.put("abs_rel", absRel);
    return new SampleRow(
        row.estimator(),
        row.dataset(),
        row.protocol(),
        row.id(),
        scene,
        new Outcome.Scored(scored.validPixels(), Optional.empty(), metrics));
  }

  private static List<JsonNode> entries(ComparisonReport report) {
    List<JsonNode> entries = new ArrayList<>();
    JsonMapper.shared().readTree(report.json()).required("comparisons").forEach(entries::add);
    return entries;
  }

  private static String text(JsonNode entry, String name) {
    return entry.required(name).stringValue();
  }

  private static double number(JsonNode entry, String name) {
    return entry.required(name).doubleValue();
  }
}
