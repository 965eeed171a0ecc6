package org.tacheo.eval.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.tacheo.core.SpecException;

/** A folder of files that appears whole under its name, or not at all, and is never overwritten. */
public final class OutputFolder {
  private OutputFolder() {}

  /**
   * Refuses a target that could not be written later, before any work is done.
   *
   * @throws SpecException if the path exists and is not an empty folder, or its parent cannot be
   *     written
   */
  public static void check(Path folder) {
    try {
      if (Files.exists(folder) && !(Files.isDirectory(folder) && isEmpty(folder))) {
        throw new SpecException(
            folder
                + ": exists and is not an empty folder; nothing is overwritten: name another folder, or remove this one");
      }
      Files.delete(createPartial(nearestFolder(folder), folder));
    } catch (IOException cannot) {
      throw new SpecException(folder + ": cannot be written (" + cannot + "); name another folder");
    }
  }

  /**
   * Writes a folder of files.
   *
   * @param files content by file name, relative to the folder
   * @throws SpecException if the folder cannot be written
   */
  public static void write(Path folder, Map<String, String> files) {
    try {
      writeWhole(folder.toAbsolutePath(), files);
    } catch (IOException failed) {
      throw new SpecException(
          folder + ": cannot be written (" + failed + "); name another folder, or free some space");
    }
  }

  private static void writeWhole(Path folder, Map<String, String> files) throws IOException {
    Path partial = createPartial(Files.createDirectories(folder.getParent()), folder);
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path target = partial.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        Files.write(target, file.getValue().getBytes(StandardCharsets.UTF_8));
      }
      move(partial, folder);
    } finally {
      deleteTree(partial);
    }
  }

  /** The nearest ancestor that exists, which must be a folder that can be written. */
  private static Path nearestFolder(Path folder) {
    Path ancestor = folder.toAbsolutePath();
    for (Path parent = ancestor.getParent(); parent != null; parent = parent.getParent()) {
      ancestor = parent;
      if (Files.exists(ancestor)) {
        break;
      }
    }
    return ancestor;
  }

  /** The folder that is filled before it takes its name; checked under this longer name, too. */
  private static Path createPartial(Path parent, Path folder) throws IOException {
    return Files.createDirectory(
        parent.resolve("." + folder.getFileName() + "-" + UUID.randomUUID()));
  }

  private static void move(Path partial, Path folder) throws IOException {
    try {
      Files.move(
          partial, folder, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException other) {
      Files.move(partial, folder, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
