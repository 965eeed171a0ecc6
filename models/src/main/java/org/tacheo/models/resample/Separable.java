package org.tacheo.models.resample;

import org.tacheo.core.ImageSize;

/** Resamples along rows first, then down columns. */
final class Separable implements Resampling {
  private final ImageSize from;
  private final ImageSize to;
  private final Taps columns;
  private final Taps rows;
  private final Summation summation;
  private final float[] row;
  private final float[] narrowed;

  Separable(Interpolation interpolation, Summation summation, ImageSize from, ImageSize to) {
    this.from = from;
    this.to = to;
    this.columns = interpolation.taps(from.width(), to.width());
    this.rows = interpolation.taps(from.height(), to.height());
    this.summation = summation;
    this.row = new float[columns.rowLength()];
    this.narrowed = new float[Math.multiplyExact(from.height(), to.width())];
  }

  @Override
  public void run(Rows source, float[] target, int at) {
    for (int y = 0; y < from.height(); y++) {
      if (from.width() == to.width()) {
        source.read(y, narrowed, y * to.width());
      } else {
        source.read(y, row, Taps.MARGIN);
        columns.along(row, summation, narrowed, y * to.width());
      }
    }
    if (from.height() == to.height()) {
      System.arraycopy(narrowed, 0, target, at, narrowed.length);
    } else {
      rows.across(narrowed, to.width(), summation, target, at);
    }
  }
}
