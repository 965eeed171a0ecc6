package org.tacheo.models.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the kernel tells of NVIDIA's driver and cards. */
record Nvidia(Path root) {
  private static final Pattern DRIVER = Pattern.compile("Kernel Module.*?\\s(\\d+(?:\\.\\d+)+)\\s");
  private static final Pattern MODEL = Pattern.compile("(?m)^Model:\\s*(.+)$");

  /** Whether the driver is loaded and its cards may be used. */
  boolean isPresent() {
    return Files.exists(root.resolve("dev/nvidiactl"));
  }

  /** The version of the driver. */
  Optional<String> driver() {
    return first(DRIVER, root.resolve("proc/driver/nvidia/version"));
  }

  /** The models of the cards, in the order of their places on the bus. */
  List<String> cards() {
    Path folder = root.resolve("proc/driver/nvidia/gpus");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> cards = Files.list(folder)) {
      return cards
          .sorted()
          .flatMap(card -> first(MODEL, card.resolve("information")).stream())
          .toList();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /** All cards: which of them a program is given first is not told here. */
  String describe() {
    List<String> cards = cards();
    return cards.isEmpty() ? "unknown" : String.join(", ", cards);
  }

  private static Optional<String> first(Pattern pattern, Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      Matcher matcher = pattern.matcher(text);
      return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
