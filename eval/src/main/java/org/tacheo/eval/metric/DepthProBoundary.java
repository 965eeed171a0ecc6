package org.tacheo.eval.metric;

import java.util.Arrays;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;

/**
 * Depth Pro's scale-invariant boundary metrics: whether a prediction puts its occlusion edges on
 * the pixels where the ground truth has them.
 *
 * <p>Between two adjacent pixels there is an edge at threshold t if the inverse depth of one, over
 * that of the other, exceeds t: left, top, right and bottom edges are counted apart. Depth is
 * raised to at least 1e-6 and inverted in float32, ratios are float32. Ten thresholds from 1.05 to
 * 1.25, weighted by t / sum of t.
 *
 * <p>A scale does not matter as long as depth stays above 1e-6, a shift does. The reference knows
 * no mask: ground truth has to be dense. Here a pair counts if both of its pixels do.
 *
 * <p>Source: Depth Pro (Bochkovskii et al., ICLR 2025, arXiv 2410.02073), section 3.3 and
 * eval/boundary_metrics.py of its code.
 */
public final class DepthProBoundary {
  private static final int THRESHOLDS = 10;
  private static final float LEAST_DEPTH = 1e-6f;
  private static final double LEAST = 1.05;
  private static final double GREATEST = 1.25;
  private static final float MATTING_ALPHA = 0.1f;
  private static final double[] T = thresholds();

  private DepthProBoundary() {}

  /** The four directions: the nearer pixel of a pair lies on this side of the farther one. */
  private enum Direction {
    LEFT(0, 0, 0, 1),
    TOP(0, 0, 1, 0),
    RIGHT(0, 1, 0, 0),
    BOTTOM(1, 0, 0, 0);

    private final int nearRow;
    private final int nearColumn;
    private final int farRow;
    private final int farColumn;

    Direction(int nearRow, int nearColumn, int farRow, int farColumn) {
      this.nearRow = nearRow;
      this.nearColumn = nearColumn;
      this.farRow = farRow;
      this.farColumn = farColumn;
    }

    private boolean alongRows() {
      return nearRow == farRow;
    }

    private int rows(ImageSize size) {
      return size.height() - (alongRows() ? 0 : 1);
    }

    private int columns(ImageSize size) {
      return size.width() - (alongRows() ? 1 : 0);
    }

    private int near(ImageSize size, int row, int column) {
      return (row + nearRow) * size.width() + column + nearColumn;
    }

    private int far(ImageSize size, int row, int column) {
      return (row + farRow) * size.width() + column + farColumn;
    }
  }

