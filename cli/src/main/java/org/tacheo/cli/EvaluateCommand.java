package org.tacheo.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tacheo.datasets.Datasets;
import org.tacheo.eval.journal.RunFolder;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.run.Run;
import org.tacheo.eval.suite.Plan;
import org.tacheo.eval.suite.Suite;
import org.tacheo.eval.suite.SuiteReader;
import org.tacheo.reports.leaderboard.Leaderboard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a suite. */
@Command(
    name = "evaluate",
    description =
        "Run a suite: estimators x datasets x protocols; print and write the leaderboard.")
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SUITE",
      description = "A suite file, for example suites/baselines.yaml.")
  private Path suite = Path.of("");

  @Option(
      names = {"-o", "--out"},
      paramLabel = "RUN",
      description =
          "Folder for the run; default: runs/<run-id>. A run that was interrupted goes on where it ended; another one is never overwritten.")
  private @Nullable Path out;

  @Option(
      names = "--skip-missing",
      description =
          "Leave out datasets whose archive is not in the data folder, and estimators whose checkpoint is not there, and say so.")
  private boolean skipMissing;

  @Mixin private RunOptions options = new RunOptions();

  @Mixin private ModelOptions models = new ModelOptions();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Terminal terminal = new Terminal(err, options.quiet());
    try (Models opened = new Models(models, options.caches(), terminal)) {
      Suite read =
          new SuiteReader(opened.types(), Datasets.cards())
              .read(YamlFile.text(suite, "a suite file"), suite.toString());
      return evaluate(Presence.of(read, skipMissing, options.data(), err), err);
    }
  }

  private int evaluate(Suite present, PrintWriter err) {
    try (Job job = new Job(present, options, Optional.empty())) {
      Plan plan = job.plan(Optional.empty());
      if (out != null) {
        RunFolder.check(out);
      }
      Manifest manifest = job.manifest(plan, err);
      Path path = out == null ? Path.of("runs").resolve(manifest.runId()) : out;
      try (RunFolder folder = RunFolder.open(path, manifest, text -> Job.note(err, text))) {
        Run run = job.run(plan, folder, err);
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.print(Leaderboard.text(run.manifest(), run.results()));
        stdout.flush();
        Job.publish(folder, run, err);
        return Job.exitCode(run, err);
      }
    }
  }
}
