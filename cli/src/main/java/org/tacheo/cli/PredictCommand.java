package org.tacheo.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.Printable;
import org.tacheo.core.SpecException;
import org.tacheo.datasets.Datasets;
import org.tacheo.eval.identity.Fingerprints;
import org.tacheo.eval.journal.PredictionFolder;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.run.PredictionRun;
import org.tacheo.eval.suite.Plan;
import org.tacheo.eval.suite.Suite;
import org.tacheo.eval.suite.SuiteReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes predictions. */
@Command(
    name = "predict",
    modelTransformer = PredictCommand.DataForSuitesOnly.class,
    description =
        "Predict without scoring: the estimators of a suite on its datasets, to files that score and other tools read; or one estimator on photographs.")
final class PredictCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "SUITE",
      description =
          "A suite file; writes OUT/<estimator>/<dataset>/... under the reference naming.")
  private @Nullable Path suite;

  @Option(
      names = "--estimator",
      paramLabel = "FILE",
      description = "Instead of a suite: a YAML file of one estimator, as an entry of a suite.")
  private @Nullable Path estimator;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "With --estimator: a folder of photographs, .jpg, .jpeg or .png.")
  private @Nullable Path images;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "OUT",
      description =
          "Folder for the predictions. What was interrupted goes on where it ended; other predictions are never overwritten.")
  private Path out = Path.of("");

  @Option(
      names = "--skip-missing",
      description = "Leave out datasets and checkpoints that are not there, and say so.")
  private boolean skipMissing;

  @Option(
      names = "--uncertainty",
      description =
          "Also write, for each prediction, how far the members of its ensemble disagree, to <stem>_uncertainty.npy; of photographs a picture, too.")
  private boolean uncertainty;

  @Mixin private RunOptions options = new RunOptions();

  @Mixin private ModelOptions models = new ModelOptions();

  /** Photographs need no data folder. */
  static final class DataForSuitesOnly implements IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
      OptionSpec data = command.findOption("--data");
      command.remove(data);
      command.addOption(OptionSpec.builder(data).required(false).build());
      return command;
    }
  }

  @Override
  public Integer call() {
    checkCombination();
    PredictionFolder.check(out);
    PrintWriter err = spec.commandLine().getErr();
    Terminal terminal = new Terminal(err, options.quiet());
    try (Models opened = new Models(models, options.caches(), terminal)) {
      SuiteReader reader = new SuiteReader(opened.types(), Datasets.cards());
      return suite == null ? photographs(reader, terminal) : suite(suite, reader, err);
    }
  }

  private void checkCombination() {
    if ((suite == null) == (estimator == null)) {
      throw new SpecException("expected a SUITE, or --estimator FILE and --images DIR");
    }
    if ((estimator == null) != (images == null)) {
      throw new SpecException("--estimator and --images go together; give both or a SUITE");
    }
    boolean data = spec.commandLine().getParseResult().hasMatchedOption("--data");
    if (suite != null && !data) {
      throw new SpecException("--data: expected the folder that holds the suite's archives");
    }
    if (suite == null && (data || options.limit().isPresent() || skipMissing)) {
      throw new SpecException("--data, --limit and --skip-missing are for a SUITE; leave them out");
    }
  }

  private int suite(Path file, SuiteReader reader, PrintWriter err) {
    Suite read = reader.read(YamlFile.text(file, "a suite file"), file.toString());
    PredictionRun.check(read);
    Suite wanted = uncertainty ? read.withUncertainty() : read;
    Suite present = Presence.of(wanted, skipMissing, options.data(), err);
    try (Job job = new Job(present, options, Optional.empty())) {
      Plan plan = job.plan(Optional.empty());
      Manifest manifest = job.manifest(plan, err);
      try (PredictionFolder folder = PredictionFolder.open(out, manifest)) {
        int lacking = PredictionRun.lacking(plan, folder);
        List<PredictionRun.Failure> failures = job.predict(plan, folder, err);
        int expected =
            plan.datasets().stream()
                .mapToInt(
                    dataset ->
                        plan.samplesOf(dataset).size()
                            * present.estimators(dataset.card().task()).size())
                .sum();
        return finish(
            expected,
            lacking,
            failures.stream()
                .map(each -> each.estimator() + ", " + each.sample() + ": " + each.reason())
                .toList());
      }
    }
  }

  private int photographs(SuiteReader reader, Terminal terminal) {
    if (estimator == null || images == null) {
      throw new AssertionError("checked before");
    }
    String text = YamlFile.text(estimator, "an estimator file");
    Suite.Entry read = reader.readEstimator(text, estimator.toString());
    PredictionRun.requireNoOracle(read);
    Suite.Entry entry = uncertainty ? read.withUncertainty() : read;
    Presence.require(entry);
    Photographs photographs = new Photographs(entry, folder(images));
    Fingerprints fingerprints =
        new Fingerprints(options.threads(), options.caches().digests(), terminal::read);
    try (PredictionFolder folder = PredictionFolder.open(out, photographs.manifest(fingerprints))) {
      int lacking = photographs.lacking(folder);
      List<String> failures = photographs.predict(folder, terminal);
      return finish(photographs.photographs().names().size(), lacking, failures);
    }
  }

  private PhotographFolder folder(Path of) {
    return uncertainty
        ? PhotographFolder.of(of, PredictionForm::namesWithUncertainty)
        : PhotographFolder.of(of, PredictionForm::names);
  }

  private int finish(int expected, int lacking, List<String> failures) {
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.println(written(expected, lacking, lacking - failures.size()));
    stdout.flush();
    PrintWriter err = spec.commandLine().getErr();
    failures.stream().limit(SHOWN).forEach(line -> err.println(Printable.text("tacheo: " + line)));
    if (failures.size() > SHOWN) {
      err.println("tacheo: ... and " + (failures.size() - SHOWN) + " more failed");
    }
    err.flush();
    return failures.isEmpty() ? ExitCode.DONE : ExitCode.FAILED_SAMPLES;
  }

  private String written(int expected, int lacking, int written) {
    int before = expected - lacking;
    int failed = lacking - written;
    return (written == 0 ? "wrote nothing to " + out : "wrote " + out)
        + ": "
        + written
        + " of "
        + expected
        + " predictions"
        + (before == 0 ? "" : ", " + before + " were there before")
        + (failed == 0 ? "" : ", " + failed + " failed");
  }
}
