package org.tacheo.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tacheo.core.Printable;
import org.tacheo.eval.run.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a run from its files alone. */
@Command(
    name = "verify",
    description =
        "Compute everything again that a run's files are derived from, compare the bytes, and check hashes and identities.")
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The folder of a run.")
  private Path run = Path.of("");

  @Override
  public Integer call() {
    List<Verification.Check> checks = Verification.of(run, Job::reports);
    PrintWriter out = spec.commandLine().getOut();
    for (Verification.Check check : checks) {
      out.println(
          Printable.text(
              check
                  .problem()
                  .map(problem -> "DIFFERS  " + check.what() + ": " + problem)
                  .orElse("holds    " + check.what())));
    }
    long problems = checks.stream().filter(check -> check.problem().isPresent()).count();
    out.println(problems == 0 ? "verified" : "NOT VERIFIED: " + problems + " checks do not hold");
    out.flush();
    return problems == 0 ? ExitCode.DONE : ExitCode.DATA;
  }
}
