package org.tacheo.models.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a folder. */
final class Listing {
  private Listing() {}

  /** Its entries, sorted; none if there is no such folder. */
  static List<Path> of(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (UncheckedIOException e) {
      throw CheckpointFile.unreadable(folder, new IOException(e));
    } catch (IOException e) {
      throw CheckpointFile.unreadable(folder, e);
    }
  }

  /** Its folders, links to folders among them, sorted. */
  static List<Path> folders(Path folder) {
    return of(folder).stream().filter(Files::isDirectory).toList();
  }

  /** The last element of a path. */
  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
