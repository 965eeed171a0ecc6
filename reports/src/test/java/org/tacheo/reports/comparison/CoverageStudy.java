package org.tacheo.reports.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.tacheo.eval.result.MetricInfo;

/**
 * How often intervals hold the truth, in experiments whose truth is known.
 *
 * <p>The logarithms of the scores of two estimators are the sum of the difficulty of the scene,
 * which both share, of how well each of them likes the scene, and of noise of the image; scenes
 * have 1 to 5 images. So scores are skewed, positive, alike within a scene and correlated between
 * the estimators, and the expected mean of each is exp(mean + variance / 2).
 *
 * <p>As a program it prints the table of {@code docs/comparing.md}; its argument is the number of
 * experiments.
 */
final class CoverageStudy {
  private static final double DIFFICULTY = 0.5;
  private static final double LIKING = 0.2;
  private static final double NOISE = 0.3;
  private static final double MEAN_A = -2.8;
  private static final double MEAN_B = -2.6;
  private static final int MOST_IMAGES = 5;
  private static final MetricInfo ERROR = new MetricInfo("abs_rel", "AbsRel", "ratio", false);

  private CoverageStudy() {}

  /** What is drawn, whatever the truth. */
  enum Grouping {
    BY_SCENE,
    BY_IMAGE
  }

  /**
   * What came out.
   *
   * @param ratioHeld experiments whose interval of the ratio holds the truth
   * @param differenceHeld experiments whose interval of the difference does
   * @param ratioWidth mean width of the interval of the ratio
   */
  record Outcome(int experiments, int ratioHeld, int differenceHeld, double ratioWidth) {
    double ratioCoverage() {
      return (double) ratioHeld / experiments;
    }

    double differenceCoverage() {
      return (double) differenceHeld / experiments;
    }
  }

  /** Simulates; equal arguments give equal outcomes. */
  static Outcome of(int experiments, int scenes, int resamples, Grouping grouping) {
    Random random = new Random(scenes);
    double variance = DIFFICULTY * DIFFICULTY + LIKING * LIKING + NOISE * NOISE;
    double trueRatio = Math.exp(MEAN_A - MEAN_B);
    double trueDifference = Math.exp(MEAN_A + variance / 2) - Math.exp(MEAN_B + variance / 2);
    int ratioHeld = 0;
    int differenceHeld = 0;
    double width = 0;
    for (int i = 0; i < experiments; i++) {
      Estimate estimate =
          Estimate.of(scores(random, scenes, grouping), ERROR, new Bootstrap(resamples, 95, i));
      Interval ratio = estimate.ratio().flatMap(Estimate.Ranged::interval).orElseThrow();
      Optional<Interval> difference = estimate.difference().interval();
      ratioHeld += holds(ratio, trueRatio);
      differenceHeld += holds(difference.orElseThrow(), trueDifference);
      width += (ratio.high() - ratio.low()) / experiments;
    }
    return new Outcome(experiments, ratioHeld, differenceHeld, width);
  }

  private static int holds(Interval interval, double truth) {
    return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
  }

  private static PairedScores scores(Random random, int scenes, Grouping grouping) {
    List<String> names = new ArrayList<>();
    List<Double> a = new ArrayList<>();
    List<Double> b = new ArrayList<>();
    for (int scene = 0; scene < scenes; scene++) {
      double difficulty = DIFFICULTY * random.nextGaussian();
      double likingA = LIKING * random.nextGaussian();
      double likingB = LIKING * random.nextGaussian();
      int images = 1 + random.nextInt(MOST_IMAGES);
      for (int image = 0; image < images; image++) {
        names.add(grouping == Grouping.BY_SCENE ? "" + scene : scene + "/" + image);
        a.add(Math.exp(MEAN_A + difficulty + likingA + NOISE * random.nextGaussian()));
        b.add(Math.exp(MEAN_B + difficulty + likingB + NOISE * random.nextGaussian()));
      }
    }
    return new PairedScores(Scenes.of(names, Scenes.Drawn.SCENES), array(a), array(b));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Prints the table. */
  public static void main(String[] arguments) {
    int experiments = arguments.length == 0 ? 2000 : Integer.parseInt(arguments[0]);
    System.out.println("| scenes | drawn | ratio held | difference held | width of the ratio's |");
    System.out.println("|---:|:---|---:|---:|---:|");
    for (int scenes : new int[] {6, 12, 25, 50, 128, 256}) {
      for (Grouping grouping : Grouping.values()) {
        Outcome outcome = of(experiments, scenes, 2000, grouping);
        System.out.printf(
            Locale.ROOT,
            "| %d | %s | %.1f %% | %.1f %% | %.3f |%n",
            scenes,
            grouping == Grouping.BY_SCENE ? "scenes" : "images",
            100 * outcome.ratioCoverage(),
            100 * outcome.differenceCoverage(),
            outcome.ratioWidth());
      }
    }
  }
}
