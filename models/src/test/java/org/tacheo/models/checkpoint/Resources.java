package org.tacheo.models.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Checkpoints and lists of tensors among the test resources. */
final class Resources {
  /** A whole miniature checkpoint. */
  static final Path TINY = path("/tiny/marigold-depth-tiny");

  /** Its UNet in five shards. */
  static final Path SHARDED = path("/tiny/unet-sharded");

  private Resources() {}

  static Path path(String resource) {
    return Path.of(URI.create(Resources.class.getResource(resource).toString()));
  }

  /** The tensors of a network of Stable Diffusion 2 and their shapes, as diffusers lists them. */
  static Map<String, List<Integer>> shapes(String network) {
    try (InputStream json =
        Objects.requireNonNull(
            Resources.class.getResourceAsStream("/sd2/sd2_" + network + "_keys.json"))) {
      return JsonMapper.shared().readValue(json, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a folder, so that a test can spoil the copy. */
  static Path copy(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a text in place of one in a file. */
  static void replace(Path file, String old, String by) throws IOException {
    String text = Files.readString(file);
    if (!text.contains(old)) {
      throw new IllegalArgumentException(file + " lacks " + old);
    }
    Files.writeString(file, text.replace(old, by));
  }
}
