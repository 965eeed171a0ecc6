package org.tacheo.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tacheo.core.DataException;
import org.tacheo.core.Printable;
import org.tacheo.eval.identity.Differences;
import org.tacheo.eval.identity.Moves;
import org.tacheo.eval.journal.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what sets two runs apart. */
@Command(
    name = "explain",
    description =
        "What differs between two runs, the most important first, and how far the scores moved that they share.")
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN_A", description = "The folder of a run.")
  private Path one = Path.of("");

  @Parameters(index = "1", paramLabel = "RUN_B", description = "The folder of another run.")
  private Path other = Path.of("");

  @Override
  public Integer call() {
    List<String> differences = Differences.of(RunFolder.manifest(one), RunFolder.manifest(other));
    PrintWriter out = spec.commandLine().getOut();
    if (differences.isEmpty()) {
      out.println("nothing that can move a number differs: both are one run");
    }
    differences.forEach(out::println);
    moves().forEach(line -> out.println(Printable.text(line)));
    out.flush();
    return ExitCode.DONE;
  }

  private List<String> moves() {
    try {
      return Moves.of(RunFolder.results(one), RunFolder.results(other));
    } catch (DataException unfinished) {
      return List.of("no scores to compare: " + unfinished.getMessage());
    }
  }
}
