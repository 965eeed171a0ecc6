package org.tacheo.reports.comparison;

import java.math.BigDecimal;
import org.tacheo.core.SpecException;

/**
 * How intervals are made.
 *
 * @param resamples how often scenes are drawn
 * @param confidence of the intervals, percent
 * @param seed of the draws, which depend on it, on the number of scenes, and on nothing else
 */
public record Bootstrap(int resamples, double confidence, long seed) {
  /** What a bound rests on: with fewer resamples beyond it, it would be the luck of a few. */
  private static final int TAIL = 10;

  private static final int MOST = 1_000_000;

  /**
   * Checks them.
   *
   * @throws SpecException if they are out of range, or too few for so high a confidence
   */
  public Bootstrap {
    if (!(confidence >= 50 && confidence < 100)) {
      throw new SpecException(
          "confidence: expected percent from 50 to below 100, got " + confidence);
    }
    if (resamples < 1 || resamples > MOST) {
      throw new SpecException("resamples: expected 1 to " + MOST + ", got " + resamples);
    }
    if (beyondBound(resamples, confidence).compareTo(BigDecimal.valueOf(TAIL)) < 0) {
      throw new SpecException(
          "resamples: "
              + resamples
              + " leave fewer than "
              + TAIL
              + " beyond each bound at a confidence of "
              + confidence
              + " percent; ask for more resamples or less confidence");
    }
  }

  // In decimal, as the confidence was written: in binary, 100 - 99.9 is less than a tenth.
  private static BigDecimal beyondBound(int resamples, double confidence) {
    return BigDecimal.valueOf(100)
        .subtract(BigDecimal.valueOf(confidence))
        .multiply(BigDecimal.valueOf(resamples))
        .divide(BigDecimal.valueOf(200));
  }

  /**
   * The least number of scenes whose unanimity is not chance: if both were equally good, one of
   * them would be better on all of m scenes with the probability 2^(1 - m), which must not exceed
   * that of an error, 1 - confidence. With fewer scenes a percentile interval excludes equality
   * whenever they agree, and so too often.
   */
  int fewestScenes() {
    double error = (100 - confidence) / 100;
    int scenes = 1;
    for (double chance = 1; chance > error; chance /= 2) {
      scenes++;
    }
    return scenes;
  }
}
