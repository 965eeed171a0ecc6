package org.tacheo.reports.leaderboard;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tacheo.core.DataException;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.Results;
import org.tacheo.reports.published.PublishedNumbers;

/**
 * The leaderboard of a run. Rows are estimators; columns are the protocol's headline metrics for
 * each dataset. Rows are ranked by their mean place over the datasets, by the first metric as
 * printed; equal values share a place. A row is ranked only if it has every value over all samples
 * of the run; else it is INCOMPLETE and stands below, whatever its numbers. What sees ground truth
 * stands below, too, marked as a reference: no place, no best value.
 */
public final class Leaderboard {
  private Leaderboard() {}

  /**
   * The whole {@code leaderboard.md}: a table for each protocol, published numbers of the datasets
   * that they are of, and how to check them. The same bytes for the same input on every machine and
   * in every locale.
   *
   * @throws DataException if manifest and results contradict each other
   */
  public static String markdown(
      Manifest manifest, Results results, List<PublishedNumbers> published) {
    Run run = new Run(manifest, results);
    StringBuilder text = new StringBuilder();
    text.append("# Leaderboard: ").append(Names.markdown(manifest.suite())).append("\n\n");
    Board.of(run).forEach(board -> text.append(MarkdownBoard.of(board)).append('\n'));
    Set<String> evaluated = published(manifest);
    published.stream()
        .map(numbers -> PublishedSection.of(numbers, evaluated))
        .flatMap(Optional::stream)
        .forEach(text::append);
    text.append("\n---\n\n").append(footer(run));
    return text.toString();
  }

  /**
   * The leaderboard as aligned plain text for a terminal, without the published numbers; at most
   * 120 columns unless the datasets alone need more.
   *
   * @throws DataException if manifest and results contradict each other
   */
  public static String text(Manifest manifest, Results results) {
    Run run = new Run(manifest, results);
    return Board.of(run).stream().map(TextBoard::of).collect(Collectors.joining("\n"))
        + "\nmanifest "
        + run.digest().substring(0, 12)
        + ", tacheo "
        + Names.plain(manifest.tacheo())
        + "\n";
  }

  /**
   * The ranked estimators of a protocol, the best first; of those that share a place, the one that
   * the suite lists first.
   *
   * @throws DataException if manifest and results contradict each other
   */
  public static List<String> ranking(Manifest manifest, Results results, String protocol) {
    return Board.of(new Run(manifest, results)).stream()
        .filter(board -> board.protocol().id().equals(protocol))
        .flatMap(board -> board.rows().stream())
        .filter(Board.Row::ranked)
        .map(Board.Row::name)
        .toList();
  }

  /** The layouts whose published data the run was on; rendered twins are not among them. */
  private static Set<String> published(Manifest manifest) {
    return manifest.datasets().stream()
        .filter(dataset -> dataset.id().equals(dataset.layout()))
        .map(DatasetInfo::layout)
        .collect(Collectors.toSet());
  }

  private static String footer(Run run) {
    Manifest manifest = run.manifest();
    Recomputing again = new Recomputing(manifest);
    return String.join(
        "\n",
        "- Suite: " + Names.markdown(manifest.suite()),
        "- Manifest: `" + run.digest().substring(0, 12) + "` (SHA-256 `" + run.digest() + "`)",
        "- Tacheo: " + Names.markdown(manifest.tacheo()),
        "- To recompute: `"
            + again.command()
            + "` with "
            + again.inputs()
            + "; equal manifests give equal bytes."
            + again.remark()
            + " Every cell is a mean over rows of"
            + " `samples.jsonl`, or over all pixels where its protocol pools them; all metrics at full precision are in `results.csv`.",
        "");
  }
}
