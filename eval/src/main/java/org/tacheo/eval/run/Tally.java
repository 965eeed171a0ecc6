package org.tacheo.eval.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.tacheo.core.SampleId;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.result.ResultJson;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.SampleRow;
import org.tacheo.eval.result.Score;
import org.tacheo.eval.result.Unit;

/**
 * Makes a run of its units. Neither the order in which they come nor when and where they were
 * computed can change a byte of it, but of its timing.
 */
final class Tally {
  private static final Comparator<Unit> BY_SAMPLE =
      Comparator.comparing(unit -> new SampleId(unit.dataset(), unit.scene(), unit.id()));

  private final ErrorStore errors;
  private final List<SampleRow> rows = new ArrayList<>();
  private final List<Score> scores = new ArrayList<>();

  private Tally(ErrorStore errors) {
    this.errors = errors;
  }

  /**
   * The run that these units make.
   *
   * @param units each once
   * @param errors holds those of each scored sample under a protocol that pools them
   * @param threads of this process, for its timing
   * @throws org.tacheo.core.DataException if errors are missing or changed
   */
  static Run of(Manifest manifest, Collection<Unit> units, ErrorStore errors, int threads) {
    Tally tally = new Tally(errors);
    for (ProtocolInfo protocol : manifest.protocols()) {
      for (EstimatorInfo estimator : manifest.estimators()) {
        for (DatasetInfo dataset : manifest.datasets()) {
          tally.add(new Column(estimator, dataset, protocol.id()), units);
        }
      }
    }
    return new Run(
        manifest,
        tally.rows,
        new Results(ResultJson.SCHEMA, manifest.digest(), tally.scores),
        Stopwatch.timing(manifest, units, threads));
  }

  private void add(Column column, Collection<Unit> units) {
    List<Unit> own =
        units.stream()
            .filter(unit -> unit.estimator().equals(column.estimator()))
            .filter(unit -> unit.dataset().equals(column.dataset().id()))
            .filter(unit -> column.verdict(unit).isPresent())
            .sorted(BY_SAMPLE)
            .toList();
    for (Unit unit : own) {
      column.verdict(unit).ifPresent(verdict -> rows.add(column.row(unit, verdict)));
    }
    if (!own.isEmpty()) {
      scores.add(column.score(own, errors));
    }
  }
}
