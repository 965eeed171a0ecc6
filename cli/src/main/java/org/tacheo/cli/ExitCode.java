package org.tacheo.cli;

/** How the process ends. */
final class ExitCode {
  static final int DONE = 0;
  static final int UNEXPECTED = 1;
  static final int USAGE = 2;
  static final int DATA = 3;
  static final int FAILED_SAMPLES = 4;

  private ExitCode() {}
}
