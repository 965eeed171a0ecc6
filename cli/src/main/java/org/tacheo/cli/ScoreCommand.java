package org.tacheo.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Problems;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.core.Task;
import org.tacheo.datasets.Datasets;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.journal.OutputFolder;
import org.tacheo.eval.journal.RunFolder;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.protocol.Protocols;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.run.Run;
import org.tacheo.eval.run.SignCheck;
import org.tacheo.eval.suite.Plan;
import org.tacheo.eval.suite.Suite;
import org.tacheo.models.files.PredictionFilesType;
import org.tacheo.reports.samples.SampleReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores predictions that lie in files. */
@Command(name = "score", description = "Score prediction files of any tool against a dataset.")
final class ScoreCommand implements Callable<Integer> {
  /** How to print the result. */
  enum Format {
    text,
    json,
    csv
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "ID",
      description = "For example nyuv2; \"tacheo datasets list\" names all.")
  private String dataset = "";

  @Option(
      names = "--predictions",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the predictions, a tree like that of the images.")
  private Path predictions = Path.of("");

  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "Where below DIR a prediction lies, with {dir}, {stem}, {name}, {dataset}, {reference}; default {reference}, the naming rules of the reference evaluator.")
  private @Nullable String pattern;

  @Option(
      names = "--protocol",
      paramLabel = "P",
      description = "Default: marigold-depth; for datasets of normals dsine-normals.")
  private @Nullable String protocol;

  @Option(
      names = "--alignment",
      paramLabel = "A",
      description =
          "least-squares, least-squares-disparity or none; default least-squares. Normals have none.")
  private @Nullable String alignment;

  @Option(
      names = "--normals-convention",
      paramLabel = "C",
      description =
          "The frame of predicted normals: opengl (x right, y up, z to the viewer; Marigold), dsine (x left, y up, z to the viewer; DSINE, E2E-FT) or opencv (x right, y down, z forward). Required for datasets of normals.")
  private @Nullable String convention;

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
    DatasetCard card = Datasets.card(dataset);
    Alignment chosen = alignment(card.task());
    Suite suite = suite(card);
    if (out != null && referenceFiles != null && same(out, referenceFiles)) {
      throw new SpecException(
          "--out and --reference-files both name " + out + ", expected two folders; name another");
    }
    if (out != null) {
      RunFolder.check(out);
    }
    if (referenceFiles != null) {
      OutputFolder.check(referenceFiles);
    }
    PrintWriter err = spec.commandLine().getErr();
    Optional<Path> list = Optional.ofNullable(splitList);
    try (Job job = new Job(suite, options, list)) {
      Plan plan = job.plan(Optional.of(chosen));
      Run run = out == null ? job.run(plan, err) : written(out, job, plan, err);
      print(run);
      if (card.task() == Task.NORMALS) {
        warnOfSigns(suite, job.datasets().get(0), run, err);
      }
      if (referenceFiles != null) {
        ReferenceFiles.write(
            referenceFiles, run, job.datasets().get(0), chosen, predictions, list, err);
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

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private Alignment alignment(Task task) {
    if (task == Task.DEPTH) {
      return Alignment.of(alignment == null ? "least-squares" : alignment);
    }
    if (alignment != null && Alignment.of(alignment) != Alignment.NONE) {
      throw new SpecException(
          "--alignment: normals are not aligned, got " + alignment + "; leave the option out");
    }
    return Alignment.NONE;
  }

  private Optional<NormalsConvention> convention(Task task) {
    if (task == Task.DEPTH && convention != null) {
      throw new SpecException(
          "--normals-convention: " + dataset + " has depth, not normals; leave the option out");
    }
    if (task == Task.NORMALS && convention == null) {
      throw new SpecException(
          "--normals-convention: expected the frame of the predictions, one of "
              + String.join(", ", NormalsConvention.ids())
              + ", got nothing; a wrong one is easily overlooked, so there is no default");
    }
    return Optional.ofNullable(convention).map(NormalsConvention::of);
  }

  private void warnOfSigns(Suite suite, Dataset opened, Run run, PrintWriter err) {
    List<SampleId> ids = opened.ids().subList(0, run.samples().size());
    Map<SampleId, String> samples = new TreeMap<>();
    ids.forEach(id -> samples.put(id, opened.predictionPath(id)));
    try (Estimator estimator = suite.estimators().get(0).opener().open()) {
      estimator.announce(samples);
      SignCheck.warning(
              SignCheck.errors(opened, ids, estimator),
              convention(Task.NORMALS).orElse(NormalsConvention.OPENGL))
          .ifPresent(warning -> err.println("warning: " + warning));
      err.flush();
    }
  }

  private Suite suite(DatasetCard card) {
    if (!Files.isDirectory(predictions)) {
      throw new DataException(
          predictions
              + ": not a folder; --predictions names the folder that holds the predictions of "
              + card.id());
    }
    String byTask = card.task() == Task.NORMALS ? "dsine-normals" : "marigold-depth";
    Protocol chosen = Protocols.of(protocol == null ? byTask : protocol);
    if (!chosen.layouts().contains(card.layout())) {
      throw new SpecException(
          "protocol "
              + chosen.id()
              + " does not define "
              + dataset
              + "; it defines "
              + String.join(", ", chosen.layouts()));
    }
    Map<String, Object> written = new TreeMap<>(Map.of("directory", predictions.toString()));
    if (pattern != null) {
      written.put("pattern", pattern);
    }
    convention(card.task())
        .ifPresent(
            frame -> {
              written.put("kind", PredictionKind.NORMALS.id());
              written.put("normals-convention", frame.id());
            });
    Problems problems = new Problems();
    EstimatorType type = new PredictionFilesType(new PredictionFileReader());
    Settings settings = new Settings("score", written, problems);
    EstimatorType.Opener opener = type.read(settings);
    problems.throwIfAny("--pattern");
    Suite.Entry entry =
        new Suite.Entry("predictions", type.typeName(), settings.resolved(), opener);
    return new Suite("score", List.of(entry), List.of(card.id()), List.of(chosen));
  }

  private void print(Run run) {
    SampleReport report =
        new SampleReport(
            run.manifest().datasets().get(0),
            run.manifest().protocols().get(0),
            run.results().scores().get(0),
            run.samples());
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.print(
        switch (format) {
          case text -> report.text();
          case json -> report.json();
          case csv -> report.csv();
        });
    stdout.flush();
  }
}
