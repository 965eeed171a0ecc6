package org.tacheo.eval.journal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ResultJson;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.Timing;
import org.tacheo.eval.result.Unit;
import org.tacheo.eval.result.UnitJson;
import org.tacheo.eval.result.Verdict;

/**
 * The folder of a run, held by one process.
 *
 * <p>The manifest is there first; then each unit is journalled as it is finished; the files that
 * are derived from the journal come last. Every file but the journal appears whole under its name
 * or not at all, and of the journal a process that starts again keeps all that was confirmed.
 */
public final class RunFolder implements AutoCloseable {
  static final String MANIFEST = Claim.Kind.RUN.file();
  private static final String RESULTS = "results.json";

  /** How long each stage took: the only derived file that differs between equal runs. */
  public static final String TIMING = "timing.json";

  private static final String ERRORS = "errors";
  private static final int ERROR_LOCKS = 64;

  /** Five bytes for each of the 2^27 pixels that an image may have at most, and the frame. */
  private static final long MAX_ERRORS = 5L * (1 << 27) + 64;

  private final Disk disk;
  private final Path path;
  private final Manifest manifest;
  private final RunLock lock;
  private final Journal journal;
  private final List<Unit> found;

  /** Lanes that have equal errors wait for each other; those with others mostly do not. */
  private final List<Object> errorLocks = Stream.generate(Object::new).limit(ERROR_LOCKS).toList();

  private RunFolder(
      Disk disk, Path path, Manifest manifest, RunLock lock, Journal journal, List<Unit> found) {
    this.disk = disk;
    this.path = path;
    this.manifest = manifest;
    this.lock = lock;
    this.journal = journal;
    this.found = List.copyOf(found);
  }

  /**
   * Refuses a folder that could not become or be a run, before any work is done.
   *
   * @throws SpecException if the path is a file, or a folder of something else
   */
  public static void check(Path folder) {
    try {
      new Claim(Disk.REAL, folder, Claim.Kind.RUN).requireFree();
    } catch (IOException cannot) {
      throw Claim.unwritable(folder, cannot);
    }
  }

  /**
   * Opens the folder of a run: makes it, or resumes what was done of the same run before. A run of
   * which no unit was finished, by this build or another, gives way to any.
   *
   * @param notes hears what the user should know: what was found, what was lost
   * @throws SpecException if the folder holds another run or something else, another process works
   *     on it, another development build began it, or it cannot be written
   * @throws DataException if its manifest is corrupt
   */
  public static RunFolder open(Path folder, Manifest manifest, Consumer<String> notes) {
    return open(Disk.REAL, folder, manifest, notes);
  }

  static RunFolder open(Disk disk, Path folder, Manifest manifest, Consumer<String> notes) {
    return open(disk, folder, manifest, Build.current(), notes);
  }

