package org.tacheo.reports.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tacheo.reports.leaderboard.Names;

/** A comparison, to be printed; the same bytes on every machine, in every locale. */
public final class ComparisonReport {
  private final String tacheo;
  private final String digest;
  private final Bootstrap bootstrap;
  private final List<Section> sections;
  private final List<String> remarks;

  /**
   * A report.
   *
   * @param remarks on what was asked for and is in no section
   */
  ComparisonReport(
      String tacheo,
      String digest,
      Bootstrap bootstrap,
      List<Section> sections,
      List<String> remarks) {
    this.tacheo = tacheo;
    this.digest = digest;
    this.bootstrap = bootstrap;
    this.sections = List.copyOf(sections);
    this.remarks = List.copyOf(remarks);
  }

  /** Aligned plain text for a terminal, a table for each protocol and metric. */
  public String text() {
    return sections.stream().map(this::text).collect(Collectors.joining("\n"))
        + "\n"
        + remarks.stream()
            .map(remark -> Names.plain("Not compared: " + remark) + "\n\n")
            .collect(Collectors.joining())
        + Names.plain(footer())
        + "\n";
  }

  /** The same as Markdown, to be pasted into a page. */
  public String markdown() {
    return sections.stream().map(this::markdown).collect(Collectors.joining("\n"))
        + "\n"
        + remarks.stream()
            .map(remark -> Names.markdown("Not compared: " + remark) + "\n\n")
            .collect(Collectors.joining())
        + Names.markdown(footer())
        + "\n";
  }

  /** One JSON object at full precision: how it was made, and one entry for each contest. */
  public String json() {
    return ComparisonJson.of(tacheo, digest, bootstrap, sections, remarks);
  }

  private String footer() {
    return "manifest " + digest.substring(0, 12) + ", tacheo " + tacheo;
  }

  private String text(Section section) {
    List<List<String>> rows = new ArrayList<>();
    for (List<String> row : table(section)) {
      rows.add(row.stream().map(Names::plain).toList());
    }
    StringBuilder text = new StringBuilder();
    text.append(Names.plain(Remarks.heading(section))).append("\n\n");
    List<Integer> widths =
        IntStream.range(0, rows.get(0).size())
            .mapToObj(column -> rows.stream().mapToInt(row -> length(row.get(column))).max())
            .map(width -> width.orElse(0))
            .toList();
    rows.forEach(row -> text.append(aligned(row, widths)).append('\n'));
    text.append('\n');
    Remarks.of(section, bootstrap).forEach(remark -> text.append(Names.plain(remark)).append('\n'));
    return text.toString();
  }

  private static String aligned(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String pad = " ".repeat(widths.get(column) - length(row.get(column)));
      line.append(column == 0 ? "" : "  ");
      line.append(Columns.isText(column) ? row.get(column) + pad : pad + row.get(column));
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private String markdown(Section section) {
    List<List<String>> rows = table(section);
    StringBuilder text = new StringBuilder();
    text.append("### ").append(Names.markdown(Remarks.heading(section))).append("\n\n");
    text.append(pipes(rows.get(0).stream().map(Names::markdown).toList()));
    text.append(
        pipes(
            IntStream.range(0, rows.get(0).size())
                .mapToObj(column -> Columns.isText(column) ? ":---" : "---:")
                .toList()));
    rows.stream()
        .skip(1)
        .forEach(row -> text.append(pipes(row.stream().map(Names::markdown).toList())));
    text.append('\n');
    Remarks.of(section, bootstrap)
        .forEach(remark -> text.append("- ").append(Names.markdown(remark)).append('\n'));
    return text.toString();
  }

  private List<List<String>> table(Section section) {
    Columns columns = new Columns(section, bootstrap);
    List<List<String>> rows = new ArrayList<>();
    rows.add(columns.header());
    section.contests().forEach(contest -> rows.add(columns.cells(contest)));
    return rows;
  }

  private static String pipes(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
