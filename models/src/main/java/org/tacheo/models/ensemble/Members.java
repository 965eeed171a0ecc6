package org.tacheo.models.ensemble;

import java.util.Locale;
import org.tacheo.core.ImageSize;
import org.tacheo.core.TacheoException;

/** Checks of what is to be ensembled. */
final class Members {
  private Members() {}

  /**
   * Refuses what is not an ensemble at all.
   *
   * @throws IllegalArgumentException if there are fewer than two members or one has another size
   */
  static void check(float[][] members, int channels, ImageSize size) {
    if (members.length < 2) {
      throw new IllegalArgumentException("an ensemble of " + members.length);
    }
    for (float[] member : members) {
      if (member.length != (long) channels * size.pixels()) {
        throw new IllegalArgumentException(
            member.length + " values for " + channels + " planes of " + size);
      }
    }
  }

  /** The failure of a member that is not finite throughout. */
  static TacheoException notFinite(float[][] members, int number, ImageSize size) {
    float[] member = members[number];
    int index = 0;
    while (Float.isFinite(member[index])) {
      index++;
    }
    int pixel = index % size.pixels();
    return new TacheoException(
        String.format(
            Locale.ROOT,
            "member %d of %d is %s at row %d, column %d, expected finite numbers; most likely they"
                + " overflow on the way: in half precision try --precision fp32, else a weight may be"
                + " damaged: run \"tacheo models verify\" on the checkpoint",
            number + 1,
            members.length,
            member[index],
            pixel / size.width(),
            pixel % size.width()));
  }
}
