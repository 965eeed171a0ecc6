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
import org.tacheo.core.Problems;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.core.Task;
import org.tacheo.datasets.Datasets;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.protocol.DepthProtocol;
import org.tacheo.eval.run.Run;
import org.tacheo.eval.run.RunFolder;
import org.tacheo.eval.run.SignCheck;
import org.tacheo.eval.run.Suite;
import org.tacheo.models.files.PredictionFilesType;
import org.tacheo.reports.samples.ProtocolTable;
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
      description =
          "Default: marigold-depth; for datasets of normals dsine-normals. With all, one table over every protocol that defines the dataset and takes the predictions.")
  private @Nullable String protocol;

  @Option(
      names = "--kind",
      paramLabel = "K",
      description =
          "What the values are, for example affine-invariant-disparity; default what --alignment is for, or affine-invariant-depth.")
  private @Nullable String kind;

  @Option(
      names = "--alignment",
      paramLabel = "A",
      description =
          "For example least-squares, least-squares-disparity, median or none; default what the protocol gives the kind. Normals have none.")
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
    ScoreChoice choice = ScoreChoice.of(card, kind, protocol, alignment);
    Suite suite = suite(card, choice);
    checkFiles(choice);
    if (out != null && referenceFiles != null && same(out, referenceFiles)) {
      throw new SpecException(
          "--out and --reference-files both name " + out + ", expected two folders; name another");
    }
    for (Path folder : new Path[] {out, referenceFiles}) {
      if (folder != null) {
        RunFolder.check(folder);
      }
    }
    PrintWriter err = spec.commandLine().getErr();
    Optional<Path> list = Optional.ofNullable(splitList);
    try (Job job = new Job(suite, options, list)) {
      Run run = job.run(job.plan(choice.planned()), err);
      print(run);
      if (card.task() == Task.NORMALS) {
        warnOfSigns(suite, job.datasets().get(0), run, err);
      }
      if (out != null) {
        RunFolder.write(out, run, Job.reports(run));
      }
      if (referenceFiles != null) {
        ReferenceFiles.write(
            referenceFiles, run, job.datasets().get(0), choice.used(), predictions, list, err);
      }
      return Job.exitCode(run, err);
    }
  }

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private void checkFiles(ScoreChoice choice) {
    if (choice.protocols().size() > 1 && format != Format.text) {
      throw new SpecException(
          "--protocol all prints text only, got --format " + format + "; name one protocol");
    }
    if (referenceFiles == null) {
      return;
    }
    if (choice.kind().task() == Task.NORMALS) {
      if (choice.protocols().size() > 1) {
        throw new SpecException(
            "--reference-files are those of one protocol, got --protocol " + protocol);
      }
      return;
    }
    if (!choice.isOnly(DepthProtocol.MARIGOLD)) {
      throw new SpecException(
          "--reference-files are those of "
              + DepthProtocol.MARIGOLD.id()
              + ", got --protocol "
              + protocol);
    }
    if (choice.used() != Alignment.NONE && choice.used().referenceName().isEmpty()) {
      throw new SpecException(
          "--reference-files: the reference evaluator has no alignment "
              + choice.used().id()
              + "; it has none, least-squares and least-squares-disparity");
    }
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

  private Suite suite(DatasetCard card, ScoreChoice choice) {
    if (!Files.isDirectory(predictions)) {
      throw new DataException(
          predictions
              + ": not a folder; --predictions names the folder that holds the predictions of "
              + card.id());
    }
    Map<String, Object> written = new TreeMap<>(Map.of("directory", predictions.toString()));
    written.put("kind", choice.kind().id());
    if (pattern != null) {
      written.put("pattern", pattern);
    }
    convention(card.task()).ifPresent(frame -> written.put("normals-convention", frame.id()));
    Problems problems = new Problems();
    EstimatorType type = new PredictionFilesType(new PredictionFileReader());
    EstimatorType.Opener opener = type.read(new Settings("score", written, problems));
    problems.throwIfAny("--pattern");
    Suite.Entry entry = new Suite.Entry("predictions", type.typeName(), written, opener);
    return new Suite("score", List.of(entry), List.of(card.id()), choice.protocols());
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
