package org.tacheo.models.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tacheo.core.DataException;

/**
 * One repository in a Hugging Face cache: {@code models--org--name} with {@code refs} (files that
 * name a commit), {@code snapshots} (a folder of links for each commit) and {@code blobs} (what
 * they lead to).
 *
 * @param folder {@code models--org--name}
 */
record HubEntry(Path folder) {
  private static final String PREFIX = "models--";
  private static final String SNAPSHOTS = "snapshots";

  /** A branch, tag or commit; none of its parts may begin with a point. */
  private static final Pattern REVISION =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,3}");

  /** Longer than any commit or line feed after it. */
  private static final int REF_BYTES = 200;

  /** The entry of this repository in a folder, whether it is there or not. */
  static HubEntry of(Path cache, String repository) {
    return new HubEntry(cache.resolve(PREFIX + repository.replace("/", "--")));
  }

  /** The entry that a snapshot is of, if it is one. */
  static Optional<HubEntry> around(Path snapshot) {
    return Optional.ofNullable(snapshot.getParent())
        .filter(snapshots -> snapshots.endsWith(SNAPSHOTS))
        .map(Path::getParent)
        .filter(HubEntry::isNamedLikeOne)
        .map(HubEntry::new);
  }

  private static boolean isNamedLikeOne(Path folder) {
    return Listing.name(folder).startsWith(PREFIX);
  }

  /** Whether a folder is an entry with any snapshot. */
  static boolean is(Path folder) {
    return isNamedLikeOne(folder) && Files.isDirectory(folder.resolve(SNAPSHOTS));
  }

  /** The repository that it holds, such as {@code prs-eth/marigold-depth-v1-0}. */
  String repository() {
    return Listing.name(folder).substring(PREFIX.length()).replaceFirst("--", "/");
  }

  /**
   * The folder of a revision.
   *
   * @param revision branch, tag or commit; empty for {@code main}, or the only one
   * @throws DataException if it is not there, or none is given and there are several
   */
  Path snapshot(String revision) {
    if (!revision.isEmpty()) {
      return named(revision);
    }
    if (Files.isRegularFile(folder.resolve("refs").resolve("main"))) {
      return named("main");
    }
    List<String> all = snapshots();
    if (all.size() != 1) {
      throw new DataException(
          folder
              + ": "
              + all.size()
              + " snapshots and no refs/main that names one ("
              + String.join(", ", all)
              + "); add @ and one of them to the name of the checkpoint, or download it again");
    }
    return folder.resolve(SNAPSHOTS).resolve(all.get(0));
  }

  private Path named(String revision) {
    if (!REVISION.matcher(revision).matches()) {
      throw new DataException(
          folder + ": \"" + revision + "\" is no name of a branch, tag or commit");
    }
    Path ref = folder.resolve("refs").resolve(revision);
    String commit = Files.isRegularFile(ref) ? commit(ref) : revision;
    Path snapshot = folder.resolve(SNAPSHOTS).resolve(commit);
    if (!Files.isDirectory(snapshot)) {
      throw new DataException(
          folder
              + ": no snapshot "
              + commit
              + " of revision "
              + revision
              + "; there: "
              + String.join(", ", snapshots())
              + "; finish the download, or name another after an @");
    }
    return snapshot;
  }

  private static String commit(Path ref) {
    try (InputStream bytes = Files.newInputStream(ref)) {
      String text = new String(bytes.readNBytes(REF_BYTES), StandardCharsets.US_ASCII).strip();
      if (!REVISION.matcher(text).matches()) {
        throw new DataException(ref + ": expected the name of a commit, got \"" + text + "\"");
      }
      return text;
    } catch (IOException e) {
      throw CheckpointFile.unreadable(ref, e);
    }
  }

  /** The commits that are there, sorted. */
  List<String> snapshots() {
    return Listing.folders(folder.resolve(SNAPSHOTS)).stream()
        .map(Listing::name)
        .filter(name -> REVISION.matcher(name).matches())
        .toList();
  }
}
