package org.tacheo.reports.comparison;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.SampleRow;
import org.tacheo.reports.leaderboard.Leaderboard;

/**
 * Estimators of one finished run, compared in pairs on the images that both scored.
 *
 * <p>For each pair, dataset and metric: the means over images of both, A by B and A minus B with
 * percentile bootstrap intervals. A resample draws as many scenes as there are, with replacement,
 * the same for both estimators, and takes the means over all images of the drawn scenes, a scene as
 * often as it was drawn. The draws depend on the seed and the number of scenes alone, so that all
 * pairs of a dataset see the same ones; neither threads nor the JDK can change a bit.
 *
 * <p>Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapters 13 and 16; for
 * clusters Davison and Hinkley, Bootstrap Methods and their Application (1997), section 3.8. {@code
 * docs/comparing.md} has the formulas and the measured coverage.
 */
public final class Comparison {
  private static final String NOTHING =
      "nothing to compare: no two estimators that see no ground truth have scores in what was asked for; name pairs with --pair, \"tacheo report RUN\" shows who has any";

  private final Manifest manifest;
  private final Results results;
  private final RunScores scores;
  private final Set<String> pooling;
  private final Selection selection;
  private final Bootstrap bootstrap;

  private Comparison(
      Manifest manifest,
      Results results,
      RunScores scores,
      Set<String> pooling,
      Selection selection,
      Bootstrap bootstrap) {
    this.manifest = manifest;
    this.results = results;
    this.scores = scores;
    this.pooling = Set.copyOf(pooling);
    this.selection = selection;
    this.bootstrap = bootstrap;
  }

  /**
   * Compares.
   *
   * @param samples all rows of the run, in their order
   * @param pooling ids of the protocols whose scores pool the pixels of all images; of these the
   *     means over images are compared, and the report says so
   * @throws SpecException if something is selected that the run has not, or nothing can be compared
   * @throws DataException if manifest, results and samples contradict each other
   */
  public static ComparisonReport of(
      Manifest manifest,
      Results results,
      List<SampleRow> samples,
      Set<String> pooling,
      Selection selection,
      Bootstrap bootstrap) {
    RunScores scores = new RunScores(results, samples, pooling);
    Comparison comparison =
        new Comparison(manifest, results, scores, pooling, selection, bootstrap);
    List<Section> sections = comparison.sections();
    return new ComparisonReport(
        manifest.tacheo(),
        results.manifestDigest(),
        bootstrap,
        sections,
        comparison.withoutPartner());
  }

  private List<Section> sections() {
    if (manifest.estimators().size() < 2) {
      throw new SpecException(
          "this run has one estimator, " + names().get(0) + "; a comparison needs two");
    }
    requireKnown("dataset", selection.datasets(), ids(manifest.datasets(), DatasetInfo::id));
    requireKnown("metric", selection.metrics(), metricIds());
    List<Pair> chosen =
        selection.pairs().stream().map(text -> Pair.of(text, names())).distinct().toList();
    List<Section> sections = new ArrayList<>();
    for (ProtocolInfo protocol : manifest.protocols()) {
      List<Pair> pairs = selection.pairs().isEmpty() ? defaults(protocol) : chosen;
      for (MetricInfo metric : metrics(protocol)) {
        sections.add(section(protocol, metric, pairs));
      }
    }
    List<Section> filled =
        sections.stream().filter(section -> !section.contests().isEmpty()).toList();
    requireEvery(chosen, filled);
    if (filled.isEmpty()) {
      throw new SpecException(withoutPartner().stream().findFirst().orElse(NOTHING));
    }
    return filled;
  }

  private Section section(ProtocolInfo protocol, MetricInfo metric, List<Pair> pairs) {
    List<Contest> contests = new ArrayList<>();
    for (DatasetInfo dataset : datasets()) {
      for (Pair pair : pairs) {
        contest(protocol, metric, dataset, pair).ifPresent(contests::add);
      }
    }
    return new Section(
        protocol,
        metric,
        pooling.contains(protocol.id())
            ? Section.Board.POOLS_PIXELS
            : Section.Board.AVERAGES_IMAGES,
        selection.pairs().isEmpty() ? Section.Partner.BEST_OF_BOARD : Section.Partner.NAMED,
        oracles(),
        contests);
  }

