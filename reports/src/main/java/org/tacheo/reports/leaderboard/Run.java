package org.tacheo.reports.leaderboard;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.tacheo.core.DataException;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.Score;

/** A manifest and the results that belong to it, checked against each other. */
final class Run {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final Manifest manifest;
  private final String digest;
  private final Map<String, Integer> estimators;
  private final Map<String, Integer> datasets;
  private final Map<String, Integer> protocols;
  private final Map<Place, Score> scores = new HashMap<>();

  /** Where a score stands: indices into the lists of the manifest. */
  record Place(int protocol, int estimator, int dataset) {}

  /**
   * Joins both.
   *
   * @throws DataException if they contradict each other
   */
  Run(Manifest manifest, Results results) {
    this.manifest = manifest;
    this.digest = results.manifestDigest();
    if (!SHA_256.matcher(digest).matches()) {
      throw contradiction(
          "manifest digest: expected 64 hex digits, got \"" + Names.plain(digest) + "\"");
    }
    estimators = index("estimator", manifest.estimators(), EstimatorInfo::name);
    datasets = index("dataset", manifest.datasets(), DatasetInfo::id);
    protocols = index("protocol", manifest.protocols(), ProtocolInfo::id);
    results.scores().forEach(this::add);
  }

  Manifest manifest() {
    return manifest;
  }

  /** SHA-256 of the manifest, 64 hex digits. */
  String digest() {
    return digest;
  }

  /** The scores by their place. */
  Map<Place, Score> scores() {
    return Collections.unmodifiableMap(scores);
  }

  Optional<Score> score(Place place) {
    return Optional.ofNullable(scores.get(place));
  }

  private void add(Score score) {
    Place place =
        new Place(
            known("protocol", protocols, score.protocol()),
            known("estimator", estimators, score.estimator()),
            known("dataset", datasets, score.dataset()));
    DatasetInfo dataset = manifest.datasets().get(place.dataset());
    boolean counts =
        score.n() >= 0
            && score.failed() >= 0
            && (long) score.n() + score.failed() <= dataset.n()
            && score.expected() == dataset.expected()
            && score.negativeScales() >= 0
            && score.negativeScales() <= score.n();
    if (!counts) {
      throw contradiction(
          where(score)
              + ": "
              + score.n()
              + " scored + "
              + score.failed()
              + " failed of "
              + score.expected()
              + " ("
              + score.negativeScales()
              + " with a negative scale), but the manifest has "
              + dataset.n()
              + " of "
              + dataset.expected());
    }
    if (score.oracle() != manifest.estimators().get(place.estimator()).oracle()) {
      throw contradiction(where(score) + ": only one of the two says that it sees ground truth");
    }
    List<MetricInfo> metrics = manifest.protocols().get(place.protocol()).metrics();
    for (String metric : score.metrics().keySet()) {
      if (metrics.stream().noneMatch(known -> known.id().equals(metric))) {
        throw contradiction(where(score) + ": unknown metric \"" + Names.plain(metric) + "\"");
      }
    }
    if (scores.put(place, score) != null) {
      throw contradiction(where(score) + ": two scores");
    }
  }

  private static <T> Map<String, Integer> index(
      String kind, List<T> items, Function<T, String> name) {
    Map<String, Integer> index = new LinkedHashMap<>();
    for (T item : items) {
      if (index.put(name.apply(item), index.size()) != null) {
        throw contradiction(kind + " \"" + Names.plain(name.apply(item)) + "\" is there twice");
      }
    }
    return index;
  }

  private static int known(String kind, Map<String, Integer> index, String name) {
    Integer position = index.get(name);
    if (position == null) {
      throw contradiction(
          "a score names " + kind + " \"" + Names.plain(name) + "\", which the manifest lacks");
    }
    return position;
  }

  private static String where(Score score) {
    return Names.plain(score.estimator() + " on " + score.dataset() + ", " + score.protocol());
  }

  private static DataException contradiction(String what) {
    return new DataException(
        "results: " + what + "; manifest and results are not of one run: evaluate again");
  }
}
