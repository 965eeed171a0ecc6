package org.tacheo.reports.comparison;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.reports.leaderboard.Decimals;
import org.tacheo.reports.leaderboard.References;

/** The cells of a table of contests; plain text, names not yet escaped. */
final class Columns {
  private static final String NONE = "–";

  private final Section section;
  private final MetricInfo metric;
  private final Bootstrap bootstrap;

  Columns(Section section, Bootstrap bootstrap) {
    this.section = section;
    this.metric = section.metric();
    this.bootstrap = bootstrap;
  }

  /** What stands above the cells. */
  List<String> header() {
    String interval = " [" + percent(bootstrap.confidence()) + " %]";
    return List.of(
        "dataset",
        "images",
        "scenes",
        "A",
        "B",
        metric.title() + " A",
        metric.title() + " B",
        "A/B" + interval,
        "A−B" + interval,
        "A better on",
        "verdict");
  }

  /** Whether a column holds text, which stands left; numbers stand right. */
  static boolean isText(int column) {
    return column == 0 || column == 3 || column == 4 || column == 10;
  }

  /** One contest. */
  List<String> cells(Contest contest) {
    List<String> cells = new ArrayList<>();
    cells.add(contest.dataset().title());
    cells.add(coverage(contest));
    cells.add(contest.estimate().map(Columns::drawn).orElse(NONE));
    cells.add(marked(contest.pair().a()));
    cells.add(marked(contest.pair().b()));
    contest
        .estimate()
        .ifPresentOrElse(
            estimate -> cells.addAll(numbers(estimate, contest.pair())),
            () -> cells.addAll(List.of(NONE, NONE, NONE, NONE, NONE, "no image that both scored")));
    return cells;
  }

  /** The unit of the means; differences are in the same. */
  String unit() {
    return switch (metric.unit()) {
      case "ratio", "fraction", "percent" -> "percent";
      default -> metric.unit();
    };
  }

  /** Percent without superfluous zeros. */
  static String percent(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private List<String> numbers(Estimate estimate, Pair pair) {
    return List.of(
        mean(estimate.meanA()),
        mean(estimate.meanB()),
        estimate.ratio().map(ratio -> Figures.ofRatio().text(ratio)).orElse(NONE),
        Figures.ofDifference(metric.unit()).text(estimate.difference()),
        estimate.scenesBetter()
            + " of "
            + estimate.scenes()
            + (estimate.scenesTied() == 0 ? "" : ", " + estimate.scenesTied() + " equal"),
        verdict(estimate.verdict(), pair));
  }

  // The whole split is the normal case; of a part the reader must know how large it is.
  private static String coverage(Contest contest) {
    DatasetInfo dataset = contest.dataset();
    return contest.estimate().map(Estimate::images).orElse(0) + "/" + dataset.expected();
  }

  private static String drawn(Estimate estimate) {
    return switch (estimate.drawn()) {
      case SCENES -> Integer.toString(estimate.scenes());
      case IMAGES -> "by image";
    };
  }

  private String marked(String estimator) {
    return section.oracles().contains(estimator) ? estimator + " " + References.MARK : estimator;
  }

  private String verdict(Estimate.Verdict verdict, Pair pair) {
    return switch (verdict) {
      case A_BETTER -> marked(pair.a()) + " significantly better";
      case B_BETTER -> marked(pair.b()) + " significantly better";
      case NOT_SIGNIFICANT -> "not significant";
      case TOO_FEW_SCENES -> "fewer than " + bootstrap.fewestScenes() + " scenes: no verdict";
    };
  }

  private String mean(double value) {
    return Decimals.text(Decimals.printed(value, metric.unit()).orElseThrow());
  }
}
