package org.tacheo.reports.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tacheo.eval.result.DatasetInfo;

/** The board of one protocol as Markdown. */
final class MarkdownBoard {
  private static final int NAME_COLUMN = 1;

  private final Board board;
  private final StringBuilder text = new StringBuilder();

  private MarkdownBoard(Board board) {
    this.board = board;
  }

  static String of(Board board) {
    MarkdownBoard markdown = new MarkdownBoard(board);
    markdown.text.append("## ").append(Names.markdown(board.protocol().id())).append(" v");
    markdown.text.append(board.protocol().version()).append("\n\n");
    markdown.banner();
    markdown.table();
    markdown.text.append('\n');
    markdown.notes();
    return markdown.text.toString();
  }

  private void banner() {
    if (!board.comparable()) {
      text.append(
              "> **NOT COMPARABLE** with other boards or published numbers. Not the whole split: ")
          .append(Names.markdown(Notes.partialDatasets(board)))
          .append(". Rows rank among themselves only.\n\n");
    }
  }

  private void table() {
    List<String> header = new ArrayList<>(List.of("#", "Estimator"));
    List<String> samples = new ArrayList<>(List.of("", "*samples n/N*"));
    for (DatasetInfo dataset : board.datasets()) {
      board
          .metrics()
          .forEach(
              metric ->
                  header.add(
                      Names.markdown(dataset.title()) + " " + Names.markdown(Notes.title(metric))));
      board.metrics().forEach(metric -> samples.add("*" + Notes.coverage(dataset) + "*"));
    }
    header.add("Mean place");
    samples.add("");
    pipes(header);
    pipes(
        IntStream.range(0, header.size())
            .mapToObj(column -> column == NAME_COLUMN ? ":---" : "---:")
            .toList());
    pipes(samples);
    board.rows().forEach(row -> pipes(cells(row)));
  }

  private List<String> cells(Board.Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(Notes.place(row));
    cells.add(Names.markdown(board.label(row)) + (board.complete(row) ? "" : " **INCOMPLETE**"));
    row.cells().forEach(cell -> cells.add(cell(cell)));
    cells.add(row.ranked() ? Decimals.mean(row.placeSum(), board.datasets().size()) : "–");
    return cells;
  }

  private static String cell(Board.Cell cell) {
    String value = cell.best() ? "**" + cell.text() + "**" : cell.text();
    return value
        + (cell.negative() ? " †" : "")
        + cell.coverage().map(coverage -> " (" + coverage + ")").orElse("");
  }

  private void notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        Notes.legend(board)
            + " Best ranked value of a column in **bold**; ↓ lower is better, ↑ higher.");
    Notes.references(board)
        .ifPresent(note -> notes.add(References.MARK + " " + Names.markdown(note) + "."));
    Notes.incomplete(board)
        .forEach(note -> notes.add("INCOMPLETE, not ranked: " + Names.markdown(note) + "."));
    List<String> negative = Notes.negative(board);
    if (!negative.isEmpty()) {
      String rows =
          negative.stream()
              .map(note -> "\n  - " + Names.markdown(note))
              .collect(Collectors.joining());
      notes.add("† " + Notes.NEGATIVE + rows);
    }
    notes.add(
        "Protocol: "
            + Names.code(board.protocol().id())
            + " version "
            + board.protocol().version()
            + "; alignment: "
            + Notes.alignments(board).stream().map(Names::code).collect(Collectors.joining(", "))
            + ".");
    board
        .protocol()
        .rules()
        .forEach((layout, rules) -> notes.add(Names.code(layout) + ": " + Names.markdown(rules)));
    notes.forEach(note -> text.append("- ").append(note).append('\n'));
  }

  private void pipes(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
