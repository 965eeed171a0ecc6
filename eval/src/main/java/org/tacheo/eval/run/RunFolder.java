package org.tacheo.eval.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ResultJson;
import org.tacheo.eval.result.Results;

/** The folder that a run leaves behind. It appears whole under its name, or not at all. */
public final class RunFolder {
  private static final String MANIFEST = "manifest.json";
  private static final String RESULTS = "results.json";

  private RunFolder() {}

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
                + ": exists and is not an empty folder; nothing is overwritten: name another folder with --out, or remove this one");
      }
      Files.delete(createPartial(folder.toAbsolutePath()));
    } catch (IOException cannot) {
      throw new SpecException(
          folder + ": cannot be written (" + cannot + "); name another folder with --out");
    }
  }

  /**
   * Writes the files of a run and further reports.
   *
   * @param reports content by file name, relative to the folder
   * @throws SpecException if the folder cannot be written
   */
  public static void write(Path folder, Run run, Map<String, String> reports) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(MANIFEST, ResultJson.indented(run.manifest()));
    files.put(
        "samples.jsonl",
        run.samples().stream().map(ResultJson::line).collect(Collectors.joining()));
    files.put(RESULTS, ResultJson.indented(run.results()));
    files.put("timing.json", ResultJson.indented(run.timing()));
    files.putAll(reports);
    writeFiles(folder, files);
  }

  /**
   * Writes a folder of files.
   *
   * @param files content by file name, relative to the folder
   * @throws SpecException if the folder cannot be written
   */
  public static void writeFiles(Path folder, Map<String, String> files) {
    try {
      writeWhole(folder.toAbsolutePath(), files);
    } catch (IOException failed) {
      throw new SpecException(
          folder
              + ": cannot be written ("
              + failed
              + "); name another folder with --out, or free some space");
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

  private static String text(Path folder, String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException missing) {
      throw new DataException(
          folder + ": no readable " + name + "; give the folder of a finished run", missing);
    }
  }

  private static void writeWhole(Path folder, Map<String, String> files) throws IOException {
    Path partial = createPartial(folder);
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

  /** The folder that is filled before it takes its name; checked under this longer name, too. */
  private static Path createPartial(Path folder) throws IOException {
    Path parent = Files.createDirectories(folder.getParent());
    return Files.createDirectory(
        parent.resolve("." + folder.getFileName() + "-" + ProcessHandle.current().pid()));
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
