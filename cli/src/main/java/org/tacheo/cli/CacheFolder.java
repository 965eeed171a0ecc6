package org.tacheo.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where digests of data are kept, after the XDG base directory specification, version 0.8. */
final class CacheFolder {
  private CacheFolder() {}

  /** {@code $XDG_CACHE_HOME/tacheo/digests}, by default below {@code $HOME/.cache}; or nowhere. */
  static Optional<Path> of(Map<String, String> environment) {
    return absolute(environment.get("XDG_CACHE_HOME"))
        .or(() -> absolute(environment.get("HOME")).map(home -> home.resolve(".cache")))
        .or(() -> absolute(System.getProperty("user.home")).map(home -> home.resolve(".cache")))
        .map(cache -> cache.resolve("tacheo").resolve("digests"));
  }

  /** The specification has relative paths ignored. */
  private static Optional<Path> absolute(@Nullable String path) {
    try {
      return Optional.ofNullable(path).map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException bad) {
      return Optional.empty();
    }
  }
}
