package org.tacheo.reports.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.reports.leaderboard.References;

/** What has to be said beside a table of contests; plain text, names not yet escaped. */
final class Remarks {
  /** Below it intervals of 95 % were found to hold the truth in less than 92.5 % of all cases. */
  private static final int FEW_SCENES = 25;

  private Remarks() {}

  /** What the table is of, in one line. */
  static String heading(Section section) {
    MetricInfo metric = section.metric();
    String what =
        section.protocol().id()
            + " v"
            + section.protocol().version()
            + ": "
            + metric.title()
            + (metric.higherIsBetter() ? " ↑" : " ↓");
    return switch (section.board()) {
      case AVERAGES_IMAGES -> what;
      case POOLS_PIXELS -> what + ", mean over images (the leaderboard pools their pixels)";
    };
  }

  /** How the table is to be read, and what is missing in it. */
  static List<String> of(Section section, Bootstrap bootstrap) {
    List<String> remarks = new ArrayList<>();
    remarks.add(legend(section, bootstrap));
    List<String> oracles = section.oraclesCompared();
    if (!oracles.isEmpty()) {
      remarks.add(References.MARK + " " + References.note(oracles));
    }
    if (section.partner() == Section.Partner.BEST_OF_BOARD) {
      remarks.add(
          "The partner was chosen on these images: verdicts against it come too easily; name pairs beforehand with --pair.");
    }
    if (estimates(section).anyMatch(estimate -> estimate.drawn() == Scenes.Drawn.IMAGES)) {
      remarks.add("By image: every image is the only one of its scene, and is drawn by itself.");
    }
    if (estimates(section).anyMatch(estimate -> estimate.scenes() < FEW_SCENES)) {
      remarks.add(
          "With fewer than "
              + FEW_SCENES
              + " scenes intervals are too narrow: docs/comparing.md has their measured coverage.");
    }
    if (estimates(section).anyMatch(estimate -> estimate.ratio().isEmpty())) {
      remarks.add("No A/B where B is 0, in the data or in a resample; there A−B decides.");
    }
    section.contests().stream()
        .map(Contest::leftOut)
        .flatMap(Optional::stream)
        .forEach(remarks::add);
    return remarks;
  }

  private static String legend(Section section, Bootstrap bootstrap) {
    return "Means over the images that both scored, in "
        + new Columns(section, bootstrap).unit()
        + "; intervals: paired percentile bootstrap over scenes, "
        + bootstrap.resamples()
        + " resamples, seed "
        + bootstrap.seed()
        + ". Significant: the interval of A/B excludes 1.";
  }

  private static Stream<Estimate> estimates(Section section) {
    return section.contests().stream().flatMap(contest -> contest.estimate().stream());
  }
}
