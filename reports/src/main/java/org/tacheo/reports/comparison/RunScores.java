package org.tacheo.reports.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tacheo.core.DataException;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.SampleMeans;
import org.tacheo.eval.result.SampleRow;
import org.tacheo.eval.result.Score;

/** The samples of a run, found by what they are of, and held against the run's results. */
final class RunScores {
  private static final String SAMPLES = "samples.jsonl: ";
  private static final String NEXT =
      "; \"tacheo verify RUN\" says what was changed, the same evaluation makes it anew";

  private final Map<Place, Map<String, SampleRow>> rows = new HashMap<>();
  private final Map<Place, Score> scores = new HashMap<>();
  private final Map<String, Map<String, String>> sceneOf = new HashMap<>();

  /** What a row is of. */
  record Place(String protocol, String estimator, String dataset) {
    @Override
    public String toString() {
      return protocol + ", " + estimator + ", " + dataset;
    }
  }

  /**
   * Joins samples and results.
   *
   * @param pooling ids of the protocols whose scores pool pixels and are no means over samples
   * @throws DataException if the samples do not give the scores: too few, too many, other values
   */
  RunScores(Results results, List<SampleRow> samples, Set<String> pooling) {
    samples.forEach(this::add);
    for (Score score : results.scores()) {
      Place place = new Place(score.protocol(), score.estimator(), score.dataset());
      scores.put(place, score);
      requireSame(place, score, pooling);
    }
    rows.keySet().stream()
        .filter(place -> !scores.containsKey(place))
        .findFirst()
        .ifPresent(
            place -> {
              throw new DataException(
                  SAMPLES + place + ": rows, but results.json has no score" + NEXT);
            });
  }

  /** The score, if the estimator was evaluated there. */
  Optional<Score> score(Place place) {
    return Optional.ofNullable(scores.get(place));
  }

  /** The rows by the id of their sample, in the order of the ids. */
  Map<String, SampleRow> rows(Place place) {
    return rows.getOrDefault(place, Map.of());
  }

  /** What the scenes of a dataset are, from all rows of it, whoever was evaluated. */
  Scenes.Drawn drawn(String dataset) {
    return Scenes.Drawn.of(sceneOf.getOrDefault(dataset, Map.of()));
  }

  private void add(SampleRow row) {
    sceneOf
        .computeIfAbsent(row.dataset(), unseen -> new HashMap<>())
        .putIfAbsent(row.id(), row.scene());
    Place place = new Place(row.protocol(), row.estimator(), row.dataset());
    SampleRow other =
        rows.computeIfAbsent(place, unseen -> new LinkedHashMap<>()).put(row.id(), row);
    if (other != null) {
      throw new DataException(SAMPLES + place + ": two rows of " + row.id() + NEXT);
    }
  }

  private void requireSame(Place place, Score score, Set<String> pooling) {
    Collection<SampleRow> own = rows(place).values();
    List<Outcome.Scored> scored = scored(own);
    int failed = own.size() - scored.size();
    if (scored.size() != score.n() || failed != score.failed()) {
      throw new DataException(
          SAMPLES
              + place
              + ": "
              + scored.size()
              + " scored and "
              + failed
              + " failed, but results.json says "
              + score.n()
              + " and "
              + score.failed()
              + NEXT);
    }
    if (!pooling.contains(place.protocol()) && !SampleMeans.of(scored).equals(score.metrics())) {
      throw new DataException(
          SAMPLES + place + ": the mean over the rows is not the score in results.json" + NEXT);
    }
  }

  private static List<Outcome.Scored> scored(Collection<SampleRow> rows) {
    List<Outcome.Scored> scored = new ArrayList<>();
    for (SampleRow row : rows) {
      if (row.outcome() instanceof Outcome.Scored some) {
        scored.add(some);
      }
    }
    return scored;
  }
}
