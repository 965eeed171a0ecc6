package org.tacheo.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.SpecException;
import org.tacheo.datasets.Datasets;
import org.tacheo.datasets.SplitOptions;
import org.tacheo.datasets.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What datasets there are, how to get them, whether they are sound; and rendered ones. */
@Command(
    name = "datasets",
    description = "List, describe, verify and render datasets.",
    subcommands = {
      DatasetsCommand.ListAll.class,
      DatasetsCommand.Describe.class,
      DatasetsCommand.Verify.class,
      RenderCommand.class
    })
final class DatasetsCommand implements Runnable {
  private static final int PROBLEMS_SHOWN = 20;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: list, describe, verify or render");
  }

  /** All datasets, a line each. */
  @Command(name = "list", description = "All datasets, and which of them lie in a data folder.")
  static final class ListAll implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", description = "Say which are in this folder.")
    private @Nullable Path data;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      for (DatasetCard card : Datasets.cards()) {
        String state =
            data == null ? "" : Datasets.isPresent(card.id(), data) ? "present  " : "absent   ";
        out.println(String.format(Locale.ROOT, "%-31s %s%s", card.id(), state, card.summary()));
      }
      out.flush();
      return ExitCode.DONE;
    }
  }

  /** One dataset. */
  @Command(
      name = "describe",
      description =
          "What a dataset is, where its archive must lie, how to get it, and under which terms.")
  static final class Describe implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "For example nyuv2.")
    private String id = "";

    @Override
    public Integer call() {
      DatasetCard card = Datasets.card(id);
      PrintWriter out = spec.commandLine().getOut();
      out.println(card.title() + " (" + card.id() + ")");
      out.println("content: " + card.summary());
      out.println(
          "archive: DIR/"
              + card.archive()
              + ", where DIR is the folder given with --data; a tar, zip or plain folder of that name works too");
      out.println("access:  " + card.access());
      out.println("terms:   " + card.terms());
      out.flush();
      return ExitCode.DONE;
    }
  }

  /** Reads everything. */
  @Command(
      name = "verify",
      description = "Read every image and all ground truth of a dataset and report what is wrong.")
  static final class Verify implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "For example nyuv2.")
    private String id = "";

    @Option(
        names = "--data",
        required = true,
        paramLabel = "DIR",
        description = "Folder that holds the archives.")
    private Path data = Path.of("");

    @Option(
        names = "--split-list",
        paramLabel = "FILE",
        description = "A split list in the published format, instead of the derived split.")
    private @Nullable Path splitList;

    @Option(
        names = "--threads",
        paramLabel = "N",
        description = "Default: the number of processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
      if (threads < 1) {
        throw new SpecException("--threads: expected at least 1, got " + threads);
      }
      SplitOptions options = new SplitOptions(Optional.ofNullable(splitList), false);
      Verification report = Verification.of(id, data, options, threads, done -> {});
      PrintWriter out = spec.commandLine().getOut();
      out.println(report.card().title() + " in " + report.archive());
      out.println(
          String.format(
              Locale.ROOT,
              "samples: %d of %d, ids %s",
              report.split().n(),
              report.split().expected(),
              report.split().digest()));
      out.println("archive index: " + report.archiveDigest());
      report
          .meanValidShare()
          .ifPresent(
              share ->
                  out.println(
                      String.format(
                          Locale.ROOT, "pixels with ground truth: %.1f %%", 100 * share)));
      report
          .medianRange()
          .ifPresent(
              band ->
                  out.println(
                      String.format(
                          Locale.ROOT,
                          "median depth of a frame: %.2f to %.2f m",
                          band.min(),
                          band.max())));
      report
          .meanNorm()
          .ifPresent(
              norm ->
                  out.println(
                      String.format(Locale.ROOT, "mean length of the normals: %.4f", norm)));
      report
          .meanAwayShare()
          .ifPresent(
              share ->
                  out.println(
                      String.format(
                          Locale.ROOT,
                          "normals that point away from the camera: %.2f %%",
                          100 * share)));
      report.problems().stream()
          .limit(PROBLEMS_SHOWN)
          .forEach(problem -> out.println("problem: " + problem));
      if (report.problems().size() > PROBLEMS_SHOWN) {
        out.println("... and " + (report.problems().size() - PROBLEMS_SHOWN) + " more problems");
      }
      out.println(
          report.isSound() ? "sound" : "NOT SOUND: " + report.problems().size() + " problems");
      out.flush();
      return report.isSound() ? ExitCode.DONE : ExitCode.DATA;
    }
  }
}
