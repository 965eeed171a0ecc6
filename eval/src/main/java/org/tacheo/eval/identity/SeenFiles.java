package org.tacheo.eval.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;

/**
 * The files that digests rest on, as they were when those were computed. Safe for use by several
 * threads.
 */
public final class SeenFiles {
  /** Archives and weights; a folder of single files is looked at by part only. */
  private static final int FEW = 8;

  private final Map<String, Map<String, String>> parts = new HashMap<>();
  private final Map<String, Set<String>> files = new HashMap<>();
  private final Map<String, FileStamp> stamps = new HashMap<>();

  /** Of a run whose digests nobody computed: nothing was seen, nothing is refused. */
  public SeenFiles() {}

  synchronized void add(String what, List<Content.Part> content, Map<String, FileStamp> seen) {
    Map<String, String> own = parts.computeIfAbsent(what, name -> new HashMap<>());
    Set<String> all = files.computeIfAbsent(what, name -> new HashSet<>());
    for (Content.Part part : content) {
      own.put(part.name(), part.file());
      all.add(part.file());
    }
    stamps.putAll(seen);
  }

  /** Whether a part was there. */
  public synchronized boolean had(String what, String part) {
    String file = parts.getOrDefault(what, Map.of()).get(part);
    return file != null && stamps.containsKey(file);
  }

  /**
   * Refuses what is no longer as it was seen: the file of this part, or where there is no such part
   * and the files are few, any of them.
   *
   * @throws DataException if a file was changed, removed, or was not there before
   */
  public void requireUnchanged(String what, String part) {
    for (String file : files(what, part)) {
      Path path = Path.of(file);
      FileStamp seen = stamp(file);
      boolean same =
          seen == null ? !Files.isRegularFile(path) : FileStamp.of(path).text().equals(seen.text());
      if (!same) {
        throw new DataException(
            what
                + ": "
                + path
                + ": changed while the run was on, expected the file that the manifest was made of; put it back, or start a new run");
      }
    }
  }

  private synchronized Set<String> files(String what, String part) {
    String file = parts.getOrDefault(what, Map.of()).get(part);
    if (file != null) {
      return Set.of(file);
    }
    Set<String> all = files.getOrDefault(what, Set.of());
    return all.size() <= FEW ? Set.copyOf(all) : Set.of();
  }

  private synchronized @Nullable FileStamp stamp(String file) {
    return stamps.get(file);
  }
}
