package org.tacheo.models.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The vector instructions of the processor: its kernels differ in the last bits between them. */
final class InstructionSet {
  private static final List<String> TELLING =
      List.of("avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile");

  private InstructionSet() {}

  /** The architecture and, where the system tells, the extensions that choose a kernel. */
  static String describe(Path cpuinfo) {
    String arch = System.getProperty("os.arch", "unknown").toLowerCase(Locale.ROOT);
    Set<String> flags = flags(cpuinfo);
    List<String> known = TELLING.stream().filter(flags::contains).toList();
    return known.isEmpty() ? arch : arch + " " + String.join(" ", known);
  }

  private static Set<String> flags(Path cpuinfo) {
    if (!Files.isReadable(cpuinfo)) {
      return Set.of();
    }
    try (Stream<String> lines = Files.lines(cpuinfo, StandardCharsets.UTF_8)) {
      return new HashSet<>(
          lines
              .filter(line -> line.startsWith("flags"))
              .findFirst()
              .map(line -> Arrays.asList(line.split("[\\s:]+")))
              .orElse(List.of()));
    } catch (IOException | UncheckedIOException unreadable) {
      return Set.of();
    }
  }
}