  /**
   * F1 of the edges, from 0 to 1: precision and recall are each the mean over the four directions,
   * every count in a denominator at least 1; 0 where both are 0. Thresholds are compared in double.
   *
   * @param prediction [H, W], depth
   * @param groundTruth [H, W], depth, dense
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double f1(FloatMap prediction, FloatMap groundTruth) {
    ImageSize size = groundTruth.size();
    return f1(prediction, groundTruth, PixelSet.of(size, Region.all(size), pixel -> true));
  }

  /**
   * As {@link #f1(FloatMap, FloatMap)}, over pairs of these pixels.
   *
   * @param prediction [H, W], depth
   * @param groundTruth [H, W], depth
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double f1(FloatMap prediction, FloatMap groundTruth, PixelSet pixels) {
    requireSameSize(prediction.size(), groundTruth.size());
    float[] p = inverse(prediction, pixels);
    float[] g = inverse(groundTruth, pixels);
    double[] precision = new double[THRESHOLDS];
    double[] recall = new double[THRESHOLDS];
    for (Direction direction : Direction.values()) {
      addRates(direction, p, g, groundTruth.size(), precision, recall);
    }
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < THRESHOLDS; i++) {
      double both = precision[i] + recall[i];
      sum += both == 0 ? 0 : T[i] * (2 * precision[i] * recall[i] / both);
      weights += T[i];
    }
    return sum / weights;
  }

  private static void addRates(
      Direction direction,
      float[] p,
      float[] g,
      ImageSize size,
      double[] precision,
      double[] recall) {
    long[] predicted = new long[THRESHOLDS + 1];
    long[] real = new long[THRESHOLDS + 1];
    long[] both = new long[THRESHOLDS + 1];
    for (int row = 0; row < direction.rows(size); row++) {
      for (int column = 0; column < direction.columns(size); column++) {
        int near = direction.near(size, row, column);
        int far = direction.far(size, row, column);
        int inPrediction = passed(p[near] / p[far]);
        int inGroundTruth = passed(g[near] / g[far]);
        predicted[inPrediction]++;
        real[inGroundTruth]++;
        both[Math.min(inPrediction, inGroundTruth)]++;
      }
    }
    long predictedAbove = 0;
    long realAbove = 0;
    long bothAbove = 0;
    for (int i = THRESHOLDS - 1; i >= 0; i--) {
      predictedAbove += predicted[i + 1];
      realAbove += real[i + 1];
      bothAbove += both[i + 1];
      precision[i] += 0.25 * bothAbove / Math.max(predictedAbove, 1);
      recall[i] += 0.25 * bothAbove / Math.max(realAbove, 1);
    }
  }

  private static int passed(float ratio) {
    int count = 0;
    while (count < THRESHOLDS && ratio > T[count]) {
      count++;
    }
    return count;
  }

  /**
   * Recall of the outline of a matte, from 0 to 1: of the pixels inside (alpha above 0.1) with a
   * neighbour outside, the share where the prediction has an edge that way. Predicted edges are
   * thinned: of a run of consecutive edges along the direction only the first steepest stays.
   * Thresholds are compared in float32.
   *
   * @param prediction [H, W], depth
   * @param alpha [H, W], opacity from 0 to 1
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double mattingRecall(FloatMap prediction, FloatMap alpha) {
    boolean[] inside = new boolean[alpha.size().pixels()];
    for (int pixel = 0; pixel < inside.length; pixel++) {
      inside[pixel] = alpha.at(pixel) > MATTING_ALPHA;
    }
    return mattingRecall(prediction, Mask.owning(alpha.size(), inside));
  }

  /**
   * As {@link #mattingRecall(FloatMap, FloatMap)}, of a mask.
   *
   * @param prediction [H, W], depth
   * @param inside [H, W]
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double mattingRecall(FloatMap prediction, Mask inside) {
    requireSameSize(prediction.size(), inside.size());
    float[] p = inverse(prediction);
    double sum = 0;
    double weights = 0;
    for (double t : T) {
      double recall = 0;
      for (Direction direction : Direction.values()) {
        recall += recall(direction, p, inside, (float) t);
      }
      sum += t * (recall / 4);
      weights += t;
    }
    return sum / weights;
  }

  private static double recall(Direction direction, float[] p, Mask inside, float threshold) {
    ImageSize size = inside.size();
    int lines = direction.alongRows() ? direction.rows(size) : direction.columns(size);
    int length = direction.alongRows() ? direction.columns(size) : direction.rows(size);
    long real = 0;
    long found = 0;
    for (int line = 0; line < lines; line++) {
      float steepest = 0;
      boolean steepestIsReal = false;
      for (int i = 0; i < length; i++) {
        int row = direction.alongRows() ? line : i;
        int column = direction.alongRows() ? i : line;
        int near = direction.near(size, row, column);
        int far = direction.far(size, row, column);
        boolean isReal = inside.at(near) && !inside.at(far);
        real += isReal ? 1 : 0;
        float ratio = p[near] / p[far];
        if (!(ratio > threshold)) {
          found += steepestIsReal ? 1 : 0;
          steepest = 0;
          steepestIsReal = false;
        } else if (ratio > steepest) {
          steepest = ratio;
          steepestIsReal = isReal;
        }
      }
      found += steepestIsReal ? 1 : 0;
    }
    return (double) found / Math.max(real, 1);
  }

  private static float[] inverse(FloatMap depth) {
    return inverse(depth, PixelSet.of(depth.size(), Region.all(depth.size()), pixel -> true));
  }

  /** NaN off the pixels, which exceeds no threshold in either direction. */
  private static float[] inverse(FloatMap depth, PixelSet pixels) {
    float[] values = new float[depth.size().pixels()];
    Arrays.fill(values, Float.NaN);
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      float value = depth.at(pixel);
      values[pixel] = 1 / (value < LEAST_DEPTH ? LEAST_DEPTH : value);
    }
    return values;
  }

  /** numpy.linspace(1.05, 1.25, 10). */
  private static double[] thresholds() {
    double[] t = new double[THRESHOLDS];
    double step = (GREATEST - LEAST) / (THRESHOLDS - 1);
    for (int i = 0; i < THRESHOLDS - 1; i++) {
      t[i] = i * step + LEAST;
    }
    t[THRESHOLDS - 1] = GREATEST;
    return t;
  }

  private static void requireSameSize(ImageSize prediction, ImageSize groundTruth) {
    if (!prediction.equals(groundTruth)) {
      throw new IllegalArgumentException(
          "the prediction is " + prediction + ", the ground truth " + groundTruth);
    }
  }
}
