package org.tacheo.reports.comparison;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.ProtocolInfo;

/**
 * All contests in one metric of one protocol.
 *
 * @param board what the leaderboard makes of the images' values
 * @param partner how it was decided who is held against whom
 * @param oracles those of the run that see ground truth
 * @param contests dataset by dataset
 */
record Section(
    ProtocolInfo protocol,
    MetricInfo metric,
    Board board,
    Partner partner,
    Set<String> oracles,
    List<Contest> contests) {
  Section {
    oracles = Set.copyOf(oracles);
    contests = List.copyOf(contests);
  }

  /** Those that see ground truth and are compared here, in the order in which they first appear. */
  List<String> oraclesCompared() {
    return contests.stream()
        .flatMap(contest -> Stream.of(contest.pair().a(), contest.pair().b()))
        .filter(oracles::contains)
        .distinct()
        .toList();
  }

  /** Who is held against whom. */
  enum Partner {
    /** Whom the user named. */
    NAMED,
    /** The best-ranked of the same images, which the bootstrap does not know. */
    BEST_OF_BOARD
  }

  /** How a leaderboard's score comes about. */
  enum Board {
    /** It is the mean over images, which is what is compared. */
    AVERAGES_IMAGES,
    /** It is taken over the pixels of all images together; no mean over images gives it. */
    POOLS_PIXELS
  }
}
