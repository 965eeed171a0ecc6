package org.tacheo.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tacheo.eval.journal.RunFolder;
import org.tacheo.eval.protocol.Aggregation;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.protocol.Protocols;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ResultJson;
import org.tacheo.eval.result.Results;
import org.tacheo.reports.comparison.Bootstrap;
import org.tacheo.reports.comparison.Comparison;
import org.tacheo.reports.comparison.ComparisonReport;
import org.tacheo.reports.comparison.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares estimators of a finished run. */
@Command(
    name = "compare",
    description =
        "Compare estimators of a finished run, from its files alone: means, ratios and differences over the images that both scored, with bootstrap intervals over scenes.")
final class CompareCommand implements Callable<Integer> {
  private static final String SAMPLES = "samples.jsonl";

  /** How to print it. */
  enum Format {
    text,
    markdown,
    json
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The folder of a run.")
  private Path run = Path.of("");

  @Option(
      names = "--pair",
      paramLabel = "A:B",
      description =
          "Two estimators of the run; may be given again. Default: every estimator that sees no ground truth against the best-ranked one of its board, which is chosen on the same images: name pairs where it matters.")
  private List<String> pairs = new ArrayList<>();

  @Option(
      names = "--metric",
      paramLabel = "ID",
      split = ",",
      description =
          "Metrics by id, as samples.jsonl names them; default: the one that ranks the board.")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--dataset",
      paramLabel = "ID",
      split = ",",
      description = "Datasets by id; default: all of the run.")
  private List<String> datasets = new ArrayList<>();

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description = "How often scenes are drawn; default ${DEFAULT-VALUE}.",
      defaultValue = "10000")
  private int resamples;

  @Option(
      names = "--confidence",
      paramLabel = "PERCENT",
      description = "Of the intervals; default ${DEFAULT-VALUE}.",
      defaultValue = "95")
  private double confidence;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the draws; default ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--format",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
      defaultValue = "text")
  private Format format = Format.text;

  @Override
  public Integer call() {
    Bootstrap bootstrap = new Bootstrap(resamples, confidence, seed);
    Manifest manifest = RunFolder.manifest(run);
    Results results = RunFolder.results(run);
    ComparisonReport report =
        Comparison.of(
            manifest,
            results,
            ResultJson.samples(RunFolder.text(run, SAMPLES), run.resolve(SAMPLES).toString()),
            pooling(),
            new Selection(pairs, metrics, datasets),
            bootstrap);
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.print(
        switch (format) {
          case text -> report.text();
          case markdown -> report.markdown();
          case json -> report.json();
        });
    stdout.flush();
    return ExitCode.DONE;
  }

  /** The protocols whose scores are no means over samples. */
  private static Set<String> pooling() {
    return Protocols.all().stream()
        .filter(protocol -> protocol.aggregation() == Aggregation.POOLED_OVER_PIXELS)
        .map(Protocol::id)
        .collect(Collectors.toUnmodifiableSet());
  }
}
