package org.tacheo.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;
import org.tacheo.core.Printable;
import org.tacheo.eval.run.Progress;
import picocli.CommandLine;

/**
 * Progress on standard error: one line that is rewritten on a terminal, elsewhere a line every few
 * seconds.
 */
final class Terminal implements Progress {
  private static final long LINE_EVERY_NANOS = 5_000_000_000L;
  private static final long REWRITE_EVERY_NANOS = 100_000_000L;

  /** Every terminal has one more. */
  private static final int COLUMNS = 79;

  /** How progress is told. */
  enum Manner {
    /** One line that is rewritten. */
    REWRITTEN,
    /** A line each time. */
    LINES
  }

  private final PrintWriter err;
  private final boolean quiet;
  private final Manner manner;
  private final long everyNanos;
  private final long start = System.nanoTime();
  private long last = start;
  private int heard;
  private String counts = "";
  private String shown = "";

  Terminal(PrintWriter err, boolean quiet) {
    this(err, quiet, CommandLine.Help.Ansi.AUTO.enabled() ? Manner.REWRITTEN : Manner.LINES);
  }

  private Terminal(PrintWriter err, boolean quiet, Manner manner) {
    this(err, quiet, manner, manner == Manner.REWRITTEN ? REWRITE_EVERY_NANOS : LINE_EVERY_NANOS);
  }

  /** One that tells something at most so often. */
  Terminal(PrintWriter err, boolean quiet, Manner manner, long everyNanos) {
    this.err = err;
    this.quiet = quiet;
    this.manner = manner;
    this.everyNanos = everyNanos;
  }

  @Override
  public void begun(String estimator, String dataset, int done, int total) {
    show(
        false,
        () ->
            (counts.isEmpty() ? "" : counts + "; ")
                + Printable.text(dataset + " " + done + "/" + total + ", " + estimator));
  }

  @Override
  public void finished(String dataset, int done, int total, int failed) {
    heard++;
    counts = line(done, heard, total, failed, (System.nanoTime() - start) / 1e9);
    if (done == total) {
      show(true, () -> counts);
    }
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
    if (quiet || (!end && now - last < everyNanos)) {
      return;
    }
    last = now;
    if (manner == Manner.REWRITTEN) {
      rewrite(line.get());
      err.print(end ? System.lineSeparator() : "");
    } else {
      err.println(line.get());
    }
    err.flush();
  }

  /** A line that wrapped could not be gone back to; what is left of a longer one is wiped out. */
  private void rewrite(String line) {
    boolean fits = line.codePointCount(0, line.length()) <= COLUMNS;
    String cut = fits ? line : line.substring(0, line.offsetByCodePoints(0, COLUMNS));
    err.print("\r" + cut + " ".repeat(Math.max(0, shown.length() - cut.length())));
    shown = cut;
  }

  /** The rate is that of this process, which heard of so many of the samples that are done. */
  static String line(int done, int heard, int total, int failed, double seconds) {
    double rate = heard / Math.max(seconds, 1e-9);
    String failures = failed == 0 ? "" : ", " + failed + " FAILED";
    return String.format(
        Locale.ROOT,
        "%d/%d samples, %.1f/s, %s%s",
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
