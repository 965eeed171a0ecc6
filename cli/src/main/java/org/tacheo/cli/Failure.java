package org.tacheo.cli;

import java.io.PrintWriter;
import org.tacheo.core.DataException;
import org.tacheo.core.Printable;
import org.tacheo.core.SpecException;
import org.tacheo.core.TacheoException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Turns what was thrown into one clear line and an exit code. */
final class Failure {
  private Failure() {}

  static int exitCode(Throwable thrown) {
    if (thrown instanceof SpecException) {
      return ExitCode.USAGE;
    }
    return thrown instanceof DataException ? ExitCode.DATA : ExitCode.UNEXPECTED;
  }

  /** Runs what was parsed; a heap that is too small gets one line, too. */
  static int execute(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } catch (OutOfMemoryError tooLarge) {
      CommandLine root = parsed.commandSpec().commandLine();
      root.getErr().println("tacheo: " + outOfMemory());
      root.getErr().flush();
      return ExitCode.UNEXPECTED;
    }
  }

  static int report(Exception thrown, CommandLine commandLine, ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    err.println("tacheo: " + line(thrown));
    if (commandLine.getCommandSpec().root().userObject() instanceof Tacheo root && root.debug()) {
      thrown.printStackTrace(err);
    }
    err.flush();
    return exitCode(thrown);
  }

  static int reportUsage(ParameterException bad, String[] arguments) {
    PrintWriter err = bad.getCommandLine().getErr();
    String command = bad.getCommandLine().getCommandSpec().qualifiedName();
    err.println(Printable.text("tacheo: " + bad.getMessage() + "; try \"" + command + " --help\""));
    err.flush();
    return ExitCode.USAGE;
  }

  private static String line(Exception thrown) {
    if (thrown instanceof TacheoException) {
      return String.valueOf(thrown.getMessage());
    }
    if (isOutOfMemory(thrown)) {
      return outOfMemory();
    }
    return Printable.text(
        "unexpected "
            + thrown
            + "; this is a defect: please report it with the trace that --debug prints");
  }

  /** Whether the heap was too small, for the thread itself or for one that it waited for. */
  static boolean isOutOfMemory(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  static String outOfMemory() {
    return "out of memory with a heap of "
        + (Runtime.getRuntime().maxMemory() >> 20)
        + " MiB; give more with \"java -Xmx4g -jar ...\", or fewer --threads";
  }
}
