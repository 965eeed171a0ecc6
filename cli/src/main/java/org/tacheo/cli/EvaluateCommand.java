package org.tacheo.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.SpecException;
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
  /** Also ends the reading of a device or pipe that never ends. */
  private static final int MAX_BYTES = 1 << 20;

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
      description = "Leave out datasets whose archive is not in the data folder, and say so.")
  private boolean skipMissing;

  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Suite read =
        new SuiteReader(Job.estimatorTypes(), Datasets.cards()).read(text(), suite.toString());
    Suite present = skipMissing ? Presence.keep(read, options.data(), err) : read;
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

  private String text() {
    try (InputStream stream = Files.newInputStream(suite)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new SpecException(
            suite + ": more than " + MAX_BYTES + " bytes, expected a suite file; check the path");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException missing) {
      throw new SpecException(
          suite
              + ": cannot be read as a suite file ("
              + missing
              + "); expected a YAML file in UTF-8, see suites/");
    }
  }
}
