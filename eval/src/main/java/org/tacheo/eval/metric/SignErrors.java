package org.tacheo.eval.metric;

import java.util.Optional;
import org.tacheo.core.PixelSet;
import org.tacheo.core.VectorMap;

/**
 * The mean angular error that predictions would have if some of their components had the other
 * sign, for all eight combinations. A left-right flipped x leaves walls that face the camera right
 * and is easily overlooked; here it shows.
 *
 * <p>Taken on at most 20000 valid pixels of a sample, evenly spaced; a finding of a check, not a
 * metric. Immutable.
 */
public final class SignErrors {
  /** No pixel yet. */
  public static final SignErrors NONE = new SignErrors(0, new double[Flip.COUNT]);

  private static final int MOST_PIXELS = 20_000;
  private static final double LEAST_NORM = 1e-8;
  private static final double MARKED_SHARE = 0.8;
  private static final double MARKED_DEGREES = 2;

  private final long count;
  private final double[] sums;

  private SignErrors(long count, double[] sums) {
    this.count = count;
    this.sums = sums;
  }

  /**
   * A combination of signs.
   *
   * @param x whether x is negated
   * @param y whether y is negated
   * @param z whether z is negated
   */
  public record Flip(boolean x, boolean y, boolean z) {
    static final int COUNT = 8;

    /** No component is negated. */
    public static final Flip NOTHING = new Flip(false, false, false);

    private static Flip of(int index) {
      return new Flip((index & 1) != 0, (index & 2) != 0, (index & 4) != 0);
    }

    private int index() {
      return (x ? 1 : 0) | (y ? 2 : 0) | (z ? 4 : 0);
    }

    /** For example {@code x and z}; {@code nothing}. */
    @Override
    public String toString() {
      String names = (x ? " and x" : "") + (y ? " and y" : "") + (z ? " and z" : "");
      return names.isEmpty() ? "nothing" : names.substring(" and ".length());
    }
  }

  /**
   * The errors of one prediction.
   *
   * @param prediction [H, W]
   * @param groundTruth [H, W], in the frame that the prediction is said to be in
   * @param pixels the valid pixels
   */
  public static SignErrors of(VectorMap prediction, VectorMap groundTruth, PixelSet pixels) {
    int stride = (pixels.count() + MOST_PIXELS - 1) / MOST_PIXELS;
    double[] sums = new double[Flip.COUNT];
    int count = 0;
    int until = 0;
    for (int w = 0; w < pixels.words(); w++) {
      for (long bits = pixels.word(w); bits != 0; bits &= bits - 1) {
        if (until-- == 0) {
          until = stride - 1;
          count++;
          add(prediction, groundTruth, (w << 6) + Long.numberOfTrailingZeros(bits), sums);
        }
      }
    }
    return new SignErrors(count, sums);
  }

  /** Both together. */
  public SignErrors plus(SignErrors other) {
    double[] both = sums.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] += other.sums[i];
    }
    return new SignErrors(count + other.count, both);
  }

  /** The number of pixels looked at. */
  public long count() {
    return count;
  }

  /** The mean error in degrees with these components negated; NaN if no pixel was looked at. */
  public double mean(Flip flip) {
    return sums[flip.index()] / count;
  }

  /**
   * The combination with the least error, if that error is lower by more than a fifth and by more
   * than 2 degrees than the one of the predictions as they are.
   */
  public Optional<Flip> markedlyBetter() {
    double own = mean(Flip.NOTHING);
    int best = 0;
    for (int i = 1; i < Flip.COUNT; i++) {
      best = sums[i] < sums[best] ? i : best;
    }
    double least = mean(Flip.of(best));
    return least < MARKED_SHARE * own && least < own - MARKED_DEGREES
        ? Optional.of(Flip.of(best))
        : Optional.empty();
  }

  // The opposite of a combination has the opposite cosine, so its angle is what is left of 180.
  private static void add(VectorMap prediction, VectorMap groundTruth, int pixel, double[] sums) {
    double norms = norm(prediction, pixel) * norm(groundTruth, pixel);
    double x = prediction.at(pixel, 0) * (double) groundTruth.at(pixel, 0) / norms;
    double y = prediction.at(pixel, 1) * (double) groundTruth.at(pixel, 1) / norms;
    double z = prediction.at(pixel, 2) * (double) groundTruth.at(pixel, 2) / norms;
    add(x + y + z, 0, sums);
    add(-x + y + z, 1, sums);
    add(x - y + z, 2, sums);
    add(x + y - z, 4, sums);
  }

  private static void add(double cosine, int index, double[] sums) {
    double degrees = AngularErrors.degrees((float) cosine);
    sums[index] += degrees;
    sums[Flip.COUNT - 1 - index] += 180 - degrees;
  }

  private static double norm(VectorMap map, int pixel) {
    double x = map.at(pixel, 0);
    double y = map.at(pixel, 1);
    double z = map.at(pixel, 2);
    return Math.max(Math.sqrt(x * x + y * y + z * z), LEAST_NORM);
  }
}