  static RunFolder open(
      Disk disk, Path folder, Manifest manifest, String build, Consumer<String> notes) {
    Claim claim = new Claim(disk, folder, Claim.Kind.RUN);
    try {
      claim.requireFree();
      disk.createFolders(folder);
      RunLock lock = RunLock.take(disk, folder);
      try {
        claim.requireFree();
        claim.dropBareJournal();
        claim.place(manifest);
        Build.requireSame(folder, manifest.tacheo(), Journal.header(folder), build);
        Journal journal =
            Journal.open(disk, folder, header(manifest, build), new Units(manifest)::sound);
        return new RunFolder(disk, folder, manifest, lock, journal, units(folder, journal, notes));
      } catch (IOException | RuntimeException failed) {
        lock.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw Claim.unwritable(folder, failed);
    }
  }

  /** The first line of the journal of such a run. */
  private static String header(Manifest manifest, String build) {
    return "{\"journal\":1,\"manifest\":\"" + manifest.digest() + "\",\"build\":\"" + build + "\"}";
  }

  /** The journalled units, of one journalled twice the last, and only with their files. */
  private static List<Unit> units(Path folder, Journal journal, Consumer<String> notes) {
    if (journal.lost() > 0) {
      notes.accept(
          folder.resolve(Journal.NAME)
              + ": cut or damaged after "
              + journal.found().size()
              + " units; dropped the rest, "
              + journal.lost()
              + " units are computed again"
              + (journal.damaged() ? "; what was dropped is in " + Journal.DAMAGED : ""));
    }
    List<Unit> all = latest(journal.found(), folder);
    List<Unit> whole = all.stream().filter(unit -> hasErrors(folder, unit)).toList();
    if (whole.size() < all.size()) {
      notes.accept(
          folder.resolve(ERRORS)
              + ": files missing or changed; "
              + (all.size() - whole.size())
              + " units are computed again");
    }
    return whole;
  }

  private static List<Unit> latest(List<String> records, Path folder) {
    Map<Unit.Key, Unit> units = new LinkedHashMap<>();
    for (String record : records) {
      Unit unit = UnitJson.unit(record, folder.resolve(Journal.NAME).toString());
      units.put(unit.key(), unit);
    }
    return List.copyOf(units.values());
  }

  private static boolean hasErrors(Path folder, Unit unit) {
    return unit.verdicts().stream()
        .map(Verdict::errors)
        .flatMap(Optional::stream)
        .allMatch(digest -> readErrors(folder, digest).isPresent());
  }

  private static Optional<byte[]> readErrors(Path folder, String digest) {
    Path file = folder.resolve(ERRORS).resolve(digest);
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_ERRORS) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file);
      return ResultJson.sha256(bytes).equals(digest) ? Optional.of(bytes) : Optional.empty();
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /** Where the run lies. */
  public Path path() {
    return path;
  }

  /** What the folder is the run of. */
  public Manifest manifest() {
    return manifest;
  }

  /** The units that were finished before this process opened the folder. */
  public List<Unit> found() {
    return found;
  }

  /**
   * Journals a finished unit; it is on the disk when this returns. Safe for several threads.
   *
   * @throws SpecException if the folder cannot be written
   */
  public void add(Unit unit) {
    try {
      journal.append(UnitJson.line(unit));
    } catch (IOException failed) {
      throw Claim.unwritable(path, failed);
    }
  }

  /**
   * Keeps the errors of a unit that is journalled afterwards; they are on the disk when this
   * returns. Safe for several threads.
   *
   * @return what {@link #errors} finds them by
   * @throws SpecException if the folder cannot be written
   */
  public String addErrors(byte[] errors) {
    String digest = ResultJson.sha256(errors);
    try {
      Path folder = errorFolder();
      synchronized (errorLocks.get(Math.floorMod(digest.hashCode(), ERROR_LOCKS))) {
        if (readErrors(path, digest).isEmpty()) {
          disk.replace(folder.resolve(digest), errors);
        }
        disk.forceFolder(folder);
      }
      return digest;
    } catch (IOException failed) {
      throw Claim.unwritable(path, failed);
    }
  }

  private synchronized Path errorFolder() throws IOException {
    Path folder = path.resolve(ERRORS);
    if (!Files.isDirectory(folder)) {
      disk.createFolders(folder);
      disk.forceFolder(path);
    }
    return folder;
  }

  /**
   * The errors that were kept.
   *
   * @throws DataException if they are missing or changed
   */
  public byte[] errors(String digest) {
    return errors(path, digest);
  }

  /**
   * The errors that a run kept.
   *
   * @throws DataException if they are missing or changed
   */
  public static byte[] errors(Path folder, String digest) {
    return readErrors(folder, digest)
        .orElseThrow(
            () ->
                new DataException(
                    folder.resolve(ERRORS).resolve(digest)
                        + ": missing or changed; run the evaluation again"));
  }

