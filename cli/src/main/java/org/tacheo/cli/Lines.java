package org.tacheo.cli;

import java.io.PrintWriter;
import org.tacheo.core.Printable;

/** Prints the lines of a result as they come, whatever names of strangers are in them. */
record Lines(PrintWriter out) {
  void add(String line) {
    out.println(Printable.text(line));
    out.flush();
  }
}
