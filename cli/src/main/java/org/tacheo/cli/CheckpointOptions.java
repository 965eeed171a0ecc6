package org.tacheo.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;
import org.tacheo.models.checkpoint.CheckpointPlaces;
import picocli.CommandLine.Option;

/** Where checkpoints lie. */
final class CheckpointOptions {
  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "Folder of checkpoints, DIR/prs-eth/marigold-depth-v1-0 or DIR/marigold-depth-v1-0. The caches of Hugging Face (HF_HUB_CACHE, HF_HOME/hub, ~/.cache/huggingface/hub) are searched after it.")
  private @Nullable Path models;

  /** The folder that was named. */
  Optional<Path> folder() {
    return Optional.ofNullable(models);
  }

  /** The folders that are searched, whether they exist or not. */
  List<Path> searched() {
    List<Path> caches = HubCaches.of(System.getenv());
    return folder().map(named -> concatenated(named, caches)).orElse(caches);
  }

  private static List<Path> concatenated(Path first, List<Path> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }

  /**
   * Where checkpoints are looked for.
   *
   * @throws DataException if the folder that was named is none
   */
  CheckpointPlaces places() {
    if (models != null && !Files.isDirectory(models)) {
      throw new DataException(
          models + ": no such folder; --models names the folder that holds checkpoints");
    }
    return new CheckpointPlaces(folder(), HubCaches.of(System.getenv()));
  }

  /** Where a file may lie that a suite names: below the folder that was named, or as it is. */
  List<Path> files(String name) {
    try {
      Path plain = Path.of(name);
      return folder().map(named -> List.of(named.resolve(plain), plain)).orElse(List.of(plain));
    } catch (InvalidPathException bad) {
      throw new SpecException("\"" + name + "\" is no path: " + bad.getReason());
    }
  }
}
