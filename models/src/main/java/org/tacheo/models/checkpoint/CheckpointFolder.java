package org.tacheo.models.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.tacheo.core.DataException;

/**
 * The folder of one checkpoint, out of which no link may lead. The files of an entry of a Hugging
 * Face cache are links into its {@code blobs}; there, what links may not leave is the entry.
 *
 * @param folder the real path of the folder that {@code model_index.json} lies in
 * @param root the real path of what no link may leave
 */
record CheckpointFolder(Path folder, Path root) {
  /**
   * Opens a folder.
   *
   * @throws DataException if there is none
   */
  static CheckpointFolder of(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (!Files.isDirectory(real)) {
        throw new DataException(folder + ": expected a folder in diffusers form, got a file");
      }
      return new CheckpointFolder(real, HubEntry.around(real).map(HubEntry::folder).orElse(real));
    } catch (IOException e) {
      throw CheckpointFile.unreadable(folder, e);
    }
  }

  /** What the checkpoint is called: its repository, or its folder's name. */
  String name() {
    return HubEntry.around(folder).map(HubEntry::repository).orElse(Listing.name(folder));
  }

  /**
   * A file that may be missing.
   *
   * @param name relative to the folder, with slashes
   * @throws DataException if it is a link that leads outside or nowhere, or is no file
   */
  Optional<CheckpointFile> find(String name) {
    Path path = folder.resolve(name);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      Path real = path.toRealPath();
      if (!real.startsWith(root)) {
        throw new DataException(
            path
                + ": a link to "
                + real
                + ", outside of "
                + root
                + "; copy the file there instead");
      }
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new DataException(path + ": expected a file, got a folder or device");
      }
      return Optional.of(new CheckpointFile(name, path, real, attributes.size()));
    } catch (NoSuchFileException dangling) {
      throw new DataException(
          path + ": a link to a file that is not there; finish the download", dangling);
    } catch (IOException e) {
      throw CheckpointFile.unreadable(path, e);
    }
  }

  /**
   * A file that must be there.
   *
   * @throws DataException if it is missing or {@link #find} refuses it
   */
  CheckpointFile require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new DataException(
                    folder.resolve(name)
                        + ": missing; expected a whole folder in diffusers form, download it again"));
  }

  /** The names in one of its folders, sorted; none if there is no such folder. */
  List<String> names(String component) {
    return Listing.of(folder.resolve(component)).stream().map(Listing::name).toList();
  }
}
