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
import org.tacheo.core.DatasetCard;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Problems;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.datasets.Datasets;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.protocol.DepthProtocol;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.protocol.Protocols;
import org.tacheo.eval.run.Run;
import org.tacheo.eval.run.RunFolder;
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
@Command(name = "score", description = "Score .npy predictions of any tool against a dataset.")
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
      defaultValue = "marigold-depth",
      description =
          "Default ${DEFAULT-VALUE}; all prints one table over every protocol that defines the dataset and takes the predictions.")
  private String protocol = "";

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
          "For example least-squares, least-squares-disparity, median or none; default what the protocol gives the kind.")
  private @Nullable String alignment;

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
          "Also write per_sample_metrics.csv and eval_metrics-*.txt as the reference evaluator does.")
  private @Nullable Path referenceFiles;

  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    Optional<Alignment> chosen = Optional.ofNullable(alignment).map(Alignment::of);
    Suite suite = suite(Datasets.card(dataset), chosen);
    checkCombination(suite, chosen);
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
      Run run = job.run(job.plan(suite.protocols().size() > 1 ? chosen : Optional.of(used(suite, chosen))), err);
      print(run);
      if (out != null) {
        RunFolder.write(out, run, Job.reports(run));
      }
      if (referenceFiles != null) {
        ReferenceFiles.write(
            referenceFiles, run, job.datasets().get(0), used(suite, chosen), predictions, list, err);
      }
      return Job.exitCode(run, err);
    }
  }

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private void checkCombination(Suite suite, Optional<Alignment> chosen) {
    if (suite.protocols().size() > 1 && format != Format.text) {
      throw new SpecException(
          "--protocol all prints text only, got --format " + format + "; name one protocol");
    }
    if (referenceFiles != null && !suite.protocols().equals(List.of(DepthProtocol.MARIGOLD))) {
      throw new SpecException(
          "--reference-files are those of "
              + DepthProtocol.MARIGOLD.id()
              + ", got --protocol "
              + protocol);
    }
    if (referenceFiles != null
        && chosen.isPresent()
        && chosen.get() != Alignment.NONE
        && chosen.get().referenceName().isEmpty()) {
      throw new SpecException(
          "--reference-files: the reference evaluator has no alignment "
              + chosen.get().id()
              + "; it has none, least-squares and least-squares-disparity");
    }
  }

  private static Alignment used(Suite suite, Optional<Alignment> chosen) {
    PredictionKind predicted = suite.estimators().get(0).opener().kind();
    return chosen.orElse(suite.protocols().get(0).alignment(predicted));
  }

  private List<Protocol> protocols(
      DatasetCard card, PredictionKind predicted, Optional<Alignment> chosen) {
    if (protocol.equals("all")) {
      return Protocols.all().stream()
          .filter(each -> each.layouts().contains(card.layout()))
          .filter(each -> !each.alignments(predicted).isEmpty())
          .filter(each -> chosen.isEmpty() || each.alignments(predicted).contains(chosen.get()))
          .toList();
    }
    Protocol named = Protocols.of(protocol);
    if (!named.layouts().contains(card.layout())) {
      throw new SpecException(
          "protocol "
              + protocol
              + " does not define "
              + dataset
              + "; it defines "
              + String.join(", ", named.layouts()));
    }
    named.requireLegal(predicted, chosen);
    return List.of(named);
  }

  private Suite suite(DatasetCard card, Optional<Alignment> chosen) {
    if (!Files.isDirectory(predictions)) {
      throw new DataException(
          predictions
              + ": not a folder; --predictions names the folder that holds the predictions of "
              + card.id());
    }
    PredictionKind predicted =
        kind == null
            ? chosen.map(Alignment::kind).orElse(PredictionKind.AFFINE_INVARIANT_DEPTH)
            : PredictionKind.of(kind);
    List<Protocol> protocols = protocols(card, predicted, chosen);
    if (protocols.isEmpty()) {
      throw new SpecException(
          "--protocol all: no protocol defines "
              + dataset
              + " and takes "
              + predicted.id()
              + chosen.map(each -> " with alignment " + each.id()).orElse(""));
    }
    Map<String, Object> written = new TreeMap<>(Map.of("directory", predictions.toString()));
    written.put("kind", predicted.id());
    if (pattern != null) {
      written.put("pattern", pattern);
    }
    Problems problems = new Problems();
    EstimatorType type = new PredictionFilesType(new PredictionFileReader());
    EstimatorType.Opener opener = type.read(new Settings("score", written, problems));
    problems.throwIfAny("--pattern");
    Suite.Entry entry = new Suite.Entry("predictions", type.typeName(), written, opener);
    return new Suite("score", List.of(entry), List.of(card.id()), protocols);
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
