package org.tacheo.reports.leaderboard;

import java.util.ArrayList;
import java.util.List;
import org.tacheo.core.DataException;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.Score;
import org.tacheo.reports.csv.Csv;

/** All scores of a run as one table: {@code results.csv}. */
public final class ResultTable {
  private static final List<String> FIRST_COLUMNS =
      List.of(
          "estimator",
          "dataset",
          "protocol",
          "protocol_version",
          "alignment",
          "n",
          "failed",
          "expected",
          "comparable",
          "negative_scales");

  private ResultTable() {}

  /**
   * The scores as CSV (RFC 4180, but with LF line ends): a header, then one row for each estimator
   * x dataset x protocol, in the order of the manifest. Metrics are the shortest decimals that read
   * back as the same double; a metric that a score lacks is an empty field. With one protocol a
   * metric's column is its id; with several it is {@code protocol:id}, since two protocols never
   * share a column. Where a suite has estimators that see ground truth, a column {@code oracle}
   * says which rows are theirs. Names are exact, so that a spreadsheet may take one for a formula.
   *
   * @throws DataException if manifest and results contradict each other
   */
  public static String csv(Manifest manifest, Results results) {
    Run run = new Run(manifest, results);
    ScoreTable table = new ScoreTable(run);
    StringBuilder csv = new StringBuilder();
    csv.append(Csv.line(header(manifest, table)));
    for (ScoreTable.Line line : table.lines()) {
      csv.append(Csv.line(fields(run, table, line)));
    }
    return csv.toString();
  }

  private static boolean hasOracles(Manifest manifest) {
    return manifest.estimators().stream().anyMatch(EstimatorInfo::oracle);
  }

  private static List<String> header(Manifest manifest, ScoreTable table) {
    List<String> header = new ArrayList<>(FIRST_COLUMNS);
    if (hasOracles(manifest)) {
      header.add("oracle");
    }
    for (ScoreTable.Key key : table.keys()) {
      ProtocolInfo protocol = manifest.protocols().get(key.protocol());
      String prefix = manifest.protocols().size() == 1 ? "" : protocol.id() + ":";
      header.add(prefix + protocol.metrics().get(key.metric()).id());
    }
    return header;
  }

  private static List<String> fields(Run run, ScoreTable table, ScoreTable.Line line) {
    Score score = run.score(line.place()).orElseThrow();
    ProtocolInfo protocol = run.manifest().protocols().get(line.place().protocol());
    List<String> fields =
        new ArrayList<>(
            List.of(
                score.estimator(),
                score.dataset(),
                score.protocol(),
                Integer.toString(protocol.version()),
                score.alignment(),
                Integer.toString(score.n()),
                Integer.toString(score.failed()),
                Integer.toString(score.expected()),
                Boolean.toString(score.comparable()),
                Integer.toString(score.negativeScales())));
    if (hasOracles(run.manifest())) {
      fields.add(Boolean.toString(score.oracle()));
    }
    for (int i = 0; i < table.keys().size(); i++) {
      ScoreTable.Key key = table.keys().get(i);
      boolean present =
          key.protocol() == line.place().protocol()
              && score.metrics().containsKey(protocol.metrics().get(key.metric()).id());
      fields.add(present ? Csv.number(line.values().get(i)) : "");
    }
    return fields;
  }
}
