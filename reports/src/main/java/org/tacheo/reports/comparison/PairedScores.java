package org.tacheo.reports.comparison;

/**
 * The values of one metric on the images that both estimators scored, and their sums by scene: all
 * that a resample needs, since a mean over images of drawn scenes is a sum of sums of scenes
 * divided by a sum of counts.
 */
final class PairedScores {
  private final Scenes scenes;
  private final double meanA;
  private final double meanB;
  private final double[] sumsA;
  private final double[] sumsB;
  private final int[] images;

  /**
   * Sums up. The means add the images in their order, as the board does.
   *
   * @param scenes of the images, at least one
   * @param a value of the first estimator by image, finite
   * @param b value of the other by image, finite
   */
  PairedScores(Scenes scenes, double[] a, double[] b) {
    this.scenes = scenes;
    sumsA = sums(scenes, a);
    sumsB = sums(scenes, b);
    images = new int[scenes.count()];
    for (int sample = 0; sample < scenes.samples(); sample++) {
      images[scenes.of(sample)]++;
    }
    meanA = mean(a);
    meanB = mean(b);
  }

  Scenes scenes() {
    return scenes;
  }

  /** Mean over images of the first estimator. */
  double meanA() {
    return meanA;
  }

  /** Mean over images of the other. */
  double meanB() {
    return meanB;
  }

  /** How many scenes the first estimator has a lower mean on. */
  int scenesBelow() {
    return count(-1);
  }

  /** How many scenes the first estimator has a higher mean on. */
  int scenesAbove() {
    return count(1);
  }

  // Within a scene both have the same images, so that sums compare as means do.
  private int count(int sign) {
    int count = 0;
    for (int scene = 0; scene < scenes.count(); scene++) {
      if (Integer.signum(Double.compare(sumsA[scene], sumsB[scene])) == sign) {
        count++;
      }
    }
    return count;
  }

  /**
   * Draws as many scenes as there are, with replacement, again and again, the same scenes for both
   * estimators.
   *
   * @return the means of both in each resample
   */
  Resamples resample(Bootstrap bootstrap) {
    SplitMix64 random = new SplitMix64(bootstrap.seed());
    double[] a = new double[bootstrap.resamples()];
    double[] b = new double[bootstrap.resamples()];
    for (int resample = 0; resample < a.length; resample++) {
      double sumA = 0;
      double sumB = 0;
      long count = 0;
      for (int draw = 0; draw < scenes.count(); draw++) {
        int scene = random.below(scenes.count());
        sumA += sumsA[scene];
        sumB += sumsB[scene];
        count += images[scene];
      }
      a[resample] = sumA / count;
      b[resample] = sumB / count;
    }
    return new Resamples(a, b);
  }

  private static double[] sums(Scenes scenes, double[] values) {
    double[] sums = new double[scenes.count()];
    for (int sample = 0; sample < values.length; sample++) {
      sums[scenes.of(sample)] += values[sample];
    }
    return sums;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
