package org.tacheo.datasets.archive;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** One folder of an archive. */
final class InnerContainer implements Container {
  private final Container whole;
  private final String prefix;
  private final Set<String> names;

  /**
   * The members below a folder.
   *
   * @param prefix of their names in the whole archive, with a slash at its end
   */
  InnerContainer(Container whole, String prefix) {
    this.whole = whole;
    this.prefix = prefix;
    this.names =
        whole.names().stream()
            .filter(name -> name.startsWith(prefix))
            .map(name -> name.substring(prefix.length()))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Set<String> names() {
    return names;
  }

  @Override
  public long size(String name) {
    return whole.size(prefix + name);
  }

  @Override
  public Path file(String name) {
    return whole.file(prefix + name);
  }

  @Override
  public ReadableByteChannel open(String name) throws IOException {
    return whole.open(prefix + name);
  }

  @Override
  public void close() throws IOException {
    whole.close();
  }
}
