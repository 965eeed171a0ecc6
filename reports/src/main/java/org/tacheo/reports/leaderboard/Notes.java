package org.tacheo.reports.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.Score;

/** What has to be said beside a board; plain text, names not yet escaped. */
final class Notes {
  /** What the mark † means; the rows that have it follow. */
  static final String NEGATIVE = "prediction runs the wrong way, its fitted scale is negative:";

  private static final String PLACES =
      " Mean place: over the datasets, by the first metric as printed; equal values share a place.";

  private Notes() {}

  static String title(MetricInfo metric) {
    return metric.title() + (metric.higherIsBetter() ? " ↑" : " ↓");
  }

  /** Units, and what a place is. */
  static String legend(Board board) {
    boolean angles = board.metrics().stream().anyMatch(metric -> metric.unit().equals("degrees"));
    return (angles ? "Angles in degrees, shares in percent." : "AbsRel and δ in percent.") + PLACES;
  }

  static String coverage(DatasetInfo dataset) {
    return dataset.n() + "/" + dataset.expected();
  }

  static String partialDatasets(Board board) {
    return board.datasets().stream()
        .filter(dataset -> !dataset.comparable())
        .map(dataset -> dataset.title() + " " + coverage(dataset))
        .collect(Collectors.joining(", "));
  }

  /** The alignments that the scores used; more than one where estimators predict unlike things. */
  static List<String> alignments(Board board) {
    return board.rows().stream()
        .flatMap(row -> row.cells().stream())
        .flatMap(cell -> cell.score().stream())
        .filter(score -> score.n() > 0)
        .map(Score::alignment)
        .distinct()
        .sorted()
        .toList();
  }

  /** What the mark of references means, where there are any. */
  static Optional<String> references(Board board) {
    List<String> names =
        board.rows().stream()
            .filter(row -> row.standing() == Board.Standing.REFERENCE)
            .map(Board.Row::name)
            .toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(References.note(names));
  }

  /** What stands in the place of a row. */
  static String place(Board.Row row) {
    if (row.standing() == Board.Standing.REFERENCE) {
      return References.MARK;
    }
    return row.ranked() ? Integer.toString(row.place().orElseThrow()) : "–";
  }

  /** Why each row that lacks a value does. */
  static List<String> incomplete(Board board) {
    return board.rows().stream()
        .filter(row -> !board.complete(row))
        .map(row -> row.name() + ": " + String.join(", ", gaps(board, row)))
        .toList();
  }

  /** How often a fitted scale was negative, for each row where one was. */
  static List<String> negative(Board board) {
    List<String> notes = new ArrayList<>();
    for (Board.Row row : board.rows()) {
      List<String> counts = new ArrayList<>();
      for (int dataset = 0; dataset < board.datasets().size(); dataset++) {
        DatasetInfo info = board.datasets().get(dataset);
        score(board, row, dataset)
            .filter(score -> score.negativeScales() > 0)
            .ifPresent(
                score ->
                    counts.add(
                        score.negativeScales() + " of " + score.n() + " on " + info.title()));
      }
      if (!counts.isEmpty()) {
        notes.add(row.name() + ": " + String.join(", ", counts));
      }
    }
    return notes;
  }

  private static List<String> gaps(Board board, Board.Row row) {
    List<String> gaps = new ArrayList<>();
    for (int dataset = 0; dataset < board.datasets().size(); dataset++) {
      DatasetInfo info = board.datasets().get(dataset);
      Optional<Score> score = score(board, row, dataset);
      if (score.isEmpty()) {
        gaps.add("no score on " + info.title());
      } else if (score.get().failed() > 0) {
        gaps.add(score.get().failed() + " of " + info.n() + " samples failed on " + info.title());
      } else if (score.get().n() < info.n()) {
        gaps.add(score.get().n() + " of " + info.n() + " samples scored on " + info.title());
      }
    }
    return gaps.isEmpty() ? List.of("a value is missing or not finite") : gaps;
  }

  private static Optional<Score> score(Board board, Board.Row row, int dataset) {
    return board.metrics().isEmpty()
        ? Optional.empty()
        : row.cells().get(board.firstCell(dataset)).score();
  }
}
