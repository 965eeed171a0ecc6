package org.tacheo.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;
import org.tacheo.eval.run.Progress;
import picocli.CommandLine;

/**
 * Progress on standard error: one line that is rewritten on a terminal, elsewhere a line every few
 * seconds.
 */
final class Terminal implements Progress {
  private static final long LINE_EVERY_NANOS = 5_000_000_000L;
  private static final long REWRITE_EVERY_NANOS = 100_000_000L;

  private final PrintWriter err;
  private final boolean interactive;
  private final boolean quiet;
  private final long start = System.nanoTime();
  private long last = start;
  private int heard;

  Terminal(PrintWriter err, boolean quiet) {
    this.err = err;
    this.quiet = quiet;
    this.interactive = CommandLine.Help.Ansi.AUTO.enabled();
  }

  @Override
  public void finished(String dataset, int done, int total, int failed) {
    double seconds = (System.nanoTime() - start) / 1e9;
    heard++;
    show(done == total, () -> line(dataset, done, heard, total, failed, seconds));
  }

  /** A warning is no progress: it is told to those who want quiet, too. */
  @Override
  public void remark(String estimator, String remark) {
    Job.note(err, "warning: " + estimator + ": " + remark);
  }

  /** Says what is good to know and no result. */
  void note(String text) {
    if (!quiet) {
      Job.note(err, text);
    }
  }

  /** How far the reading of data is that is to be known by its content. */
  void read(String what, long bytes, long total) {
    show(
        bytes == total && System.nanoTime() - start > LINE_EVERY_NANOS,
        () ->
            String.format(
                Locale.ROOT,
                "%s: reading to know it by its content, %.2f of %.2f GB",
                what,
                bytes / 1e9,
                total / 1e9));
  }

  private void show(boolean end, Supplier<String> line) {
    long now = System.nanoTime();
    if (quiet || (!end && now - last < (interactive ? REWRITE_EVERY_NANOS : LINE_EVERY_NANOS))) {
      return;
    }
    last = now;
    if (interactive) {
      err.print("\r" + line.get() + "   " + (end ? System.lineSeparator() : ""));
    } else {
      err.println(line.get());
    }
    err.flush();
  }

  /** The rate is that of this process, which heard of so many of the samples that are done. */
  static String line(String dataset, int done, int heard, int total, int failed, double seconds) {
    double rate = heard / Math.max(seconds, 1e-9);
    String failures = failed == 0 ? "" : ", " + failed + " FAILED";
    return String.format(
        Locale.ROOT,
        "%s: %d/%d samples, %.1f/s, %s%s",
        dataset,
        done,
        total,
        rate,
        done == total ? clock(seconds) + " in all" : clock((total - done) / rate) + " left",
        failures);
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
