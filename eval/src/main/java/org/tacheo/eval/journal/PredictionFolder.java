package org.tacheo.eval.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;
import org.tacheo.eval.result.Manifest;

/**
 * A folder of predictions, held by one process. A file of it is there whole or not at all, and all
 * come from what its manifest, {@code predictions.json}, describes: a process that starts again
 * keeps what is there.
 */
public final class PredictionFolder implements AutoCloseable {
  private final Disk disk;
  private final Path path;
  private final RunLock lock;

  private PredictionFolder(Disk disk, Path path, RunLock lock) {
    this.disk = disk;
    this.path = path;
    this.lock = lock;
  }

  /**
   * Refuses a folder that could not become or be a folder of predictions, before any work is done.
   *
   * @throws SpecException if the path is a file, or a folder of something else
   */
  public static void check(Path folder) {
    try {
      new Claim(Disk.REAL, folder, Claim.Kind.PREDICTIONS).requireFree();
    } catch (IOException cannot) {
      throw Claim.unwritable(folder, cannot);
    }
  }

  /**
   * Opens a folder: makes it, or goes on with what was predicted of the same before.
   *
   * @throws SpecException if the folder holds other predictions or something else, another process
   *     works on it, or it cannot be written
   * @throws DataException if its manifest is corrupt
   */
  public static PredictionFolder open(Path folder, Manifest manifest) {
    return open(Disk.REAL, folder, manifest);
  }

  static PredictionFolder open(Disk disk, Path folder, Manifest manifest) {
    Claim claim = new Claim(disk, folder, Claim.Kind.PREDICTIONS);
    try {
      claim.requireFree();
      disk.createFolders(folder);
      RunLock lock = RunLock.take(disk, folder);
      try {
        claim.requireFree();
        claim.place(manifest);
        return new PredictionFolder(disk, folder, lock);
      } catch (IOException | RuntimeException failed) {
        lock.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw Claim.unwritable(folder, failed);
    }
  }

  /** Where the predictions lie. */
  public Path path() {
    return path;
  }

  /** Whether a file was written, by this process or an earlier one. */
  public boolean has(String place) {
    return Files.isRegularFile(resolved(place));
  }

  /**
   * Writes a file; it is whole on the disk when this returns. Safe for several threads that write
   * different files.
   *
   * @param place relative to the folder, with {@code /}
   * @throws SpecException if the folder cannot be written
   */
  public void put(String place, byte[] content) {
    try {
      Path target = resolved(place);
      Path folder = target.getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        disk.createFolders(folder);
      }
      disk.replace(target, content);
    } catch (IOException failed) {
      throw Claim.unwritable(path, failed);
    }
  }

  private Path resolved(String place) {
    Path root = path.toAbsolutePath().normalize();
    Path target = root.resolve(place).normalize();
    if (!target.startsWith(root) || target.equals(root)) {
      throw new SpecException(place + ": lies outside " + path + "; give it another name");
    }
    return target;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException failed) {
      throw Claim.unwritable(path, failed);
    }
  }
}
