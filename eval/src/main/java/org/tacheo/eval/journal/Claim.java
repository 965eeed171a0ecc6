package org.tacheo.eval.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tacheo.core.SpecException;
import org.tacheo.eval.identity.Differences;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ResultJson;

/**
 * Takes a folder for what one manifest describes, so that nothing of anybody else is overwritten.
 */
record Claim(Disk disk, Path folder, Kind kind) {
  private static final long UNKNOWN = -1;

  /** What a folder is taken for. */
  enum Kind {
    /** The units and results of a run. */
    RUN("manifest.json", "a run", "another run", "leave out --out, or name another folder"),
    /** A file for each prediction. */
    PREDICTIONS(
        "predictions.json",
        "a folder of predictions",
        "other predictions",
        "name another folder with --out");

    private final String file;
    private final String one;
    private final String other;
    private final String advice;

    Kind(String file, String one, String other, String advice) {
      this.file = file;
      this.one = one;
      this.other = other;
      this.advice = advice;
    }

    /** Name of the manifest in the folder. */
    String file() {
      return file;
    }
  }

  /**
   * Refuses a folder of something else. What an interrupted process may leave before it has a
   * manifest does not count.
   *
   * @throws SpecException if the path is a file, or a folder of something else
   */
  void requireFree() throws IOException {
    if (!Files.exists(folder) || Files.exists(folder.resolve(kind.file))) {
      return;
    }
    if (!Files.isDirectory(folder) || holdsMore()) {
      throw new SpecException(
          folder
              + ": exists and is neither "
              + kind.one
              + " nor an empty folder; nothing is overwritten: name another folder with --out");
    }
  }

  /**
   * Refuses what {@link #requireFree} does, and a new folder where none can be made.
   *
   * @throws SpecException if the path is a file, or a folder of something else
   * @throws IOException if the folder above cannot be written
   */
  void requireWritable() throws IOException {
    requireFree();
    Path there = folder.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new AccessDeniedException(there.toString());
    }
  }

  /**
   * Takes a journal away that no unit was added to, so that the folder is one of which nothing was
   * made.
   */
  void dropBareJournal() throws IOException {
    if (!holdsMore(Journal.NAME) && Journal.isBare(folder)) {
      disk.delete(folder.resolve(Journal.NAME));
    }
  }

  /**
   * Places the manifest, or finds that the one that is there is the same. One of which nothing was
   * made, since weights that it names turned out to be damaged, gives way.
   */
  void place(Manifest manifest) throws IOException {
    String expected = ResultJson.indented(manifest);
    Path target = folder.resolve(kind.file);
    if (!Files.exists(target)) {
      disk.replace(target, expected.getBytes(StandardCharsets.UTF_8));
      disk.forceFolder(folder);
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        disk.forceFolder(parent);
      }
      return;
    }
    String found = RunFolder.text(folder, kind.file);
    if (!found.equals(expected)) {
      List<String> differences =
          Differences.of(ResultJson.manifest(found, target.toString()), manifest);
      if (!holdsMore()) {
        disk.replace(target, expected.getBytes(StandardCharsets.UTF_8));
        return;
      }
      throw new SpecException(
          folder
              + ": holds "
              + kind.other
              + ": "
              + (differences.isEmpty() ? "its manifest was changed by hand" : differences.get(0))
              + (differences.size() > 1 ? " (and " + (differences.size() - 1) + " more)" : "")
              + "; "
              + kind.advice);
    }
  }

  /** Whether the folder holds anything but a manifest, what goes with it, and these files. */
  private boolean holdsMore(String... but) throws IOException {
    Set<String> names = names();
    names.removeAll(Set.of(RunLock.NAME, kind.file, Disk.partial(Path.of(kind.file)).toString()));
    names.removeAll(Set.of(but));
    return !names.isEmpty();
  }

  private Set<String> names() throws IOException {
    Set<String> names = new HashSet<>();
    try (Stream<Path> children = Files.list(folder)) {
      children.forEach(child -> names.add(String.valueOf(child.getFileName())));
    }
    return names;
  }

  /** A folder that cannot be written. */
  static SpecException unwritable(Path folder, IOException failed) {
    long free = freeBytes(folder);
    return new SpecException(
        folder
            + ": cannot be written ("
            + failed
            + (free == UNKNOWN ? "" : ", " + free + " bytes free")
            + "); what was finished is kept: mend this and start again, or name another folder with --out");
  }

  private static long freeBytes(Path folder) {
    try {
      for (Path path = folder.toAbsolutePath(); path != null; path = path.getParent()) {
        if (Files.exists(path)) {
          return Files.getFileStore(path).getUsableSpace();
        }
      }
      return UNKNOWN;
    } catch (IOException unknown) {
      return UNKNOWN;
    }
  }
}
