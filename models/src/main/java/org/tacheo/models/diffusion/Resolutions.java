package org.tacheo.models.diffusion;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tacheo.core.Settings;

/**
 * The processing resolution for each dataset: the longer edge in pixels, 0 for that of the image.
 *
 * @param others for datasets that are not named; empty for what the checkpoint says
 * @param named by id of the dataset
 */
record Resolutions(Optional<Integer> others, Map<String, Integer> named) {
  private static final String KEY = "processing-resolution";
  private static final String NATIVE = "native";
  private static final String ADVICE =
      "images would be processed with a longer edge of so many pixels; set 768, for which published"
          + " checkpoints were trained";
  private static final String OF_CHECKPOINT = "checkpoint";

  /**
   * Of the longer edge: published codes never go beyond 2000, and the work grows with its square.
   */
  static final int MOST = 4096;

  Resolutions {
    named = Map.copyOf(named);
  }

  /**
   * Reads {@code processing-resolution: native}, a number, {@code checkpoint}, or a block of such
   * by id of the dataset, in which {@code others} stands for the rest.
   */
  static Resolutions read(Settings settings) {
    Map<String, Integer> named = new TreeMap<>();
    Optional<Integer> others = Optional.empty();
    for (String key : settings.blocks(KEY)) {
      Optional<Integer> value = value(settings, key);
      String dataset = key.substring(KEY.length() + 1);
      if (dataset.equals("others")) {
        others = value;
      } else {
        value.ifPresent(pixels -> named.put(dataset, pixels));
      }
    }
    return new Resolutions(settings.blocks(KEY).isEmpty() ? value(settings, KEY) : others, named);
  }

  private static Optional<Integer> value(Settings settings, String key) {
    if (settings.isNumber(key)) {
      return Optional.of((int) settings.whole(key, 0, 1, MOST, ADVICE));
    }
    String word = settings.text(key, OF_CHECKPOINT);
    if (!word.equals(NATIVE) && !word.equals(OF_CHECKPOINT)) {
      settings
          .problems()
          .add(
              String.format(
                  "%s.%s: expected native, checkpoint or a number of pixels, got \"%s\"",
                  settings.where(), key, word));
    }
    return word.equals(NATIVE) ? Optional.of(0) : Optional.empty();
  }

  /** What is wrong with a longer edge of so many pixels. */
  static String tooLarge(int edge) {
    return "would process images at a longer edge of "
        + edge
        + " pixels, expected at most "
        + MOST
        + "; set processing-resolution to 768, for which published checkpoints were trained";
  }

  /** For images of a dataset. */
  int of(String dataset, int ofCheckpoint) {
    Integer given = named.get(dataset);
    return given != null ? given : others.orElse(ofCheckpoint);
  }
}
