package org.tacheo.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the tools of Hugging Face keep what they download. */
final class HubCaches {
  private HubCaches() {}

  /**
   * The folders that the environment names, the first one in use first: {@code HF_HUB_CACHE},
   * {@code HF_HOME/hub}, {@code XDG_CACHE_HOME/huggingface/hub}, {@code ~/.cache/huggingface/hub}.
   * They need not exist.
   */
  static List<Path> of(Map<String, String> environment) {
    Stream<Optional<Path>> places =
        Stream.of(
            CacheFolder.absolute(environment.get("HF_HUB_CACHE")),
            CacheFolder.absolute(environment.get("HF_HOME")).map(home -> home.resolve("hub")),
            CacheFolder.base(environment)
                .map(cache -> cache.resolve("huggingface").resolve("hub")));
    return places.flatMap(Optional::stream).distinct().toList();
  }
}
