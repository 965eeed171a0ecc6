package org.tacheo.models.resample;

import org.tacheo.core.ImageSize;

/**
 * Bilinear interpolation from all four neighbours at once, with the products of the weights of both
 * axes: PyTorch's kernel for small outputs, which rounds differently.
 */
final class Joint implements Resampling {
  /** The largest sum of the output's extents for which PyTorch chooses this kernel. */
  private static final int LARGEST = 128;

  private final ImageSize from;
  private final ImageSize to;
  private final Taps columns;
  private final Taps rows;
  private final float[] plane;

  Joint(Interpolation interpolation, ImageSize from, ImageSize to) {
    this.from = from;
    this.to = to;
    this.columns = interpolation.taps(from.width(), to.width());
    this.rows = interpolation.taps(from.height(), to.height());
    this.plane = new float[from.pixels()];
  }

  static boolean suits(ImageSize to) {
    return to.height() + to.width() <= LARGEST;
  }

  @Override
  public void run(Rows source, float[] target, int at) {
    for (int y = 0; y < from.height(); y++) {
      source.read(y, plane, y * from.width());
    }
    for (int y = 0; y < to.height(); y++) {
      for (int x = 0; x < to.width(); x++) {
        target[at + y * to.width() + x] = value(y, x);
      }
    }
  }

  private float value(int y, int x) {
    int upper = rows.input(y, 0) * from.width();
    int lower = rows.input(y, 1) * from.width();
    int left = columns.input(x, 0);
    int right = columns.input(x, 1);
    float up = rows.weight(y, 0);
    float down = rows.weight(y, 1);
    float sum = plane[upper + right] * (up * columns.weight(x, 1));
    sum = Math.fma(plane[upper + left], up * columns.weight(x, 0), sum);
    sum = Math.fma(plane[lower + left], down * columns.weight(x, 0), sum);
    return Math.fma(plane[lower + right], down * columns.weight(x, 1), sum);
  }
}
