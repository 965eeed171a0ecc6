package org.tacheo.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command line gave back.
 *
 * @param exitCode exit code of the process
 * @param out standard output
 * @param err standard error
 */
record Cli(int exitCode, String out, String err) {
  /** Runs a command line as {@code main} would, without ending the process. */
  static Cli run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = String.valueOf(arguments[i]);
    }
    return new Cli(commandLine.execute(texts), out.toString(), err.toString());
  }
}
