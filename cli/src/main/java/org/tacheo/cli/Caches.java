package org.tacheo.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What of earlier runs may be used again. A folder that is empty is not read or written.
 *
 * @param digests of data that has not changed
 * @param embeddings of prompts
 */
record Caches(Optional<Path> digests, Optional<Path> embeddings) {
  /** Nothing. */
  static final Caches NONE = new Caches(Optional.empty(), Optional.empty());

  /** All that this user has. */
  static Caches of(Map<String, String> environment) {
    return new Caches(CacheFolder.of(environment), CacheFolder.embeddings(environment));
  }
}
