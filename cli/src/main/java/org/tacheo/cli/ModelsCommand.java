package org.tacheo.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.core.Printable;
import org.tacheo.eval.identity.Fingerprints;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.checkpoint.CheckpointPlaces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What checkpoints there are and whether they are sound. */
@Command(
    name = "models",
    description = "List, describe and verify checkpoints.",
    subcommands = {
      ModelsCommand.ListAll.class,
      ModelsCommand.Describe.class,
      ModelsCommand.Verify.class
    })
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: list, describe or verify");
  }

  /** All checkpoints, a line each. */
  @Command(
      name = "list",
      description = "The checkpoints in --models and in the caches of Hugging Face.")
  static final class ListAll implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

    @Override
    public Integer call() {
      List<CheckpointPlaces.Found> all = checkpoints.places().list();
      PrintWriter out = spec.commandLine().getOut();
      for (CheckpointPlaces.Found found : all) {
        out.println(
            Printable.text(
                String.format(Locale.ROOT, "%-40s %s", found.reference(), summary(found))));
      }
      out.flush();
      if (all.isEmpty()) {
        Job.note(spec.commandLine().getErr(), "no checkpoint in " + checkpoints.searched());
      }
      return ExitCode.DONE;
    }

    private static String summary(CheckpointPlaces.Found found) {
      try {
        return new CheckpointText(Checkpoint.open(found.folder(), "")).summary();
      } catch (DataException bad) {
        return "cannot be used: " + bad.getMessage();
      }
    }
  }

  /** What describe and verify share. */
  static final class One {
    @Parameters(
        paramLabel = "CHECKPOINT",
        description =
            "A name such as prs-eth/marigold-depth-v1-0, @ and a revision after it, or a path.")
    private String reference = "";

    @Option(
        names = "--variant",
        paramLabel = "V",
        defaultValue = "",
        description = "Which files of weights: fp16, or without this option the usual ones.")
    private String variant = "";

    @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

    Checkpoint open() {
      return Checkpoint.open(checkpoints.places().find(reference), variant);
    }
  }

  /** One checkpoint. */
  @Command(
      name = "describe",
      description = "What a checkpoint is: its networks, scheduler and files with their SHA-256.")
  static final class Describe implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private One one = new One();

    @Option(names = "--quiet", description = "No progress on standard error.")
    private boolean quiet;

    @Override
    public Integer call() {
      Checkpoint checkpoint = one.open();
      Lines lines = new Lines(spec.commandLine().getOut());
      lines.add(checkpoint.name() + " in " + checkpoint.folder());
      new CheckpointText(checkpoint).lines().forEach(lines::add);
      lines.add("files:");
      Terminal terminal = new Terminal(spec.commandLine().getErr(), quiet);
      digests(checkpoint, CacheFolder.of(System.getenv()), terminal, lines);
      return ExitCode.DONE;
    }
  }

  /** Adds the files of a checkpoint, and the digest that names all of them in a manifest. */
  private static void digests(
      Checkpoint checkpoint, Optional<Path> cache, Terminal terminal, Lines lines) {
    Fingerprints fingerprints =
        new Fingerprints(Runtime.getRuntime().availableProcessors(), cache, terminal::read);
    Content content = checkpoint.content();
    String whole = fingerprints.of(checkpoint.name(), content);
    for (Content.Part part : content.parts()) {
      String digest = fingerprints.ofFile(checkpoint.name(), part);
      lines.add(String.format(Locale.ROOT, "  %s %,14d  %s", digest, part.size(), part.name()));
    }
    lines.add("digest:       " + whole);
  }

  /** Tries to build every network and reads every file, whatever was read before. */
  @Command(
      name = "verify",
      description =
          "Read every file of a checkpoint, and report every tensor that is missing, of a wrong shape, surplus, or not finite.")
  static final class Verify implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private One one = new One();

    @Option(names = "--quiet", description = "No progress on standard error.")
    private boolean quiet;

    @Override
    public Integer call() {
      Checkpoint checkpoint = one.open();
      Lines lines = new Lines(spec.commandLine().getOut());
      lines.add(checkpoint.name() + " in " + checkpoint.folder());
      int problems = 0;
      for (CheckpointAudit.Result result : CheckpointAudit.of(checkpoint)) {
        lines.add(result.network().folder() + ": " + result.report().used() + " tensors are used");
        result.problems().forEach(problem -> lines.add("problem: " + problem));
        problems += result.problems().size();
      }
      CheckpointText.unread(checkpoint.info()).ifPresent(lines::add);
      Terminal terminal = new Terminal(spec.commandLine().getErr(), quiet);
      digests(checkpoint, Optional.empty(), terminal, lines);
      lines.add(problems == 0 ? "sound" : "NOT SOUND: " + problems + " problems");
      return problems == 0 ? ExitCode.DONE : ExitCode.DATA;
    }
  }
}
