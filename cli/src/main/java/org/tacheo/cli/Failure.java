package org.tacheo.cli;

import java.io.PrintWriter;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;
import org.tacheo.core.TacheoException;
import picocli.CommandLine;

/** Turns what was thrown into one clear line and an exit code. */
final class Failure {
  private Failure() {}

  static int exitCode(Throwable thrown) {
    if (thrown instanceof SpecException) {
      return ExitCode.USAGE;
    }
    return thrown instanceof DataException ? ExitCode.DATA : ExitCode.UNEXPECTED;
  }

  static int report(Exception thrown, CommandLine commandLine, CommandLine.ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    if (thrown instanceof TacheoException) {
      err.println("tacheo: " + thrown.getMessage());
    } else {
      err.println(
          "tacheo: unexpected "
              + thrown
              + "; this is a defect: please report it with the trace that --debug prints");
    }
    if (commandLine.getCommandSpec().root().userObject() instanceof Tacheo root && root.debug()) {
      thrown.printStackTrace(err);
    }
    err.flush();
    return exitCode(thrown);
  }

  static int reportUsage(CommandLine.ParameterException bad, String[] arguments) {
    PrintWriter err = bad.getCommandLine().getErr();
    err.println("tacheo: " + bad.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(bad, err)) {
      err.println("Try \"" + bad.getCommandLine().getCommandSpec().qualifiedName() + " --help\".");
    }
    err.flush();
    return ExitCode.USAGE;
  }
}
