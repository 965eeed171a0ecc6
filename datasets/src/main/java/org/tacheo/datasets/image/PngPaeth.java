package org.tacheo.datasets.image;

/** The predictor of PNG's filter type 4 (PNG specification, third edition, section 9.4). */
final class PngPaeth {
  private PngPaeth() {}

  /**
   * Of left, up and corner the one nearest to left + up - corner; ties in that order.
   *
   * <p>Compares 3 corner - left - up with the two neighbours in place of the three distances:
   * beyond the larger it says that the smaller is nearest, not beyond the smaller that the larger
   * is, and between them the corner. Chosen by masks, since branches on noise are guessed wrong
   * half of the time.
   */
  static int predict(int left, int up, int corner) {
    int low = Math.min(left, up);
    int high = Math.max(left, up);
    int balance = 3 * corner - (left + up);
    int belowHigh = (balance - high) >> 31;
    int aboveLow = (low - balance) >> 31;
    int lowOrCorner = low ^ ((low ^ corner) & belowHigh);
    return high ^ ((high ^ lowOrCorner) & aboveLow);
  }
}
