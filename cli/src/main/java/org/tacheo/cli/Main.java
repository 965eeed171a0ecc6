package org.tacheo.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Starts the command and ends the process with its exit code. */
public final class Main {
  private Main() {}

  /** Runs the command line. */
  public static void main(String[] arguments) {
    int exitCode = commandLine().execute(arguments);
    // A print stream swallows errors; a result that was cut must not look whole.
    if (System.out.checkError()) {
      System.err.println("tacheo: standard output cannot be written; check the disk or the pipe");
      exitCode = ExitCode.USAGE;
    }
    System.exit(exitCode);
  }

  static CommandLine commandLine() {
    return configured(new CommandLine(new Tacheo()));
  }

  static CommandLine configured(CommandLine commandLine) {
    commandLine.setExecutionStrategy(Failure::execute);
    // Results are the same bytes in every locale.
    commandLine.setOut(new PrintWriter(System.out, false, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    commandLine.setExecutionExceptionHandler(Failure::report);
    commandLine.setExitCodeExceptionMapper(Failure::exitCode);
    commandLine.setParameterExceptionHandler(Failure::reportUsage);
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.registerConverter(Path.class, Main::path);
    return commandLine;
  }

  /** An empty path would quietly stand for the folder that the command runs in. */
  private static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException(
          "expected a path, got an empty one (\".\" is the folder that the command runs in)");
    }
    return Path.of(text);
  }
}
