package org.tacheo.datasets.image;

/**
 * Undoes the row filters of PNG (PNG specification, third edition, section 9). Each filter that
 * looks to the left has one loop for pixels of two bytes and one for three, so that the bytes of
 * the pixel before stay in registers and the chains of the channels overlap.
 */
final class PngFilter {
  private PngFilter() {}

  /**
   * Undoes the filter of one row.
   *
   * @param source holds the filter type at {@code at}, the filtered bytes behind it
   * @param above holds the row above, undone, from {@code aboveAt}; zeros for the first row
   * @param target takes the row from {@code targetAt}
   * @param length bytes in the row, a multiple of {@code bytesPerPixel}
   * @param bytesPerPixel 2 or 3
   * @return false if the filter type is unknown
   */
  static boolean undo(
      byte[] source,
      int at,
      byte[] above,
      int aboveAt,
      byte[] target,
      int targetAt,
      int length,
      int bytesPerPixel) {
    boolean two = bytesPerPixel == 2;
    switch (source[at]) {
      case 0 -> System.arraycopy(source, at + 1, target, targetAt, length);
      case 1 -> {
        if (two) {
          left2(source, at + 1, target, targetAt, length);
        } else {
          left3(source, at + 1, target, targetAt, length);
        }
      }
      case 2 -> up(source, at + 1, above, aboveAt, target, targetAt, length);
      case 3 -> {
        if (two) {
          average2(source, at + 1, above, aboveAt, target, targetAt, length);
        } else {
          average3(source, at + 1, above, aboveAt, target, targetAt, length);
        }
      }
      case 4 -> {
        if (two) {
          paeth2(source, at + 1, above, aboveAt, target, targetAt, length);
        } else {
          paeth3(source, at + 1, above, aboveAt, target, targetAt, length);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void left2(byte[] source, int at, byte[] target, int targetAt, int length) {
    int left0 = 0;
    int left1 = 0;
    for (int i = 0; i < length; i += 2) {
      left0 += source[at + i];
      left1 += source[at + i + 1];
      target[targetAt + i] = (byte) left0;
      target[targetAt + i + 1] = (byte) left1;
    }
  }

  private static void left3(byte[] source, int at, byte[] target, int targetAt, int length) {
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

  private static void average2(
      byte[] source, int at, byte[] above, int aboveAt, byte[] target, int targetAt, int length) {
    int left0 = 0;
    int left1 = 0;
    for (int i = 0; i < length; i += 2) {
      left0 = (source[at + i] + ((left0 + (above[aboveAt + i] & 0xFF)) >> 1)) & 0xFF;
      left1 = (source[at + i + 1] + ((left1 + (above[aboveAt + i + 1] & 0xFF)) >> 1)) & 0xFF;
      target[targetAt + i] = (byte) left0;
      target[targetAt + i + 1] = (byte) left1;
    }
  }

  private static void average3(
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

  private static void paeth2(
      byte[] source, int at, byte[] above, int aboveAt, byte[] target, int targetAt, int length) {
    int left0 = 0;
    int left1 = 0;
    int corner0 = 0;
    int corner1 = 0;
    for (int i = 0; i < length; i += 2) {
      int up0 = above[aboveAt + i] & 0xFF;
      int up1 = above[aboveAt + i + 1] & 0xFF;
      left0 = (source[at + i] + paeth(left0, up0, corner0)) & 0xFF;
      left1 = (source[at + i + 1] + paeth(left1, up1, corner1)) & 0xFF;
      target[targetAt + i] = (byte) left0;
      target[targetAt + i + 1] = (byte) left1;
      corner0 = up0;
      corner1 = up1;
    }
  }

  private static void paeth3(
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
      left0 = (source[at + i] + paeth(left0, up0, corner0)) & 0xFF;
      left1 = (source[at + i + 1] + paeth(left1, up1, corner1)) & 0xFF;
      left2 = (source[at + i + 2] + paeth(left2, up2, corner2)) & 0xFF;
      target[targetAt + i] = (byte) left0;
      target[targetAt + i + 1] = (byte) left1;
      target[targetAt + i + 2] = (byte) left2;
      corner0 = up0;
      corner1 = up1;
      corner2 = up2;
    }
  }

  /**
   * Of left, up and corner the one nearest to left + up - corner; ties in that order.
   *
   * <p>Compares 3 corner - left - up with the two neighbours in place of the three distances:
   * beyond the larger it says that the smaller is nearest, beyond the smaller that the larger is,
   * between them the corner. That is a shorter chain from one pixel to the next.
   */
  static int paeth(int left, int up, int corner) {
    int low = Math.min(left, up);
    int high = Math.max(left, up);
    int balance = 3 * corner - (left + up);
    int lowOrCorner = balance < high ? corner : low;
    return balance > low ? lowOrCorner : high;
  }
}
