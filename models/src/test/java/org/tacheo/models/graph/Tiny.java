package org.tacheo.models.graph;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.tacheo.models.checkpoint.Checkpoint;

/** The miniature checkpoints of the test resources. */
final class Tiny {
  private Tiny() {}

  /** SD2's topology and flags at a 40th of its width. */
  static Checkpoint marigold() {
    return Checkpoint.open(folder("/tiny/marigold-depth-tiny"), "");
  }

  static Path folder(String resource) {
    try {
      return Path.of(Objects.requireNonNull(Tiny.class.getResource(resource)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
