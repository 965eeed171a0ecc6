package org.tacheo.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tacheo.core.Dataset;
import org.tacheo.core.Printable;
import org.tacheo.datasets.Datasets;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.identity.Fingerprints;
import org.tacheo.eval.identity.SeenFiles;
import org.tacheo.eval.journal.PredictionFolder;
import org.tacheo.eval.journal.RunFolder;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.SampleRow;
import org.tacheo.eval.run.Evaluation;
import org.tacheo.eval.run.PredictionRun;
import org.tacheo.eval.run.Run;
import org.tacheo.eval.run.RunFiles;
import org.tacheo.eval.suite.Plan;
import org.tacheo.eval.suite.Suite;
import org.tacheo.reports.leaderboard.Leaderboard;
import org.tacheo.reports.leaderboard.ResultTable;
import org.tacheo.reports.published.PublishedNumbers;

/** Wires the rooms for one run: datasets opened, suite run, reports made. */
final class Job implements AutoCloseable {
  private final Suite suite;
  private final RunOptions options;
  private final List<Dataset> datasets = new ArrayList<>();
  private SeenFiles seen = new SeenFiles();

  /** Opens the datasets of a suite. */
  Job(Suite suite, RunOptions options, Optional<Path> splitList) {
    this.suite = suite;
    this.options = options;
    Plan.checkNumbers(options.threads(), options.limit());
    try {
      for (String id : suite.datasets()) {
        datasets.add(Datasets.open(id, options.data(), options.split(splitList)));
      }
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  Plan plan(Optional<Alignment> alignment) {
    return new Plan(
        suite, datasets, alignment, options.limit(), options.threads(), Version.current());
  }

  /** Runs a plan in memory. */
  Run run(Plan plan, PrintWriter err) {
    return Evaluation.run(plan, new Terminal(err, options.quiet()));
  }

  /** What the plan is the run of, data and predictions known by their content. */
  Manifest manifest(Plan plan, PrintWriter err) {
    Terminal terminal = new Terminal(err, options.quiet());
    Fingerprints fingerprints =
        new Fingerprints(options.threads(), options.caches().digests(), terminal::read);
    seen = fingerprints.seen();
    return plan.manifest(fingerprints);
  }

  /** Runs what the folder of a run lacks. */
  Run run(Plan plan, RunFolder folder, PrintWriter err) {
    if (!folder.found().isEmpty()) {
      note(err, folder.path() + ": " + folder.found().size() + " units were finished before");
    }
    return Evaluation.run(plan, folder, seen, new Terminal(err, options.quiet()));
  }

  /** Predicts what a folder lacks. */
  List<PredictionRun.Failure> predict(Plan plan, PredictionFolder folder, PrintWriter err) {
    return PredictionRun.run(
        plan, folder, seen, PredictionForm::arrays, new Terminal(err, options.quiet()));
  }

  /** Writes what the folder lacks of the files of a run. */
  static void publish(RunFolder folder, Run run, PrintWriter err) {
    List<String> written = RunFiles.publish(folder, run, reports(run));
    note(
        err,
        written.isEmpty()
            ? folder.path() + ": was finished before; nothing was written"
            : "wrote " + folder.path() + ": " + String.join(", ", written));
  }

  /** Says something that is not the result. */
  static void note(PrintWriter err, String text) {
    err.println(Printable.text(text));
    err.flush();
  }

  List<Dataset> datasets() {
    return List.copyOf(datasets);
  }

  /** The reports of a run, by file name. */
  static Map<String, String> reports(Run run) {
    Map<String, String> reports = new LinkedHashMap<>();
    reports.put(
        "leaderboard.md",
        Leaderboard.markdown(run.manifest(), run.results(), PublishedNumbers.bundled()));
    reports.put("results.csv", ResultTable.csv(run.manifest(), run.results()));
    return reports;
  }

  /** The exit code of a finished run; says on standard error if, and why, samples failed. */
  static int exitCode(Run run, PrintWriter err) {
    if (run.failures() == 0) {
      return ExitCode.DONE;
    }
    run.samples().stream()
        .filter(row -> row.outcome() instanceof Outcome.Failed)
        .findFirst()
        .ifPresent(row -> err.println(failures(run, row)));
    err.flush();
    return ExitCode.FAILED_SAMPLES;
  }

  private static String failures(Run run, SampleRow first) {
    return Printable.text(
        String.format(
            Locale.ROOT,
            "tacheo: %d of %d samples failed; the first: %s, %s/%s: %s",
            run.failures(),
            run.samples().size(),
            first.estimator(),
            first.dataset(),
            first.id(),
            ((Outcome.Failed) first.outcome()).reason()));
  }

  @Override
  public void close() {
    datasets.forEach(Dataset::close);
  }
}
