package org.tacheo.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tacheo.eval.journal.RunFolder;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.Results;
import org.tacheo.reports.leaderboard.Leaderboard;
import org.tacheo.reports.leaderboard.ResultTable;
import org.tacheo.reports.published.PublishedNumbers;
import org.tacheo.reports.samples.TimingTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the leaderboard of a finished run again. */
@Command(
    name = "report",
    description = "Print the leaderboard of a finished run, from its files alone.")
final class ReportCommand implements Callable<Integer> {
  /** How to print it. */
  enum Format {
    text,
    markdown,
    csv,
    timing
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The folder of a run.")
  private Path run = Path.of("");

  @Option(
      names = "--format",
      description =
          "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}. timing: how long each estimator took for an image.",
      defaultValue = "text")
  private Format format = Format.text;

  @Override
  public Integer call() {
    Manifest manifest = RunFolder.manifest(run);
    Results results = RunFolder.results(run);
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.print(
        switch (format) {
          case text -> Leaderboard.text(manifest, results);
          case markdown -> Leaderboard.markdown(manifest, results, PublishedNumbers.bundled());
          case csv -> ResultTable.csv(manifest, results);
          case timing -> TimingTable.of(RunFolder.timing(run));
        });
    stdout.flush();
    return ExitCode.DONE;
  }
}
