package org.tacheo.datasets.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tacheo.core.DataException;

/**
 * A folder of files. Its symbolic links are followed, since only its owner can have made them; a
 * link back to a folder above itself is refused.
 */
final class FolderContainer implements Container {
  private final Path root;
  private final Map<String, Long> sizes;

  private FolderContainer(Path root, Map<String, Long> sizes) {
    this.root = root;
    this.sizes = sizes;
  }

  /** Lists a folder with all folders below it. */
  static FolderContainer of(Path root) throws IOException {
    Index<Long> index = new Index<>(root, Index.MAX_IN_FOLDER);
    try {
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new Lister(root, index));
    } catch (FileSystemLoopException e) {
      throw new DataException(
          root + ": the link " + e.getFile() + " leads back to a folder above it; remove it", e);
    }
    return new FolderContainer(root, index.places());
  }

  @Override
  public Set<String> names() {
    return sizes.keySet();
  }

  @Override
  public long size(String name) {
    return Objects.requireNonNull(sizes.get(name));
  }

  @Override
  public Path file(String name) {
    return root.resolve(name);
  }

  @Override
  public ReadableByteChannel open(String name) throws IOException {
    FileChannel file = FileChannel.open(root.resolve(name));
    try {
      long expected = size(name);
      if (file.size() != expected) {
        throw new DataException(
            root
                + ": "
                + name
                + " had "
                + expected
                + " bytes when the folder was opened, now "
                + file.size()
                + "; start again");
      }
      return Slice.owning(file, root + ": " + name, expected);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void close() {
    // Files are opened and closed one by one.
  }

  private static final class Lister extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Index<Long> index;

    Lister(Path root, Index<Long> index) {
      this.root = root;
      this.index = index;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      index.count();
      if (!attributes.isRegularFile()) {
        throw new DataException(
            root
                + ": "
                + file
                + " is "
                + (attributes.isSymbolicLink() ? "a link to nothing" : "not a plain file")
                + "; remove it");
      }
      String name = root.relativize(file).toString();
      index.add(name.replace(root.getFileSystem().getSeparator(), "/"), attributes.size());
      return FileVisitResult.CONTINUE;
    }
  }
}