  /**
   * Writes the files that are derived from the journal and are not there or differ.
   *
   * @param files content by file name
   * @return names of the files that were written
   * @throws SpecException if the folder cannot be written
   */
  public List<String> publish(Map<String, String> files) {
    List<String> written = new ArrayList<>();
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        if (!holds(path.resolve(file.getKey()), content)) {
          disk.replace(path.resolve(file.getKey()), content);
          written.add(file.getKey());
        }
      }
      if (!written.isEmpty()) {
        disk.forceFolder(path);
      }
      return List.copyOf(written);
    } catch (IOException failed) {
      throw Claim.unwritable(path, failed);
    }
  }

  /** Whether there is a file of this name. */
  public boolean has(String name) {
    return Files.isRegularFile(path.resolve(name));
  }

  private static boolean holds(Path file, byte[] content) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == content.length
        && Arrays.equals(Files.readAllBytes(file), content);
  }

  /**
   * Gives the folder back.
   *
   * @throws SpecException if the folder cannot be written
   */
  @Override
  public void close() {
    try (lock;
        journal) {
      return;
    } catch (IOException failed) {
      throw Claim.unwritable(path, failed);
    }
  }

  /**
   * What the journal of a run holds, without changing it.
   *
   * @throws DataException if it cannot be read
   */
  public static JournalState journal(Path folder, Manifest manifest) {
    try {
      JournalReader.Content content =
          Journal.read(folder, header(manifest, Build.UNKNOWN), new Units(manifest)::sound);
      return new JournalState(
          latest(content.records(), folder), content.lostLines(), content.soundBytes() == 0);
    } catch (IOException unreadable) {
      throw new DataException(
          folder.resolve(Journal.NAME) + ": cannot be read (" + unreadable + "); check the disk",
          unreadable);
    }
  }

  /**
   * What a journal holds.
   *
   * @param units of one journalled twice the last
   * @param lost lines that are cut, damaged, or behind such a one
   * @param foreign whether it does not begin as a journal of its manifest does
   */
  public record JournalState(List<Unit> units, int lost, boolean foreign) {
    /** Copies the list. */
    public JournalState {
      units = List.copyOf(units);
    }
  }

  /**
   * Reads the manifest of a run.
   *
   * @throws DataException if there is none or it is corrupt
   */
  public static Manifest manifest(Path folder) {
    return ResultJson.manifest(text(folder, MANIFEST), folder.resolve(MANIFEST).toString());
  }

  /**
   * Reads the results of a run.
   *
   * @throws DataException if there are none, they are corrupt, or belong to another manifest than
   *     the one beside them
   */
  public static Results results(Path folder) {
    Results results = ResultJson.results(text(folder, RESULTS), folder.resolve(RESULTS).toString());
    String digest = ResultJson.sha256(text(folder, MANIFEST));
    if (!digest.equals(results.manifestDigest())) {
      throw new DataException(
          folder
              + ": "
              + MANIFEST
              + " has the digest "
              + digest
              + ", but "
              + RESULTS
              + " belongs to "
              + results.manifestDigest()
              + "; one of them was changed: run the evaluation again");
    }
    return results;
  }

  /**
   * Reads how long a run took.
   *
   * @throws DataException if that is not known, or corrupt
   */
  public static Timing timing(Path folder) {
    return ResultJson.timing(text(folder, TIMING), folder.resolve(TIMING).toString());
  }

  /**
   * The text of a file of a run.
   *
   * @throws DataException if there is no such file or it is no text
   */
  public static String text(Path folder, String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (CharacterCodingException damaged) {
      throw new DataException(
          folder.resolve(name) + ": corrupt, expected UTF-8; run the evaluation again", damaged);
    } catch (IOException missing) {
      throw new DataException(
          folder + ": no readable " + name + "; give the folder of a finished run", missing);
    }
  }

  /** Tells the units of a run from others. */
  private record Units(Manifest manifest) {
    boolean sound(String record) {
      try {
        Unit unit = UnitJson.unit(record, "");
        return manifest.estimators().stream().anyMatch(e -> e.name().equals(unit.estimator()))
            && manifest.datasets().stream().anyMatch(d -> d.id().equals(unit.dataset()));
      } catch (DataException other) {
        return false;
      }
    }
  }
}
