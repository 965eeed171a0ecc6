package org.tacheo.datasets.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tacheo.datasets.Hostile;

/** Bytes that are opened as an archive, and the members that two readers find in them. */
final class FuzzedArchive {
  static final Path PATH = Path.of("fuzzed");

  /** A deflated member may unpack to this many times its size, and is copied once. */
  private static final long EXPANSION = 4 * 1032;

  private FuzzedArchive() {}

  /** All members by name, in the order of names, or empty if the archive or a member is refused. */
  static Optional<Map<String, byte[]>> read(byte[] bytes) {
    return Hostile.read(bytes.length, EXPANSION, () -> members(bytes));
  }

  private static Map<String, byte[]> members(byte[] bytes) {
    try (Archive archive = Archive.of(PATH, new BytesChannel(bytes))) {
      Map<String, byte[]> members = new LinkedHashMap<>();
      for (String name : archive.names()) {
        members.put(name, archive.read(name));
      }
      return members;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless both readers found the same. */
  static void requireSame(Map<String, byte[]> ours, Map<String, byte[]> others) {
    boolean same = ours.keySet().equals(others.keySet());
    for (Map.Entry<String, byte[]> member : ours.entrySet()) {
      same = same && Arrays.equals(member.getValue(), others.get(member.getKey()));
    }
    if (!same) {
      throw new AssertionError("found " + sizes(ours) + ", the other reader " + sizes(others));
    }
  }

  private static Map<String, Integer> sizes(Map<String, byte[]> members) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    members.forEach((name, content) -> sizes.put(name, content.length));
    return sizes;
  }
}
