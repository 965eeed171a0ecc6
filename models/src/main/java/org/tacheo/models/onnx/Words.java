package org.tacheo.models.onnx;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tacheo.core.Settings;

/** The constants of enums as descriptions write them: in lower case, with hyphens. */
final class Words {
  private Words() {}

  /** A constant as descriptions write it. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant that is written under a key, or the given one if the key is absent. */
  static <E extends Enum<E>> E choice(Settings settings, String key, E otherwise) {
    E[] constants = otherwise.getDeclaringClass().getEnumConstants();
    Set<String> words =
        Stream.concat(Stream.of(otherwise), Arrays.stream(constants))
            .map(Words::of)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    String chosen = settings.choice(key, words);
    return Arrays.stream(constants)
        .filter(constant -> of(constant).equals(chosen))
        .findFirst()
        .orElse(otherwise);
  }
}
