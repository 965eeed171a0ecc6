package org.tacheo.reports.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tacheo.reports.published.PublishedDataset;
import org.tacheo.reports.published.PublishedNumbers;
import org.tacheo.reports.published.PublishedRow;
import org.tacheo.reports.published.PublishedScore;
import org.tacheo.reports.published.PublishedSource;
import org.tacheo.reports.published.PublishedTable;

/** The published numbers as a section of a leaderboard. */
final class PublishedSection {
  private final PublishedNumbers numbers;
  private final List<PublishedDataset> datasets;
  private final StringBuilder text = new StringBuilder();

  private PublishedSection(PublishedNumbers numbers, List<PublishedDataset> datasets) {
    this.numbers = numbers;
    this.datasets = datasets;
  }

  /**
   * The section; empty if the board has none of its datasets.
   *
   * @param layouts of the published datasets of the board; only these are shown
   */
  static Optional<String> of(PublishedNumbers numbers, Set<String> layouts) {
    List<PublishedDataset> shown =
        numbers.datasets().stream().filter(data -> data.isAmong(layouts)).toList();
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    PublishedSection section = new PublishedSection(numbers, shown);
    section.introduction();
    numbers.tables().forEach(section::table);
    section.caveats();
    section.sources();
    return Optional.of(section.text.toString());
  }

  private void introduction() {
    text.append("## ").append(Names.markdown(numbers.title())).append("\n\n");
    text.append("*What papers print, ")
        .append(Names.markdown(numbers.scores()))
        .append("; ")
        .append("never ranked against measured rows. ")
        .append("Every source says it follows the protocol of ")
        .append(Names.code(numbers.protocol()))
        .append(" unless a note says otherwise.*\n\n");
  }

  private void table(PublishedTable table) {
    Map<String, List<PublishedRow>> bySource =
        table.rows().stream()
            .filter(this::isShown)
            .collect(
                Collectors.groupingBy(
                    row -> row.sources().get(0), TreeMap::new, Collectors.toList()));
    if (!bySource.isEmpty()) {
      text.append("### ").append(Names.markdown(table.title())).append("\n\n");
      bySource.forEach(this::group);
    }
  }

  private boolean isShown(PublishedRow row) {
    return datasets.stream().anyMatch(dataset -> row.scores().containsKey(dataset.layout()));
  }

  private void group(String tag, List<PublishedRow> rows) {
    PublishedSource source =
        numbers.sources().stream().filter(one -> one.tag().equals(tag)).findFirst().orElseThrow();
    text.append("#### ").append(tag).append(": ").append(Names.markdown(source.title()));
    text.append("\n\n");
    List<String> header = new ArrayList<>(List.of("Method", "Steps x members"));
    datasets.forEach(dataset -> header.add(Names.markdown(dataset.title())));
    header.addAll(List.of("Time", "Sources", "Note"));
    pipes(header);
    pipes(header.stream().map(column -> ":---").toList());
    rows.forEach(row -> pipes(cells(row).stream().map(PublishedSection::italic).toList()));
    text.append('\n');
  }

  private List<String> cells(PublishedRow row) {
    List<String> cells = new ArrayList<>(List.of(row.method(), row.setting()));
    for (PublishedDataset dataset : datasets) {
      cells.add(
          Optional.ofNullable(row.scores().get(dataset.layout()))
              .map(PublishedScore::toString)
              .orElse("–"));
    }
    cells.addAll(List.of(row.time(), String.join(", ", row.sources()), row.note()));
    return cells;
  }

  private static String italic(String cell) {
    return cell.isEmpty() ? "" : "*" + Names.markdown(cell) + "*";
  }

  private void caveats() {
    text.append("Beware:\n\n");
    numbers.caveats().forEach(caveat -> item(Names.markdown(caveat)));
    text.append('\n');
  }

  private void sources() {
    text.append("Sources:\n\n");
    for (PublishedSource source : numbers.sources()) {
      String arxiv = source.arxiv().isEmpty() ? "" : ", arXiv " + source.arxiv();
      String part = source.part().isEmpty() ? "" : ", " + source.part();
      item(
          Names.markdown(
              source.tag() + ": " + source.title() + arxiv + part + " (" + source.rows() + ")"));
    }
  }

  private void item(String content) {
    text.append("- ").append(content).append('\n');
  }

  private void pipes(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
