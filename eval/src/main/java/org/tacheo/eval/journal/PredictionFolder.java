package org.tacheo.eval.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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
  private final Manifest manifest;
  private @Nullable RunLock lock;

  private PredictionFolder(Disk disk, Path path, Manifest manifest) {
    this.disk = disk;
    this.path = path;
    this.manifest = manifest;
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
   * Opens a folder: goes on with what was predicted of the same before. One that is new is made by
   * its first file, so that nothing is left of what predicts nothing.
   *
   * @throws SpecException if the folder holds other predictions or something else, another process
   *     works on it, or it cannot be written
   * @throws DataException if its manifest is corrupt
   */
  public static PredictionFolder open(Path folder, Manifest manifest) {
    return open(Disk.REAL, folder, manifest);
  }

  static PredictionFolder open(Disk disk, Path folder, Manifest manifest) {
    PredictionFolder opened = new PredictionFolder(disk, folder, manifest);
    try {
      opened.claim().requireWritable();
      if (Files.exists(folder.resolve(Claim.Kind.PREDICTIONS.file()))) {
        opened.take();
      }
      return opened;
    } catch (IOException failed) {
      throw Claim.unwritable(folder, failed);
    }
  }

  private Claim claim() {
    return new Claim(disk, path, Claim.Kind.PREDICTIONS);
  }

  /** Takes the folder for this process, if that was not done before. */
  private synchronized void take() throws IOException {
    if (lock != null) {
      return;
    }
    claim().requireFree();
    disk.createFolders(path);
    RunLock taken = RunLock.take(disk, path);
    try {
      claim().requireFree();
      claim().place(manifest);
      lock = taken;
    } catch (IOException | RuntimeException failed) {
      taken.close();
      throw failed;
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
   * @throws SpecException if the folder cannot be written, or another process took it meanwhile
   */
  public void put(String place, byte[] content) {
    try {
      Path target = resolved(place);
      take();
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
  public synchronized void close() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException failed) {
      throw Claim.unwritable(path, failed);
    }
  }
}
