package org.tacheo.jmh;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tacheo.datasets.archive.Archive;

/** Opening a tar of 10,000 members: one pass that finds where each lies. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class TarIndexBenchmark {
  private Path tar = Path.of("");

  /** Writes the archive: members of 4 KiB in folders of 100. */
  @Setup
  public void write() throws IOException {
    tar = Files.createTempFile("tacheo-index", ".tar");
    byte[] content = new byte[4096];
    try (TarArchiveOutputStream out =
        new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(tar)))) {
      for (int i = 0; i < 10_000; i++) {
        TarArchiveEntry entry =
            new TarArchiveEntry(
                String.format(Locale.ROOT, "./test/scene_%04d/rgb_%04d.png", i / 100, i));
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
      }
    }
  }

  /** Removes the archive. */
  @TearDown
  public void remove() throws IOException {
    Files.delete(tar);
  }

  /** Opens and closes it. */
  @Benchmark
  public int open() {
    try (Archive archive = Archive.open(tar)) {
      return archive.names().size();
    }
  }
}
