package org.tacheo.eval.metric;

import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;

/**
 * MoGe's boundary F1 of radius R: how well a prediction places the steps of the ground truth.
 *
 * <p>Every pixel at least R from the border is paired with every other pixel within distance R,
 * both valid. A pair is a step at threshold t if the depth of the other, divided by that of the
 * pixel, exceeds 1 + t. F1(t) compares the steps of the prediction with those of the ground truth;
 * the result is the sum of t F1(t) over the sum of t for ten t from 0.05 to 0.25, all in float32 as
 * in the reference (F1 is 0 where neither map has a step). Only meaningful where ground truth is
 * dense and sharp. A positive scale does not matter, a shift does.
 *
 * <p>A fitted shift can make predicted depth 0 or negative. The ratio is taken as it comes, as in
 * the reference: from a negative depth to a positive one or back it is negative, and no step;
 * between two negative ones the greater magnitude is the farther; from 0 to a positive one it is
 * infinite, a step; between 0 and 0 it is not a number, and no step.
 *
 * <p>Source: MoGe, moge/test/metrics.py at 0744441.
 */
public final class MogeBoundary {
  private static final int THRESHOLDS = 10;
  private static final float LEAST = 1e-12f;
  private static final float[] T = thresholds();
  private static final float[] RATIO = ratios();

  private MogeBoundary() {}

  /**
   * The score, from 0 to 1.
   *
   * @param prediction [H, W], aligned depth
   * @param groundTruth [H, W], positive on the pixels
   * @param radius at least 1
   */
  public static double f1(FloatMap prediction, FloatMap groundTruth, PixelSet pixels, int radius) {
    ImageSize size = groundTruth.size();
    boolean[] valid = new boolean[size.pixels()];
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      valid[pixel] = true;
    }
    Steps steps = new Steps();
    for (int y = radius; y < size.height() - radius; y++) {
      for (int x = radius; x < size.width() - radius; x++) {
        int centre = y * size.width() + x;
        if (valid[centre]) {
          for (int dy = -radius; dy <= radius; dy++) {
            for (int dx = -radius; dx <= radius; dx++) {
              int other = centre + dy * size.width() + dx;
              if (dx * dx + dy * dy <= radius * radius && valid[other]) {
                steps.add(
                    passed(prediction.at(other) / prediction.at(centre)),
                    passed(groundTruth.at(other) / groundTruth.at(centre)));
              }
            }
          }
        }
      }
    }
    return steps.f1();
  }

  /** How many thresholds a ratio exceeds. */
  private static int passed(float ratio) {
    int count = 0;
    while (count < THRESHOLDS && ratio > RATIO[count]) {
      count++;
    }
    return count;
  }

  /** torch.linspace(0.05, 0.25, 10), which rounds once where it multiplies and adds. */
  private static float[] thresholds() {
    float[] t = new float[THRESHOLDS];
    float step = (0.25f - 0.05f) / (THRESHOLDS - 1);
    for (int i = 0; i < THRESHOLDS; i++) {
      t[i] =
          i < THRESHOLDS / 2
              ? Math.fma(step, i, 0.05f)
              : Math.fma(-step, THRESHOLDS - 1 - i, 0.25f);
    }
    return t;
  }

  private static float[] ratios() {
    float[] ratios = new float[THRESHOLDS];
    for (int i = 0; i < THRESHOLDS; i++) {
      ratios[i] = (float) (1 + (double) T[i]);
    }
    return ratios;
  }

  /** Counts of pairs by the number of thresholds that they exceed. */
  private static final class Steps {
    private final long[] predicted = new long[THRESHOLDS + 1];
    private final long[] real = new long[THRESHOLDS + 1];
    private final long[] both = new long[THRESHOLDS + 1];

    private void add(int prediction, int groundTruth) {
      predicted[prediction]++;
      real[groundTruth]++;
      both[Math.min(prediction, groundTruth)]++;
    }

    private double f1() {
      double sum = 0;
      double weights = 0;
      long stepsPredicted = 0;
      long stepsReal = 0;
      long stepsBoth = 0;
      double[] f1 = new double[THRESHOLDS];
      for (int i = THRESHOLDS - 1; i >= 0; i--) {
        stepsPredicted += predicted[i + 1];
        stepsReal += real[i + 1];
        stepsBoth += both[i + 1];
        float precision = stepsBoth / Math.max((float) stepsPredicted, LEAST);
        float recall = stepsBoth / Math.max((float) stepsReal, LEAST);
        f1[i] = 2 * precision * recall / Math.max(precision + recall, LEAST);
      }
      for (int i = 0; i < THRESHOLDS; i++) {
        sum += T[i] * f1[i];
        weights += T[i];
      }
      return sum / weights;
    }
  }
}
