package org.tacheo.reports.leaderboard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.result.Score;
import tech.tablesaw.aggregate.AggregateFunctions;
import tech.tablesaw.aggregate.PivotTable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * The scores of a run as one tablesaw table: a row for each estimator x dataset x protocol, a
 * double column for each metric of each protocol. Everything is named by its index in the manifest,
 * because tablesaw compares column names without case, takes texts such as "NA" for missing, and
 * must not be handed a hostile name to parse.
 */
final class ScoreTable {
  private static final String PROTOCOL = "protocol";
  private static final String ESTIMATOR = "estimator";
  private static final String DATASET = "dataset";

  private final Manifest manifest;
  private final List<Key> keys;
  private final Table table;

  /** A metric of a protocol, both by index: one column. */
  record Key(int protocol, int metric) {
    private String column() {
      return "p" + protocol + "m" + metric;
    }
  }

  /** A row of the table; the values are those of {@link #keys()}, NaN where there is none. */
  record Line(Run.Place place, List<Double> values) {}

  ScoreTable(Run run) {
    this.manifest = run.manifest();
    this.keys = keys(manifest.protocols());
    this.table = build(run.scores()).sortOn(PROTOCOL, ESTIMATOR, DATASET);
  }

  /** The columns, in the order of the manifest. */
  List<Key> keys() {
    return keys;
  }

  /** The rows in the order of the manifest: by protocol, then estimator, then dataset. */
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (Row row : table) {
      lines.add(
          new Line(
              new Run.Place(row.getInt(PROTOCOL), row.getInt(ESTIMATOR), row.getInt(DATASET)),
              keys.stream().map(key -> row.getDouble(key.column())).toList()));
    }
    return lines;
  }

  /**
   * The values of one metric, a row for each estimator, a column for each dataset; NaN where there
   * is none.
   */
  double[][] pivot(Key key) {
    double[][] values = new double[manifest.estimators().size()][manifest.datasets().size()];
    for (double[] row : values) {
      Arrays.fill(row, Double.NaN);
    }
    Table rows = table.where(table.intColumn(PROTOCOL).isEqualTo(key.protocol()));
    if (!rows.isEmpty()) {
      fill(values, rows, key.column());
    }
    return values;
  }

  private static void fill(double[][] values, Table rows, String metric) {
    Table pivot =
        PivotTable.pivot(
            rows,
            rows.intColumn(ESTIMATOR),
            rows.intColumn(DATASET),
            rows.doubleColumn(metric),
            AggregateFunctions.first);
    for (Row row : pivot) {
      for (int column = 1; column < pivot.columnCount(); column++) {
        int dataset = Integer.parseInt(pivot.column(column).name());
        values[row.getInt(0)][dataset] = row.getDouble(column);
      }
    }
  }

  private static List<Key> keys(List<ProtocolInfo> protocols) {
    List<Key> keys = new ArrayList<>();
    for (int protocol = 0; protocol < protocols.size(); protocol++) {
      for (int metric = 0; metric < protocols.get(protocol).metrics().size(); metric++) {
        keys.add(new Key(protocol, metric));
      }
    }
    return List.copyOf(keys);
  }

  private Table build(Map<Run.Place, Score> scores) {
    List<Map.Entry<Run.Place, Score>> rows = List.copyOf(scores.entrySet());
    Table built = Table.create("scores");
    built.addColumns(
        IntColumn.create(PROTOCOL, rows.stream().mapToInt(row -> row.getKey().protocol())),
        IntColumn.create(ESTIMATOR, rows.stream().mapToInt(row -> row.getKey().estimator())),
        IntColumn.create(DATASET, rows.stream().mapToInt(row -> row.getKey().dataset())));
    for (Key key : keys) {
      built.addColumns(
          DoubleColumn.create(
              key.column(),
              rows.stream().mapToDouble(row -> value(key, row.getKey(), row.getValue()))));
    }
    return built;
  }

  private double value(Key key, Run.Place place, Score score) {
    if (place.protocol() != key.protocol()) {
      return Double.NaN;
    }
    String metric = manifest.protocols().get(key.protocol()).metrics().get(key.metric()).id();
    return score.metrics().getOrDefault(metric, Double.NaN);
  }
}
