package org.tacheo.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command. */
@Command(
    name = "tacheo",
    description =
        "Evaluates monocular depth and surface-normal estimators under published protocols.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:unexpected failure",
      "2:bad usage, bad suite file, or an output folder that cannot be written",
      "3:data missing or corrupt, or a run that does not verify",
      "4:finished, but samples failed"
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ScoreCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      ModelsCommand.class,
      DoctorCommand.class,
      DatasetsCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      VerifyCommand.class,
      ExplainCommand.class
    })
final class Tacheo implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print a stack trace with a failure.")
  private boolean debug;

  boolean debug() {
    return debug;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: score, evaluate, predict, models, doctor, datasets, report, compare, verify or explain");
  }
}
