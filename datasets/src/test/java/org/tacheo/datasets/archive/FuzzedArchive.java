package org.tacheo.datasets.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tacheo.datasets.Hostile;

/** One file that is written again and again, and opened as an archive. */
final class FuzzedArchive {
  /** A deflated member may unpack to this many times its size, and is copied once. */
  private static final long EXPANSION = 4 * 1032;

  private final Path path;

  FuzzedArchive(String suffix) {
    try {
      path = Files.createTempFile("fuzzed", suffix);
      path.toFile().deleteOnExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  /** All members by name, in the order of names, or empty if the archive or a member is refused. */
  Optional<Map<String, byte[]>> read(byte[] bytes) {
    try {
      Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Hostile.read(bytes.length, EXPANSION, this::members);
  }

  private Map<String, byte[]> members() {
    try (Archive archive = Archive.open(path)) {
      Map<String, byte[]> members = new LinkedHashMap<>();
      for (String name : archive.names()) {
        members.put(name, archive.read(name));
      }
      return members;
    }
  }
}