  private Optional<Contest> contest(
      ProtocolInfo protocol, MetricInfo metric, DatasetInfo dataset, Pair pair) {
    RunScores.Place a = new RunScores.Place(protocol.id(), pair.a(), dataset.id());
    RunScores.Place b = new RunScores.Place(protocol.id(), pair.b(), dataset.id());
    return scores.score(a).isEmpty() || scores.score(b).isEmpty()
        ? Optional.empty()
        : Optional.of(
            Contest.of(
                dataset,
                pair,
                metric,
                scores.rows(a),
                scores.rows(b),
                scores.drawn(dataset.id()),
                bootstrap));
  }

  /** Every estimator of the protocol against the one that its board ranks first, if any. */
  private List<Pair> defaults(ProtocolInfo protocol) {
    Optional<String> best = best(protocol);
    return competing(protocol).stream()
        .filter(name -> best.isPresent() && !name.equals(best.get()))
        .map(name -> new Pair(name, best.orElseThrow()))
        .toList();
  }

  private Optional<String> best(ProtocolInfo protocol) {
    return Leaderboard.ranking(manifest, results, protocol.id()).stream().findFirst();
  }

  /** What the board may rank: all of the task that see no ground truth. */
  private List<String> competing(ProtocolInfo protocol) {
    return manifest.estimators().stream()
        .filter(estimator -> !estimator.oracle() && estimator.task().equals(protocol.task()))
        .map(EstimatorInfo::name)
        .toList();
  }

  /**
   * What was asked for and cannot be compared, since nobody is ranked whom to hold others against.
   */
  private List<String> withoutPartner() {
    return manifest.protocols().stream()
        .filter(protocol -> selection.pairs().isEmpty() && isAskedFor(protocol))
        .filter(protocol -> competing(protocol).size() > 1 && best(protocol).isEmpty())
        .map(
            protocol ->
                "no estimator is ranked under "
                    + protocol.id()
                    + ", since each lacks a score; name pairs of "
                    + String.join(", ", competing(protocol)))
        .toList();
  }

  private boolean isAskedFor(ProtocolInfo protocol) {
    return !metrics(protocol).isEmpty()
        && datasets().stream()
            .anyMatch(
                dataset ->
                    dataset.task().equals(protocol.task())
                        && protocol.rules().containsKey(dataset.layout()));
  }

  private List<MetricInfo> metrics(ProtocolInfo protocol) {
    List<String> ids =
        selection.metrics().isEmpty()
            ? protocol.headline().stream().limit(1).toList()
            : selection.metrics();
    return ids.stream()
        .distinct()
        .flatMap(id -> protocol.metrics().stream().filter(metric -> metric.id().equals(id)))
        .toList();
  }

  private List<DatasetInfo> datasets() {
    return manifest.datasets().stream()
        .filter(
            dataset ->
                selection.datasets().isEmpty() || selection.datasets().contains(dataset.id()))
        .toList();
  }

  private Set<String> oracles() {
    return manifest.estimators().stream()
        .filter(EstimatorInfo::oracle)
        .map(EstimatorInfo::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<String> names() {
    return manifest.estimators().stream().map(EstimatorInfo::name).toList();
  }

  private Set<String> metricIds() {
    return manifest.protocols().stream()
        .flatMap(protocol -> protocol.metrics().stream())
        .map(MetricInfo::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static <T> Set<String> ids(List<T> items, Function<T, String> id) {
    return items.stream().map(id).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void requireKnown(String kind, List<String> asked, Set<String> known) {
    for (String name : asked) {
      if (!known.contains(name)) {
        throw new SpecException(
            "this run has no " + kind + " \"" + name + "\"; there are " + String.join(", ", known));
      }
    }
  }

  private static void requireEvery(List<Pair> pairs, List<Section> sections) {
    for (Pair pair : pairs) {
      if (sections.stream()
          .flatMap(section -> section.contests().stream())
          .noneMatch(contest -> contest.pair().equals(pair))) {
        throw new SpecException(
            "pair \""
                + pair.text()
                + "\": no dataset and metric of those asked for on which both have scores; \"tacheo report RUN\" shows who has");
      }
    }
  }
}
