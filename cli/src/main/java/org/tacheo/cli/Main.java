package org.tacheo.cli;

import picocli.CommandLine;

/** Starts the command and ends the process with its exit code. */
public final class Main {
  private Main() {}

  /** Runs the command line. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Tacheo());
    commandLine.setExecutionStrategy(new CommandLine.RunLast());
    commandLine.setExecutionExceptionHandler(Failure::report);
    commandLine.setExitCodeExceptionMapper(Failure::exitCode);
    commandLine.setParameterExceptionHandler(Failure::reportUsage);
    commandLine.setUsageHelpAutoWidth(true);
    return commandLine;
  }
}
