package org.tacheo.reports.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.MetricInfo;

/** The board of one protocol as aligned plain text. */
final class TextBoard {
  private static final int COLUMNS = 120;
  private static final int LONGEST_NAME = 40;
  private static final int SHORTEST_NAME = 16;
  private static final int NAME_COLUMN = 1;

  private final Board board;
  private final boolean marksNegative;
  private final List<Column> columns = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  /** A column: what stands above it (on the last column of a group only), its header, its cells. */
  private record Column(int gap, String group, String header, List<String> cells, int width) {
    Column(int gap, String header, List<String> cells) {
      this(gap, "", header, cells, Math.max(longest(cells), length(header)));
    }

    Column widened(String group, int by) {
      return new Column(gap, group, header, cells, width + Math.max(0, by));
    }

    Column limited(int room) {
      return new Column(gap, group, header, cells, Math.min(width, room));
    }

    private static int longest(List<String> cells) {
      return cells.stream().mapToInt(TextBoard::length).max().orElse(0);
    }
  }

  private TextBoard(Board board) {
    this.board = board;
    this.marksNegative =
        board.rows().stream().flatMap(row -> row.cells().stream()).anyMatch(Board.Cell::negative);
  }

  static String of(Board board) {
    TextBoard plain = new TextBoard(board);
    plain.head();
    plain.columns();
    plain.print();
    plain.notes();
    return plain.text.toString();
  }

  private void head() {
    line(
        Names.plain(board.protocol().id())
            + " v"
            + board.protocol().version()
            + ", alignment "
            + Names.plain(String.join(", ", Notes.alignments(board))));
    if (!board.comparable()) {
      line("NOT COMPARABLE, not the whole split: " + Names.plain(Notes.partialDatasets(board)));
    }
    line("");
  }

  private void columns() {
    List<Board.Row> rows = board.rows();
    columns.add(new Column(0, "#", rows.stream().map(Notes::place).toList()));
    columns.add(
        new Column(
            2, "estimator", rows.stream().map(row -> Names.plain(board.label(row))).toList()));
    for (int dataset = 0; dataset < board.datasets().size(); dataset++) {
      group(dataset);
    }
    columns.add(new Column(2, "mean", rows.stream().map(this::mean).toList()));
    fitNames();
  }

  private String mean(Board.Row row) {
    if (row.ranked()) {
      return Decimals.mean(row.placeSum(), board.datasets().size());
    }
    return board.complete(row) ? "–" : "INCOMPLETE";
  }

  // The metrics of a dataset, then n/N where any cell has to say it.
  private void group(int dataset) {
    int first = columns.size();
    for (int i = 0; i < board.metrics().size(); i++) {
      int cell = board.firstCell(dataset) + i;
      MetricInfo metric = board.metrics().get(i);
      columns.add(
          new Column(
              i == 0 ? 2 : 1,
              Names.plain(metric.title()) + (metric.higherIsBetter() ? "↑" : "↓"),
              board.rows().stream().map(row -> value(row.cells().get(cell))).toList()));
    }
    if (board.metrics().isEmpty()) {
      return;
    }
    List<Optional<String>> coverage =
        board.rows().stream()
            .map(row -> row.cells().get(board.firstCell(dataset)).coverage())
            .toList();
    if (coverage.stream().anyMatch(Optional::isPresent)) {
      columns.add(new Column(1, "n/N", coverage.stream().map(said -> said.orElse("")).toList()));
    }
    DatasetInfo info = board.datasets().get(dataset);
    String title = Names.plain(info.title()) + " " + Notes.coverage(info);
    int width =
        columns.subList(first, columns.size()).stream().mapToInt(c -> c.gap() + c.width()).sum();
    int last = columns.size() - 1;
    // The gap before the group belongs to nobody.
    int lack = length(title) - (width - columns.get(first).gap());
    columns.set(last, columns.get(last).widened(title, lack));
  }

  private String value(Board.Cell cell) {
    String negative = cell.negative() ? "†" : marksNegative ? " " : "";
    return cell.text() + (cell.best() ? "*" : " ") + negative;
  }

  private void fitNames() {
    Column names = columns.get(NAME_COLUMN);
    int others = columns.stream().mapToInt(c -> c.gap() + c.width()).sum() - names.width();
    int room = Math.max(SHORTEST_NAME, Math.min(LONGEST_NAME, COLUMNS - others));
    columns.set(NAME_COLUMN, names.limited(room));
  }

  private void print() {
    line(titles());
    line(aligned(-1));
    IntStream.range(0, board.rows().size()).forEach(row -> line(aligned(row)));
    line("");
  }

  // The line above the header: each dataset over its columns, ending where they end.
  private String titles() {
    StringBuilder titles = new StringBuilder();
    int end = 0;
    for (Column column : columns) {
      end += column.gap() + column.width();
      if (!column.group().isEmpty()) {
        int pad = end - length(column.group()) - length(titles.toString());
        titles.append(" ".repeat(Math.max(0, pad))).append(column.group());
      }
    }
    return titles.toString();
  }

  private String aligned(int row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      String cell = row < 0 ? column.header() : column.cells().get(row);
      String shown = shortened(cell, column.width());
      String pad = " ".repeat(column.width() - length(shown));
      line.append(" ".repeat(column.gap())).append(i == NAME_COLUMN ? shown + pad : pad + shown);
    }
    return line.toString().stripTrailing();
  }

  private static String shortened(String cell, int width) {
    if (length(cell) <= width) {
      return cell;
    }
    return cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private void notes() {
    line(Notes.legend(board));
    line("* best ranked value of a column; ↓ lower is better, ↑ higher");
    Notes.references(board).ifPresent(note -> line(References.MARK + " " + Names.plain(note)));
    Notes.incomplete(board).forEach(note -> line("INCOMPLETE, not ranked: " + Names.plain(note)));
    List<String> negative = Notes.negative(board);
    if (!negative.isEmpty()) {
      line("† " + Notes.NEGATIVE);
      negative.forEach(note -> line("  " + Names.plain(note)));
    }
  }

  private void line(String content) {
    text.append(content).append('\n');
  }
}
