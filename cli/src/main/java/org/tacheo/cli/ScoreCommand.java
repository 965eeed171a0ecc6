package org.tacheo.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.Dataset;
import org.tacheo.core.Estimator;
import org.tacheo.core.SpecException;
import org.tacheo.core.Task;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.journal.OutputFolder;
import org.tacheo.eval.journal.RunFolder;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.run.Run;
import org.tacheo.eval.run.SignCheck;
import org.tacheo.eval.suite.Plan;
import org.tacheo.eval.suite.Suite;
import org.tacheo.reports.samples.ProtocolTable;
import org.tacheo.reports.samples.SampleReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores predictions that lie in files. */
@Command(
    name = "score",
    description = "Score predictions of any tool, one file for each sample, against a dataset.")
final class ScoreCommand implements Callable<Integer> {
  /** The protocols whose reference evaluator writes files. */
  private static final List<String> WITH_REFERENCE_FILES =
      List.of("marigold-depth", "dsine-normals", "marigold-normals");

  /** How to print the result. */
  enum Format {
    text,
    json,
    csv
  }

  @Spec private CommandSpec spec;

  @Mixin private PredictionOptions files = new PredictionOptions();

  @Option(
      names = "--split-list",
      paramLabel = "FILE",
      description =
          "A split list in the published format, instead of the split derived from the archive.")
  private @Nullable Path splitList;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "RUN",
      description = "Also write the run to this folder.")
  private @Nullable Path out;

  @Option(
      names = "--reference-files",
      paramLabel = "DIR",
      description =
          "Also write the files of the reference evaluator: per_sample_metrics.csv and eval_metrics*.txt of Marigold, metrics.txt of DSINE.")
  private @Nullable Path referenceFiles;

  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    Suite suite = files.suite();
    checkCombination(suite);
    if (out != null) {
      RunFolder.check(out);
    }
    if (referenceFiles != null) {
      OutputFolder.check(referenceFiles);
    }
    PrintWriter err = spec.commandLine().getErr();
    Optional<Path> list = Optional.ofNullable(splitList);
    try (Job job = new Job(suite, options, list)) {
      Plan plan = job.plan(files.alignment());
      Run run = out == null ? job.run(plan, err) : written(out, job, plan, err);
      print(run);
      Dataset dataset = job.datasets().get(0);
      if (dataset.card().task() == Task.NORMALS) {
        warnOfFrame(suite, plan, dataset, err);
      }
      if (referenceFiles != null) {
        ReferenceFiles.write(
            referenceFiles, run, dataset, used(suite), files.directory(), list, err);
      }
      return Job.exitCode(run, err);
    }
  }

  private static Run written(Path out, Job job, Plan plan, PrintWriter err) {
    Manifest manifest = job.manifest(plan, err);
    try (RunFolder folder = RunFolder.open(out, manifest, text -> Job.note(err, text))) {
      Run run = job.run(plan, folder, err);
      Job.publish(folder, run, err);
      return run;
    }
  }

  private void checkCombination(Suite suite) {
    if (suite.protocols().size() > 1 && format != Format.text) {
      throw new SpecException(
          "--protocol all prints text only, got --format " + format + "; name one protocol");
    }
    if (referenceFiles == null) {
      return;
    }
    if (suite.protocols().size() > 1
        || !WITH_REFERENCE_FILES.contains(suite.protocols().get(0).id())) {
      throw new SpecException(
          "--reference-files: expected one of the protocols "
              + String.join(", ", WITH_REFERENCE_FILES)
              + "; name it with --protocol");
    }
    Alignment alignment = used(suite);
    if (alignment != Alignment.NONE && alignment.referenceName().isEmpty()) {
      throw new SpecException(
          "--reference-files: the reference evaluator has no alignment "
              + alignment.id()
              + "; it has none, least-squares and least-squares-disparity");
    }
    if (out != null && same(out, referenceFiles)) {
      throw new SpecException(
          "--out and --reference-files both name " + out + ", expected two folders; name another");
    }
  }

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  /** The alignment that the predictions are given under the first protocol. */
  private Alignment used(Suite suite) {
    return files
        .alignment()
        .orElse(suite.protocols().get(0).alignment(suite.estimators().get(0).opener().kind()));
  }

  private void warnOfFrame(Suite suite, Plan plan, Dataset dataset, PrintWriter err) {
    try (Estimator estimator = suite.estimators().get(0).opener().open()) {
      estimator.announce(plan.predictionPaths(dataset));
      SignCheck.of(dataset, plan.samplesOf(dataset), estimator, files.convention())
          .ifPresent(warning -> err.println("warning: " + warning));
      err.flush();
    }
  }

  private void print(Run run) {
    PrintWriter stdout = spec.commandLine().getOut();
    if (run.manifest().protocols().size() > 1) {
      stdout.print(ProtocolTable.of(run.manifest(), run.results().scores()));
      stdout.flush();
      return;
    }
    SampleReport report =
        new SampleReport(
            run.manifest().datasets().get(0),
            run.manifest().protocols().get(0),
            run.results().scores().get(0),
            run.samples());
    stdout.print(
        switch (format) {
          case text -> report.text();
          case json -> report.json();
          case csv -> report.csv();
        });
    stdout.flush();
  }
}
