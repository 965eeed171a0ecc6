package org.tacheo.datasets.image;

/**
 * Undoes the row filters of 16-bit grayscale (PNG specification, third edition, section 9) and maps
 * the values through a table on the way.
 */
final class PngGray16Filter {
  private final float[] lookup;
  private final float[] values;
  private byte[] above;
  private byte[] row;

  /**
   * Starts before the first row.
   *
   * @param lookup 65536 entries
   * @param values takes the mapped values of all rows
   */
  PngGray16Filter(float[] lookup, float[] values, int width) {
    this.lookup = lookup;
    this.values = values;
    this.above = new byte[2 * width];
    this.row = new byte[2 * width];
  }

  /**
   * Undoes the filter of the next row.
   *
   * @param source holds the filter type at {@code at}, the filtered bytes behind it
   * @param valueAt index of the row's first value
   * @return false if the filter type is unknown
   */
  boolean undo(byte[] source, int at, int valueAt) {
    switch (source[at]) {
      case 0 -> none(source, at + 1, row, lookup, values, valueAt);
      case 1 -> left(source, at + 1, row, lookup, values, valueAt);
      case 2 -> up(source, at + 1, above, row, lookup, values, valueAt);
      case 3 -> average(source, at + 1, above, row, lookup, values, valueAt);
      case 4 -> paeth(source, at + 1, above, row, lookup, values, valueAt);
      default -> {
        return false;
      }
    }
    byte[] spare = above;
    above = row;
    row = spare;
    return true;
  }

  private static void none(
      byte[] source, int at, byte[] row, float[] lookup, float[] values, int valueAt) {
    for (int i = 0; i < row.length >> 1; i++) {
      int high = source[at + 2 * i];
      int low = source[at + 2 * i + 1];
      row[2 * i] = (byte) high;
      row[2 * i + 1] = (byte) low;
      values[valueAt + i] = lookup[(high & 0xFF) << 8 | (low & 0xFF)];
    }
  }

  private static void left(
      byte[] source, int at, byte[] row, float[] lookup, float[] values, int valueAt) {
    int high = 0;
    int low = 0;
    for (int i = 0; i < row.length >> 1; i++) {
      high += source[at + 2 * i];
      low += source[at + 2 * i + 1];
      row[2 * i] = (byte) high;
      row[2 * i + 1] = (byte) low;
      values[valueAt + i] = lookup[(high & 0xFF) << 8 | (low & 0xFF)];
    }
  }

  private static void up(
      byte[] source,
      int at,
      byte[] above,
      byte[] row,
      float[] lookup,
      float[] values,
      int valueAt) {
    for (int i = 0; i < row.length >> 1; i++) {
      int high = source[at + 2 * i] + above[2 * i];
      int low = source[at + 2 * i + 1] + above[2 * i + 1];
      row[2 * i] = (byte) high;
      row[2 * i + 1] = (byte) low;
      values[valueAt + i] = lookup[(high & 0xFF) << 8 | (low & 0xFF)];
    }
  }

  private static void average(
      byte[] source,
      int at,
      byte[] above,
      byte[] row,
      float[] lookup,
      float[] values,
      int valueAt) {
    int high = 0;
    int low = 0;
    for (int i = 0; i < row.length >> 1; i++) {
      high = (source[at + 2 * i] + ((high + (above[2 * i] & 0xFF)) >> 1)) & 0xFF;
      low = (source[at + 2 * i + 1] + ((low + (above[2 * i + 1] & 0xFF)) >> 1)) & 0xFF;
      row[2 * i] = (byte) high;
      row[2 * i + 1] = (byte) low;
      values[valueAt + i] = lookup[(high & 0xFF) << 8 | (low & 0xFF)];
    }
  }

  private static void paeth(
      byte[] source,
      int at,
      byte[] above,
      byte[] row,
      float[] lookup,
      float[] values,
      int valueAt) {
    int high = 0;
    int low = 0;
    int highCorner = 0;
    int lowCorner = 0;
    for (int i = 0; i < row.length >> 1; i++) {
      int highUp = above[2 * i] & 0xFF;
      int lowUp = above[2 * i + 1] & 0xFF;
      high = (source[at + 2 * i] + PngPaeth.predict(high, highUp, highCorner)) & 0xFF;
      low = (source[at + 2 * i + 1] + PngPaeth.predict(low, lowUp, lowCorner)) & 0xFF;
      highCorner = highUp;
      lowCorner = lowUp;
      row[2 * i] = (byte) high;
      row[2 * i + 1] = (byte) low;
      values[valueAt + i] = lookup[(high & 0xFF) << 8 | (low & 0xFF)];
    }
  }
}
