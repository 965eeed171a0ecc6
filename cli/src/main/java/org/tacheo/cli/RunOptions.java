package org.tacheo.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.SpecException;
import org.tacheo.datasets.SplitOptions;
import picocli.CommandLine.Option;

/** Options that score and evaluate share: where data lies and how fast to go. */
final class RunOptions {
  private static final int MOST_THREADS = 1024;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder that holds the archives as published, for example DIR/nyuv2/nyu_labeled_extracted.tar.")
  private Path data = Path.of("");

  @Option(
      names = "--partial",
      description =
          "Accept an incomplete split. Every cell is then marked n/N and the result NOT COMPARABLE.")
  private boolean partial;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Evaluate only the first N samples of each dataset. The result is NOT COMPARABLE.")
  private @Nullable Integer limit;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Samples worked on at once; default: the number of processors. Moves no number.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--no-cache",
      description =
          "Read all data to know it by its content, even what was read before and has not changed; run the text encoders of checkpoints again, too.")
  private boolean noCache;

  @Option(names = "--quiet", description = "No progress on standard error.")
  private boolean quiet;

  Path data() {
    return data;
  }

  SplitOptions split(Optional<Path> list) {
    return new SplitOptions(list, partial);
  }

  OptionalInt limit() {
    return limit == null ? OptionalInt.empty() : OptionalInt.of(limit);
  }

  /**
   * Samples worked on at once.
   *
   * @throws SpecException if there are none or absurdly many
   */
  int threads() {
    int processors = Runtime.getRuntime().availableProcessors();
    if (threads < 1 || threads > Math.max(MOST_THREADS, processors)) {
      throw new SpecException("--threads: expected 1 to " + MOST_THREADS + ", got " + threads);
    }
    return Math.min(MOST_THREADS, threads);
  }

  /** What of earlier runs may be used. */
  Caches caches() {
    return noCache ? Caches.NONE : Caches.of(System.getenv());
  }

  boolean quiet() {
    return quiet;
  }
}
