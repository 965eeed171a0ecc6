package org.tacheo.datasets.image;

/**
 * The forward discrete cosine transform of an 8 x 8 block in integers.
 *
 * <p>After Loeffler, Ligtenberg and Moschytz (ICASSP 1989): sums and differences of mirrored
 * samples part the even from the odd outputs, each of which is then a product with a small matrix.
 * The entries are cosines times sqrt(2) with 13 fractional bits. Some differ by one from the
 * nearest integer because libjpeg's "islow" transform, which factors the matrices further, rounds
 * its factors instead; with these entries both give the same integers.
 */
final class JpegDct {
  /** The outputs are this many times the orthonormal transform. */
  static final int SCALE = 8;

  private static final int FRACTION_BITS = 13;

  /** Extra bits that the first pass keeps for the second. */
  private static final int KEPT_BITS = 2;

  private JpegDct() {}

  /** Transforms a block in place; samples are centred on zero, 64 of them, row-major. */
  static void forward(int[] block) {
    for (int row = 0; row < 64; row += 8) {
      pass(block, row, 1, -KEPT_BITS);
    }
    for (int column = 0; column < 8; column++) {
      pass(block, column, 8, KEPT_BITS);
    }
  }

  /**
   * Transforms eight samples.
   *
   * @param drop how many bits the outputs lose, rounded; negative to gain bits
   */
  private static void pass(int[] block, int at, int step, int drop) {
    int x0 = block[at];
    int x1 = block[at + step];
    int x2 = block[at + 2 * step];
    int x3 = block[at + 3 * step];
    int x4 = block[at + 4 * step];
    int x5 = block[at + 5 * step];
    int x6 = block[at + 6 * step];
    int x7 = block[at + 7 * step];

    int outer = x0 + x7 + (x3 + x4);
    int inner = x1 + x6 + (x2 + x5);
    block[at] = drop < 0 ? (outer + inner) << -drop : rounded(outer + inner, drop);
    block[at + 4 * step] = drop < 0 ? (outer - inner) << -drop : rounded(outer - inner, drop);

    int bits = FRACTION_BITS + drop;
    int e0 = x0 + x7 - (x3 + x4);
    int e1 = x1 + x6 - (x2 + x5);
    block[at + 2 * step] = rounded(10703 * e0 + 4433 * e1, bits);
    block[at + 6 * step] = rounded(4433 * e0 - 10704 * e1, bits);

    int d0 = x0 - x7;
    int d1 = x1 - x6;
    int d2 = x2 - x5;
    int d3 = x3 - x4;
    block[at + step] = rounded(11363 * d0 + 9633 * d1 + 6437 * d2 + 2260 * d3, bits);
    block[at + 3 * step] = rounded(9633 * d0 - 2259 * d1 - 11362 * d2 - 6436 * d3, bits);
    block[at + 5 * step] = rounded(6437 * d0 - 11362 * d1 + 2261 * d2 + 9633 * d3, bits);
    block[at + 7 * step] = rounded(2260 * d0 - 6436 * d1 + 9633 * d2 - 11363 * d3, bits);
  }

  private static int rounded(int value, int bits) {
    return (value + (1 << (bits - 1))) >> bits;
  }
}
