package org.tacheo.jmh;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.metric.ErrorSummary;
import org.tacheo.eval.metric.PixelErrors;
import org.tacheo.eval.metric.PooledErrors;
import org.tacheo.eval.protocol.NormalsProtocol;
import org.tacheo.eval.run.ErrorStore;
import org.tacheo.eval.run.TemporaryErrors;

/**
 * The score of the NYUv2 test set under the pooled protocol: 654 frames of 480x640, 2.0e8 errors,
 * kept in a temporary file and gone through twice. With a heap of 128 MiB, so that it also shows
 * that memory is bounded; the profiler {@code -prof gc} gives what is allocated.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx128m")
public class PooledErrorsBenchmark {
  private static final int FRAMES = 654;

  private final List<ErrorStore.Key> keys =
      IntStream.range(0, FRAMES)
          .mapToObj(i -> new ErrorStore.Key("e", "nyuv2-normals", "dsine-normals", "s" + i))
          .toList();
  private ErrorStore store = new TemporaryErrors();

  /** Sixteen different frames, over and over. */
  @Setup(Level.Trial)
  public void fill() {
    store.close();
    store = new TemporaryErrors();
    List<PixelErrors> frames =
        IntStream.range(0, 16).mapToObj(PooledErrorsBenchmark::errors).toList();
    for (int i = 0; i < FRAMES; i++) {
      store.put(keys.get(i), frames.get(i % frames.size()));
    }
  }

  /** Both passes. */
  @Benchmark
  public ErrorSummary pool() {
    return PooledErrors.summary(() -> keys.stream().map(store::get));
  }

  /** Deletes the file. */
  @TearDown(Level.Trial)
  public void delete() {
    store.close();
  }

  private static PixelErrors errors(int seed) {
    NormalsScoreBenchmark.Frame frame = NormalsScoreBenchmark.frame(seed, 0);
    return NormalsProtocol.DSINE
        .prepare("nyuv2-normals", frame.truth(), Optional.empty())
        .score(frame.prediction(), Alignment.NONE)
        .errors()
        .orElseThrow();
  }
}
