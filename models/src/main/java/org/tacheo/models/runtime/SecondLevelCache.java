package org.tacheo.models.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The second-level cache of the processor: by its size attention is cut into blocks. */
final class SecondLevelCache {
  private SecondLevelCache() {}

  /** Its size in the words of the kernel, for example "1024K". */
  static String describe(Path root) {
    Path size = root.resolve("sys/devices/system/cpu/cpu0/cache/index2/size");
    try {
      String text = Files.readString(size, StandardCharsets.ISO_8859_1).strip();
      return text.isEmpty() ? "unknown" : text;
    } catch (IOException untold) {
      return "unknown";
    }
  }
}
