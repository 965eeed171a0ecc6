package org.tacheo.datasets.image;

import java.util.Optional;
import org.tacheo.core.SpecException;

/**
 * What a prediction file does not say itself.
 *
 * @param scale what the integers of a 16-bit PNG are divided by; wanted there and nowhere else
 * @param key the name of the array in an {@code .npz} or {@code .mat} file that holds several
 */
public record PredictionFormat(Optional<Double> scale, Optional<String> key) {
  /** Nothing: right for every format but PNG of depth, where a file holds one array. */
  public static final PredictionFormat PLAIN =
      new PredictionFormat(Optional.empty(), Optional.empty());

  /**
   * Checks the scale.
   *
   * @throws SpecException if it is not a positive finite number, or the key is blank
   */
  public PredictionFormat {
    if (scale.isPresent() && !(scale.get() > 0 && scale.get() < Double.POSITIVE_INFINITY)) {
      throw new SpecException(
          "scale " + scale.get() + ": expected a positive number, for example 256 or 1000");
    }
    if (key.isPresent() && key.get().isBlank()) {
      throw new SpecException("key is blank: expected the name of an array");
    }
  }
}
