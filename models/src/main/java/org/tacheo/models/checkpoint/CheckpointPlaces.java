package org.tacheo.models.checkpoint;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;

/**
 * Where checkpoints lie. A reference such as {@code prs-eth/marigold-depth-v1-0} is looked for in
 * this order: in the models folder under that name, under its last part, and as an entry of a
 * Hugging Face cache; in each cache; and as a path. One that begins with {@code /}, {@code ./} or
 * {@code ../} is a path only. {@code @} and a branch, tag or commit choose a revision of an entry
 * of a cache. Nothing is ever downloaded.
 */
public final class CheckpointPlaces {
  /** A repository on the Hub. */
  private static final Pattern REPOSITORY = Pattern.compile("[\\w-][\\w.-]*/[\\w-][\\w.-]*");

  private static final String INDEX = "model_index.json";

  private final Optional<Path> modelsFolder;
  private final List<Path> hubCaches;

  /**
   * Places.
   *
   * @param modelsFolder folder of checkpoints
   * @param hubCaches folders that hold entries such as {@code models--prs-eth--marigold-v1-0}
   */
  public CheckpointPlaces(Optional<Path> modelsFolder, List<Path> hubCaches) {
    this.modelsFolder = modelsFolder;
    this.hubCaches = List.copyOf(hubCaches);
  }

  /**
   * A checkpoint that is there.
   *
   * @param reference finds it again
   * @param folder that {@link Checkpoint#open} takes
   */
  public record Found(String reference, Path folder) {}

  /**
   * The folder that a reference means.
   *
   * @throws SpecException if it cannot be a reference
   * @throws DataException if there is no such checkpoint, or several that it could mean
   */
  public Path find(String reference) {
    if (reference.isBlank()) {
      throw new SpecException("checkpoint: expected a repository or a path, got nothing");
    }
    int at = reference.lastIndexOf('@');
    Optional<Path> whole = existing(reference);
    if (whole.isPresent() || at <= 0) {
      return snapshot(whole.orElseThrow(() -> missing(reference)), "");
    }
    String name = reference.substring(0, at);
    Path folder = existing(name).orElseThrow(() -> missing(name));
    return snapshot(folder, reference.substring(at + 1));
  }

  /**
   * Why a checkpoint is not there, with where it can be had; empty if it is.
   *
   * @throws SpecException if the reference cannot be one
   */
  public Optional<String> absence(String reference) {
    try {
      find(reference);
      return Optional.empty();
    } catch (DataException absent) {
      return Optional.of(String.valueOf(absent.getMessage()));
    }
  }

  private static Path snapshot(Path folder, String revision) {
    if (HubEntry.is(folder)) {
      return new HubEntry(folder).snapshot(revision);
    }
    if (!revision.isEmpty()) {
      throw new DataException(
          folder + ": a plain folder, which has no revision " + revision + "; leave the @ out");
    }
    return folder;
  }

  private Optional<Path> existing(String name) {
    return candidates(name).stream().filter(Files::isDirectory).findFirst();
  }

  private List<Path> candidates(String name) {
    List<Path> candidates = new ArrayList<>();
    Path path = path(name);
    if (isName(path)) {
      modelsFolder.ifPresent(
          models -> {
            candidates.add(models.resolve(path));
            candidates.add(models.resolve(path.getFileName()));
            candidates.add(HubEntry.of(models, name).folder());
          });
      hubCaches.forEach(cache -> candidates.add(HubEntry.of(cache, name).folder()));
    }
    candidates.add(path);
    return candidates.stream().distinct().toList();
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException bad) {
      throw new SpecException("checkpoint: \"" + name + "\" is neither a repository nor a path");
    }
  }

  /** Whether it stays in the folder that it is looked for in. */
  private static boolean isName(Path path) {
    for (Path part : path) {
      if (part.toString().equals("..") || part.toString().equals(".")) {
        return false;
      }
    }
    return !path.isAbsolute();
  }

  private DataException missing(String name) {
    String looked = String.join(", ", candidates(name).stream().map(Path::toString).toList());
    String advice =
        REPOSITORY.matcher(name).matches()
            ? "; get https://huggingface.co/"
                + name
                + "; nothing is downloaded by itself, \"hf download\" and the name do it"
            : "; nothing is downloaded by itself";
    String unnamed =
        modelsFolder.isPresent()
            ? ""
            : "; --models was not given: name the folder that holds checkpoints with it";
    return new DataException(
        name + ": no such checkpoint; looked for " + looked + advice + unnamed);
  }

  /** All checkpoints in the models folder and the caches, in that order, then by name. */
  public List<Found> list() {
    Map<String, Found> all = new LinkedHashMap<>();
    List<Found> found = new ArrayList<>();
    modelsFolder.ifPresent(models -> Listing.folders(models).forEach(f -> addTree(found, f)));
    for (Path cache : hubCaches) {
      Listing.folders(cache).stream().filter(HubEntry::is).forEach(f -> addEntry(found, f));
    }
    found.forEach(each -> all.putIfAbsent(each.reference(), each));
    return List.copyOf(all.values());
  }

  private static void addTree(List<Found> found, Path folder) {
    String name = Listing.name(folder);
    if (HubEntry.is(folder)) {
      addEntry(found, folder);
    } else if (isCheckpoint(folder)) {
      found.add(new Found(name, folder));
    } else {
      for (Path inner : Listing.folders(folder)) {
        if (isCheckpoint(inner)) {
          found.add(new Found(name + "/" + Listing.name(inner), inner));
        }
      }
    }
  }

  private static void addEntry(List<Found> found, Path folder) {
    HubEntry entry = new HubEntry(folder);
    try {
      Path main = entry.snapshot("");
      if (isCheckpoint(main)) {
        found.add(new Found(entry.repository(), main));
      }
    } catch (DataException unclear) {
      for (String commit : entry.snapshots()) {
        Path snapshot = entry.snapshot(commit);
        if (isCheckpoint(snapshot)) {
          found.add(new Found(entry.repository() + "@" + commit, snapshot));
        }
      }
    }
  }

  private static boolean isCheckpoint(Path folder) {
    return Files.exists(folder.resolve(INDEX));
  }
}
