package org.tacheo.datasets.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** An uncompressed tar: one walk over its headers, then positional reads. */
final class TarContainer implements Container {
  private final Path path;
  private final FileChannel file;
  private final Map<String, Extent> members;

  private TarContainer(Path path, FileChannel file, Map<String, Extent> members) {
    this.path = path;
    this.file = file;
    this.members = members;
  }

  /** Indexes a tar; takes over the channel only if it returns. */
  static TarContainer of(Path path, FileChannel file) throws IOException {
    return new TarContainer(path, file, new TarIndexer(path, file).members());
  }

  @Override
  public Set<String> names() {
    return members.keySet();
  }

  @Override
  public long size(String name) {
    return extent(name).size();
  }

  @Override
  public Path file(String name) {
    return path;
  }

  @Override
  public ReadableByteChannel open(String name) {
    return Slice.of(file, path + ": " + name, extent(name));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private Extent extent(String name) {
    return Objects.requireNonNull(members.get(name));
  }
}
