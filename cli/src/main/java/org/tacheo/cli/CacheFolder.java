package org.tacheo.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where caches are kept, after the XDG base directory specification, version 0.8. */
final class CacheFolder {
  private CacheFolder() {}

  /** Digests of data: {@code tacheo/digests} in the folder of all caches, if there is one. */
  static Optional<Path> of(Map<String, String> environment) {
    return base(environment).map(cache -> cache.resolve("tacheo").resolve("digests"));
  }

  /** Shared libraries of ONNX Runtime: {@code tacheo/natives} in the same folder. */
  static Optional<Path> natives(Map<String, String> environment) {
    return base(environment).map(cache -> cache.resolve("tacheo").resolve("natives"));
  }

  /** Embeddings of prompts: {@code tacheo/embeddings} in the same folder. */
  static Optional<Path> embeddings(Map<String, String> environment) {
    return base(environment).map(cache -> cache.resolve("tacheo").resolve("embeddings"));
  }

  /** {@code $XDG_CACHE_HOME}, by default {@code $HOME/.cache}; or nowhere. */
  static Optional<Path> base(Map<String, String> environment) {
    return absolute(environment.get("XDG_CACHE_HOME"))
        .or(() -> absolute(environment.get("HOME")).map(home -> home.resolve(".cache")))
        .or(() -> absolute(System.getProperty("user.home")).map(home -> home.resolve(".cache")));
  }

  /** The specification has relative paths ignored. */
  static Optional<Path> absolute(@Nullable String path) {
    try {
      return Optional.ofNullable(path).map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException bad) {
      return Optional.empty();
    }
  }
}
