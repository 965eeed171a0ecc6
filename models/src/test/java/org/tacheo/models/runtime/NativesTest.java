package org.tacheo.models.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shared libraries, as they come out of the jar on the class path of the tests. */
class NativesTest {
  @TempDir Path folder;

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void unpacksOnceAndMendsWhatIsCutShort() throws IOException {
    Path unpacked = Natives.unpacked(folder, Device.Kind.CPU).orElseThrow();
    assertThat(unpacked.getFileName().toString()).matches("onnxruntime-[0-9a-f]{8}");
    List<Path> libraries = files(unpacked);
    assertThat(libraries)
        .extracting(file -> file.getFileName().toString())
        .anyMatch(name -> name.contains("onnxruntime4j_jni"))
        .noneMatch(name -> name.startsWith("."));
    FileTime longAgo = FileTime.fromMillis(0);
    for (Path library : libraries) {
      Files.setLastModifiedTime(library, longAgo);
    }
    Path cut = libraries.get(0);
    Files.write(cut, new byte[10]);
    long size = Files.size(libraries.get(1));
    assertThat(Natives.unpacked(folder, Device.Kind.CPU)).isEqualTo(Optional.of(unpacked));
    assertThat(Files.size(cut)).isGreaterThan(10);
    assertThat(Files.size(libraries.get(1))).isEqualTo(size);
    assertThat(Files.getLastModifiedTime(libraries.get(1))).isEqualTo(longAgo);
  }

  @Test
  void unpacksInSeveralThreadsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Optional<Path>>> all =
          IntStream.range(0, 3)
              .mapToObj(i -> threads.submit(() -> Natives.unpacked(folder, Device.Kind.CPU)))
              .toList();
      for (Future<Optional<Path>> one : all) {
        assertThat(one.get()).isPresent();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(files(files(folder).get(0)))
        .noneMatch(file -> file.toString().contains("unpacking"));
  }

  @Test
  void leavesItToOnnxRuntimeWhereNothingCanBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("no-folder"));
    assertThat(Natives.unpacked(file, Device.Kind.CPU)).isEmpty();
  }
}
