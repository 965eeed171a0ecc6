package org.tacheo.datasets.image;

/**
 * Undoes the row filters of 8-bit RGB (PNG specification, third edition, section 9). The pixel
 * before stays in registers, and the chains of the channels overlap.
 */
final class PngRgbFilter {
  private PngRgbFilter() {}

  /**
   * Undoes the filter of one row.
   *
   * @param source holds the filter type at {@code at}, the filtered bytes behind it
   * @param above holds the row above, undone, from {@code aboveAt}; zeros for the first row
   * @param target takes the row from {@code targetAt}
   * @param length bytes in the row, a multiple of three
   * @return false if the filter type is unknown
   */
  static boolean undo(
      byte[] source, int at, byte[] above, int aboveAt, byte[] target, int targetAt, int length) {
    switch (source[at]) {
      case 0 -> System.arraycopy(source, at + 1, target, targetAt, length);
      case 1 -> left(source, at + 1, target, targetAt, length);
      case 2 -> up(source, at + 1, above, aboveAt, target, targetAt, length);
      case 3 -> average(source, at + 1, above, aboveAt, target, targetAt, length);
      case 4 -> paeth(source, at + 1, above, aboveAt, target, targetAt, length);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void left(byte[] source, int at, byte[] target, int targetAt, int length) {
    int left0 = 0;
    int left1 = 0;
    int left2 = 0;
    for (int i = 0; i < length; i += 3) {
      left0 += source[at + i];
      left1 += source[at + i + 1];
      left2 += source[at + i + 2];
      target[targetAt + i] = (byte) left0;
      target[targetAt + i + 1] = (byte) left1;
      target[targetAt + i + 2] = (byte) left2;
    }
  }

  private static void up(
      byte[] source, int at, byte[] above, int aboveAt, byte[] target, int targetAt, int length) {
    for (int i = 0; i < length; i++) {
      target[targetAt + i] = (byte) (source[at + i] + above[aboveAt + i]);
    }
  }

  private static void average(
      byte[] source, int at, byte[] above, int aboveAt, byte[] target, int targetAt, int length) {
    int left0 = 0;
    int left1 = 0;
    int left2 = 0;
    for (int i = 0; i < length; i += 3) {
      left0 = (source[at + i] + ((left0 + (above[aboveAt + i] & 0xFF)) >> 1)) & 0xFF;
      left1 = (source[at + i + 1] + ((left1 + (above[aboveAt + i + 1] & 0xFF)) >> 1)) & 0xFF;
      left2 = (source[at + i + 2] + ((left2 + (above[aboveAt + i + 2] & 0xFF)) >> 1)) & 0xFF;
      target[targetAt + i] = (byte) left0;
      target[targetAt + i + 1] = (byte) left1;
      target[targetAt + i + 2] = (byte) left2;
    }
  }

  private static void paeth(
      byte[] source, int at, byte[] above, int aboveAt, byte[] target, int targetAt, int length) {
    int left0 = 0;
    int left1 = 0;
    int left2 = 0;
    int corner0 = 0;
    int corner1 = 0;
    int corner2 = 0;
    for (int i = 0; i < length; i += 3) {
      int up0 = above[aboveAt + i] & 0xFF;
      int up1 = above[aboveAt + i + 1] & 0xFF;
      int up2 = above[aboveAt + i + 2] & 0xFF;
      left0 = (source[at + i] + PngPaeth.predict(left0, up0, corner0)) & 0xFF;
      left1 = (source[at + i + 1] + PngPaeth.predict(left1, up1, corner1)) & 0xFF;
      left2 = (source[at + i + 2] + PngPaeth.predict(left2, up2, corner2)) & 0xFF;
      target[targetAt + i] = (byte) left0;
      target[targetAt + i + 1] = (byte) left1;
      target[targetAt + i + 2] = (byte) left2;
      corner0 = up0;
      corner1 = up1;
      corner2 = up2;
    }
  }
}
