package org.tacheo.eval.align;

import java.util.Arrays;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.PixelSet;

/**
 * MoGe's masked nearest resize to 64 x 64: which pixels its solvers fit on.
 *
 * <p>With ratios r = max(1, H / 64) and max(1, W / 64), the cell in row i, column j has its centre
 * at ((j + 1/2) W / 64, (i + 1/2) H / 64) and looks at a window of ceil(r) pixels a side whose
 * first row and column are centre - r / 2, rounded half to even. Of the valid pixels in it the one
 * whose centre is nearest is taken; among equally near ones, which is the rule with an even ratio,
 * the first in row-major order, as on a CPU (on a GPU it is unspecified). A cell without a valid
 * pixel is left out. A pixel may stand for several cells where the map is smaller than 64.
 *
 * <p>Squared distances are formed in float32, as the reference does, since its roundings decide
 * ties.
 *
 * <p>Source: MoGe at 0744441 over utils3d at 3fab839, masked_nearest_resize. Newer versions of
 * utils3d also ask that a pixel lie inside the receptive field.
 */
public final class MaskedNearest {
  /** Rows and columns of the grid. */
  public static final int SIDE = 64;

  private MaskedNearest() {}

  /**
   * The pixel that stands for each cell that has one, by row-major index, cells in row-major order.
   *
   * @param size [H, W] of the map
   * @param valid the pixels that may be taken
   */
  public static int[] pixels(ImageSize size, PixelSet valid) {
    boolean[] mask = new boolean[size.pixels()];
    for (int pixel = valid.next(0); pixel >= 0; pixel = valid.next(pixel + 1)) {
      mask[pixel] = true;
    }
    Mask may = Mask.owning(size, mask);
    int[] taken = new int[SIDE * SIDE];
    int count = 0;
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        int pixel = nearest(may, i, j);
        if (pixel >= 0) {
          taken[count++] = pixel;
        }
      }
    }
    return Arrays.copyOf(taken, count);
  }

  private static int nearest(Mask valid, int i, int j) {
    int height = valid.size().height();
    int width = valid.size().width();
    float centreY = (i + 0.5f) / SIDE * height;
    float centreX = (j + 0.5f) / SIDE * width;
    int top = first(centreY, height);
    int left = first(centreX, width);
    int bottom = Math.min(height, top + window(height));
    int right = Math.min(width, left + window(width));
    float least = Float.POSITIVE_INFINITY;
    int nearest = -1;
    for (int y = Math.max(0, top); y < bottom; y++) {
      float dy = y + 0.5f - centreY;
      for (int x = Math.max(0, left); x < right; x++) {
        float dx = x + 0.5f - centreX;
        float distance = dx * dx + dy * dy;
        if (distance < least && valid.at(y, x)) {
          least = distance;
          nearest = y * width + x;
        }
      }
    }
    return nearest;
  }

  private static int first(float centre, int extent) {
    return (int) Math.rint(centre - (float) (ratio(extent) / 2));
  }

  private static int window(int extent) {
    return (int) Math.ceil(ratio(extent));
  }

  private static double ratio(int extent) {
    return Math.max(1, (double) extent / SIDE);
  }
}
