package org.tacheo.datasets.image;

/**
 * Undoes the row filters of pixels of any whole number of bytes (PNG specification, third edition,
 * section 9).
 */
record PngFilter(int pixelBytes) {
  /**
   * Undoes the filter of one row.
   *
   * @param source holds the filter type at {@code at}, the filtered bytes behind it
   * @param above holds the row above, undone, from {@code aboveAt}; zeros for the first row
   * @param target takes the row from {@code targetAt}
   * @param length bytes in the row
   * @return false if the filter type is unknown
   */
  boolean undo(
      byte[] source, int at, byte[] above, int aboveAt, byte[] target, int targetAt, int length) {
    int type = source[at];
    if (type < 0 || type > 4) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      boolean first = i < pixelBytes;
      int left = first ? 0 : target[targetAt + i - pixelBytes] & 0xFF;
      int up = above[aboveAt + i] & 0xFF;
      int corner = first ? 0 : above[aboveAt + i - pixelBytes] & 0xFF;
      int predicted =
          switch (type) {
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) >> 1;
            case 4 -> PngPaeth.predict(left, up, corner);
            default -> 0;
          };
      target[targetAt + i] = (byte) (source[at + 1 + i] + predicted);
    }
    return true;
  }
}
