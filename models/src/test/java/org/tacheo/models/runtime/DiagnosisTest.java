package org.tacheo.models.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a made-up file system. */
class DiagnosisTest {
  @TempDir Path root;

  private Path put(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }

  private CudaLibrary find(String name, String libraryPath) {
    return new LibrarySearch(root, libraryPath)
        .all().stream().filter(library -> library.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void findsLibrariesWhereTheLoaderDoes() throws IOException {
    Path own = put("home/me/libcudnn.so.9", "");
    Path cached = put("odd/place/libcurand.so.10", "");
    Path usual = put("usr/lib/x86_64-linux-gnu/libcuda.so.1", "");
    put("etc/ld.so.cache", "glibc-ld.so.cache1.1\1\2\0/odd/place/libcurand.so.10\0/x/y.so\0");
    String libraryPath = root.resolve("none") + ":" + own.getParent();
    assertThat(find("libcudnn.so.9", libraryPath).found()).isEqualTo(Optional.of(own));
    assertThat(find("libcudnn.so.9", "").isFound()).isFalse();
    assertThat(find("libcurand.so.10", "").found()).isEqualTo(Optional.of(cached));
    assertThat(find("libcuda.so.1", "").found()).isEqualTo(Optional.of(usual));
    Files.delete(cached);
    assertThat(find("libcurand.so.10", "").isFound()).as("gone since").isFalse();
  }

  @Test
  void tellsOfLibrariesThatLieWhereTheLoaderDoesNotLook() throws IOException {
    Path aside = put("usr/local/cuda-12.6/lib64/libcudart.so.12", "");
    CudaLibrary library = find("libcudart.so.12", "");
    assertThat(library.isFound()).isFalse();
    assertThat(library.aside()).isEqualTo(Optional.of(aside));
    assertThat(library.source()).isEqualTo("CUDA 12");
    assertThat(find("libcublas.so.12", "").aside()).isEmpty();
  }

  @Test
  void readsDriverAndCards() throws IOException {
    assertThat(new Nvidia(root).isPresent()).isFalse();
    assertThat(new Nvidia(root).driver()).isEmpty();
    assertThat(new Nvidia(root).cards()).isEmpty();
    assertThat(new Nvidia(root).describe()).isEqualTo("unknown");
    put("dev/nvidiactl", "");
    put(
        "proc/driver/nvidia/version",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.14  Thu Feb 22 01:44:30 UTC 2024\n");
    put("proc/driver/nvidia/gpus/0000:65:00.0/information", "Model: \t\t NVIDIA B\nIRQ: 1\n");
    put("proc/driver/nvidia/gpus/0000:17:00.0/information", "Model: \t\t NVIDIA A\n");
    Nvidia nvidia = new Nvidia(root);
    assertThat(nvidia.isPresent()).isTrue();
    assertThat(nvidia.driver()).isEqualTo(Optional.of("550.54.14"));
    assertThat(nvidia.cards()).containsExactly("NVIDIA A", "NVIDIA B");
    assertThat(nvidia.describe()).isEqualTo("NVIDIA A, NVIDIA B");
  }

  @Test
  void readsTheVersionOfOpenDriversToo() throws IOException {
    put(
        "proc/driver/nvidia/version",
        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build\n");
    assertThat(new Nvidia(root).driver()).isEqualTo(Optional.of("570.86.15"));
  }

  @Test
  void namesTheInstructionsThatChooseAKernel() throws IOException {
    Path file = put("cpuinfo", "processor\t: 0\nflags\t\t: fpu fma avx2 avx512f sse\n");
    assertThat(InstructionSet.describe(file)).endsWith(" avx2 fma avx512f");
    assertThat(InstructionSet.describe(root.resolve("none"))).doesNotContain(" ");
  }

  @Test
  void tellsTheSizeOfTheSecondLevelCache() throws IOException {
    assertThat(SecondLevelCache.describe(root)).isEqualTo("unknown");
    put("sys/devices/system/cpu/cpu0/cache/index2/size", "2048K\n");
    assertThat(SecondLevelCache.describe(root)).isEqualTo("2048K");
  }

  @Test
  void looksAtThisMachine() {
    Diagnosis diagnosis = Diagnosis.ofThisMachine();
    assertThat(diagnosis.loads()).isTrue();
    assertThat(diagnosis.onnxRuntime()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(diagnosis.providers()).contains("CPU");
    assertThat(diagnosis.libraries()).hasSize(7);
  }
}
