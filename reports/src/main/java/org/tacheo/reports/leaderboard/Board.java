package org.tacheo.reports.leaderboard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.result.Score;

/**
 * The leaderboard of one protocol before it is printed.
 *
 * @param protocol the protocol
 * @param datasets the datasets that the protocol evaluates, as the suite lists them
 * @param metrics the metrics shown for each dataset, the one that ranks first
 * @param rows ranked rows by place, then the others as the suite lists them, references among them
 */
record Board(
    ProtocolInfo protocol, List<DatasetInfo> datasets, List<MetricInfo> metrics, List<Row> rows) {
  /**
   * An estimator.
   *
   * @param standing whether it competes
   * @param place its place; absent if it is not ranked
   * @param placeSum sum of its places over the datasets; 0 if it is not ranked
   * @param cells one for each dataset and metric, dataset by dataset
   */
  record Row(String name, Standing standing, OptionalInt place, int placeSum, List<Cell> cells) {
    boolean ranked() {
      return place.isPresent();
    }

    /** The alignment that its predictions were given; several only if datasets differ in it. */
    String alignment() {
      return cells.stream()
          .flatMap(cell -> cell.score().stream())
          .filter(score -> score.n() > 0)
          .map(Score::alignment)
          .distinct()
          .collect(Collectors.joining("+"));
    }
  }

  /** What the numbers of a row are. */
  enum Standing {
    /** What an estimator predicted from images. */
    RESULT,
    /** What an oracle made of ground truth: a reference, never ranked. */
    REFERENCE;

    private static Standing of(EstimatorInfo estimator) {
      return estimator.oracle() ? REFERENCE : RESULT;
    }
  }

  /**
   * One value.
   *
   * @param score the score it comes from, where there is one
   * @param value the value as printed; absent if there is none or it is not finite
   * @param text its text
   * @param best whether it prints the same as the best ranked one of its column
   * @param covered whether the whole split was scored, so that n/N need not be said
   */
  record Cell(
      Optional<Score> score,
      Optional<BigDecimal> value,
      String text,
      boolean best,
      boolean covered) {
    /** {@code n/N}, where it must be said. */
    Optional<String> coverage() {
      return covered ? Optional.empty() : score.map(some -> some.n() + "/" + some.expected());
    }

    boolean negative() {
      return score.isPresent() && score.get().negativeScales() > 0;
    }

    private Cell asBest() {
      return new Cell(score, value, text, true, covered);
    }
  }

  /** The boards of a run, one for each protocol. */
  static List<Board> of(Run run) {
    ScoreTable table = new ScoreTable(run);
    return IntStream.range(0, run.manifest().protocols().size())
        .mapToObj(protocol -> board(run, table, protocol))
        .toList();
  }

  /** Whether every dataset was evaluated as a whole. */
  boolean comparable() {
    return datasets.stream().allMatch(DatasetInfo::comparable);
  }

  /** The name of a row, with its alignment where the rows of the board differ in it. */
  String label(Row row) {
    long alignments =
        rows.stream().map(Row::alignment).filter(some -> !some.isEmpty()).distinct().count();
    return alignments < 2 ? row.name() : row.name() + " (" + row.alignment() + ")";
  }

  /** The index of the first cell of a dataset. */
  int firstCell(int dataset) {
    return dataset * metrics.size();
  }

  /** The metric that a cell shows. */
  MetricInfo metric(int cell) {
    return metrics.get(cell % metrics.size());
  }

  /** The dataset that a cell belongs to. */
  DatasetInfo dataset(int cell) {
    return datasets.get(cell / metrics.size());
  }

  private static Board board(Run run, ScoreTable table, int protocol) {
    ProtocolInfo info = run.manifest().protocols().get(protocol);
    List<MetricInfo> metrics = headline(info);
    List<DatasetInfo> evaluated =
        run.manifest().datasets().stream().filter(dataset -> evaluates(info, dataset)).toList();
    Board empty = new Board(info, evaluated, metrics, List.of());
    List<Row> rows = empty.unranked(run, table, protocol);
    return new Board(info, evaluated, metrics, empty.ranked(rows));
  }

  private static boolean evaluates(ProtocolInfo protocol, DatasetInfo dataset) {
    return protocol.task().equals(dataset.task()) && protocol.rules().containsKey(dataset.layout());
  }

  private static List<MetricInfo> headline(ProtocolInfo protocol) {
    return protocol.headline().stream()
        .flatMap(id -> protocol.metrics().stream().filter(metric -> metric.id().equals(id)))
        .toList();
  }

  private List<Row> unranked(Run run, ScoreTable table, int protocol) {
    List<double[][]> pivots =
        metrics.stream()
            .map(metric -> new ScoreTable.Key(protocol, this.protocol.metrics().indexOf(metric)))
            .map(table::pivot)
            .toList();
    List<Row> rows = new ArrayList<>();
    List<EstimatorInfo> estimators = run.manifest().estimators();
    for (int estimator = 0; estimator < estimators.size(); estimator++) {
      if (!estimators.get(estimator).task().equals(this.protocol.task())) {
        continue;
      }
      List<Cell> cells = new ArrayList<>();
      for (DatasetInfo info : datasets) {
        int dataset = run.manifest().datasets().indexOf(info);
        Optional<Score> score = run.score(new Run.Place(protocol, estimator, dataset));
        for (int metric = 0; metric < metrics.size(); metric++) {
          double value = pivots.get(metric)[estimator][dataset];
          cells.add(cell(metrics.get(metric), info, score, value));
        }
      }
      EstimatorInfo own = estimators.get(estimator);
      rows.add(new Row(own.name(), Standing.of(own), OptionalInt.empty(), 0, cells));
    }
    return rows;
  }

  private static Cell cell(
      MetricInfo metric, DatasetInfo dataset, Optional<Score> score, double value) {
    Optional<BigDecimal> printed = Decimals.printed(value, metric.unit());
    boolean present = score.isPresent() && score.get().metrics().containsKey(metric.id());
    String text = present ? Double.toString(value) : "–";
    return new Cell(
        score,
        printed,
        printed.map(Decimals::text).orElse(text),
        false,
        dataset.comparable()
            && score.isPresent()
            && score.get().comparable()
            && complete(score.get(), dataset));
  }

  private static boolean complete(Score score, DatasetInfo dataset) {
    return !score.incomplete() && score.n() == dataset.n();
  }

  // Ranked are results that have every value over the same samples. Places compare values as
  // printed,
  // so that a reader can recompute them from the table; equal values share a place.
  private List<Row> ranked(List<Row> rows) {
    List<Row> candidates =
        rows.stream().filter(row -> row.standing() == Standing.RESULT && complete(row)).toList();
    List<Integer> sums = candidates.stream().map(row -> placeSum(row, candidates)).toList();
    List<Row> ranked = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      int sum = sums.get(i);
      int place = 1 + (int) sums.stream().filter(other -> other < sum).count();
      Row row = candidates.get(i);
      ranked.add(
          new Row(row.name(), row.standing(), OptionalInt.of(place), sum, best(row, candidates)));
    }
    // The sort is stable: rows that share a place keep the order of the suite.
    ranked.sort(Comparator.comparingInt(row -> row.place().orElseThrow()));
    rows.stream().filter(row -> !candidates.contains(row)).forEach(ranked::add);
    return List.copyOf(ranked);
  }

  /** Whether a row has every value over all samples of the run. */
  boolean complete(Row row) {
    return !row.cells().isEmpty()
        && IntStream.range(0, row.cells().size())
            .allMatch(
                i -> {
                  Cell cell = row.cells().get(i);
                  return cell.value().isPresent()
                      && cell.score().isPresent()
                      && complete(cell.score().get(), dataset(i));
                });
  }

  private int placeSum(Row row, List<Row> among) {
    return IntStream.range(0, datasets.size())
        .map(this::firstCell)
        .map(cell -> 1 + (int) among.stream().filter(other -> beats(other, row, cell)).count())
        .sum();
  }

  private List<Cell> best(Row row, List<Row> among) {
    return IntStream.range(0, row.cells().size())
        .mapToObj(
            i ->
                among.stream().noneMatch(other -> beats(other, row, i))
                    ? row.cells().get(i).asBest()
                    : row.cells().get(i))
        .toList();
  }

  private boolean beats(Row one, Row other, int cell) {
    int order =
        one.cells()
            .get(cell)
            .value()
            .orElseThrow()
            .compareTo(other.cells().get(cell).value().orElseThrow());
    return metric(cell).higherIsBetter() ? order > 0 : order < 0;
  }
}
