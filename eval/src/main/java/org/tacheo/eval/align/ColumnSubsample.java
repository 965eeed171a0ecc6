package org.tacheo.eval.align;

import java.util.stream.IntStream;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;

/**
 * The subsampling that the reference evaluator applies before it fits scale and shift on large maps
 * ({@code --alignment_max_res}).
 *
 * <p>The reference means to shrink the map by nearest neighbour so that its longer side becomes the
 * limit, but hands a three-dimensional array to a function that takes the last axis alone for
 * space. So every row is kept and only columns are dropped: of {@code floor(W * f)} output columns,
 * f = min(limit / H, limit / W), column j takes source column {@code min(W - 1, floor(j * (1 /
 * f)))}, with 1 / f and the product in float32. Reproduced on purpose: scale and shift depend on
 * it.
 *
 * <p>Source: Marigold, src/util/alignment.py at b1dffaa, over torch.nn.Upsample(mode="nearest").
 */
public final class ColumnSubsample {
  private ColumnSubsample() {}

  /**
   * The source column of each column that is kept, ascending; all columns if the map is not larger
   * than the limit.
   *
   * @param size [H, W] of the map
   * @param limit longest side, pixels
   */
  public static int[] columns(ImageSize size, int limit) {
    double factor = Math.min((double) limit / size.height(), (double) limit / size.width());
    if (factor >= 1) {
      return IntStream.range(0, size.width()).toArray();
    }
    int[] columns = new int[(int) Math.floor(size.width() * factor)];
    float step = (float) (1 / factor);
    for (int j = 0; j < columns.length; j++) {
      columns[j] = Math.min(size.width() - 1, (int) (j * step));
    }
    return columns;
  }

  /**
   * The pixels that lie in a column that is kept.
   *
   * <p>A column is taken at most once as long as the map shrinks, so the subset stands for the
   * subsampled map.
   *
   * @param size [H, W] of the map
   */
  public static PixelSet keep(ImageSize size, PixelSet pixels, int limit) {
    int width = size.width();
    if (Math.max(size.height(), width) <= limit) {
      return pixels;
    }
    boolean[] kept = new boolean[width];
    for (int column : columns(size, limit)) {
      kept[column] = true;
    }
    return pixels.filter(pixel -> kept[pixel % width]);
  }
}
