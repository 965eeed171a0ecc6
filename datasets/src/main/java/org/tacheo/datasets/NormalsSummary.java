package org.tacheo.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.Mask;
import org.tacheo.core.VectorMap;

/**
 * How much of a map of normals is valid, how long they are, and whether they face the camera.
 *
 * @param validShare share of valid pixels, 0 to 1
 * @param meanNorm mean length of the valid vectors; empty without any
 * @param awayShares share of the valid vectors that point away from the camera, which no visible
 *     surface has: as they are, and with axes negated, at the sum of 1 for x, 2 for y and 4 for z;
 *     empty without any, or if the camera is not known. They tell a wrong frame
 * @param impossible valid pixels whose vector is not finite
 */
public record NormalsSummary(
    double validShare, OptionalDouble meanNorm, List<Double> awayShares, int impossible)
    implements TruthSummary {
  /** Ways to negate axes. */
  static final int FLIPS = 8;

  /** Eight bits change the length of a unit vector by at most 0.007, fits of planes by more. */
  private static final double NORM_TOLERANCE = 0.05;

  /** Noise turns a few grazing normals over, a negated axis whole walls or floors. */
  private static final double MOST_AWAY = 0.25;

  /** Copies the list. */
  public NormalsSummary {
    awayShares = List.copyOf(awayShares);
  }

  /** Looks at every valid vector. */
  static NormalsSummary of(GroundTruth.Normals normals, Optional<Intrinsics> camera) {
    return new Census(normals).summary(camera);
  }

  /** What is odd about the map; empty if nothing is. */
  Optional<String> problem() {
    if (impossible > 0) {
      return Optional.of(
          impossible + " valid pixels hold no finite vector; fetch the archive again");
    }
    if (meanNorm.isEmpty()) {
      return Optional.of("no pixel has ground truth; fetch the archive again");
    }
    if (Math.abs(meanNorm.getAsDouble() - 1) > NORM_TOLERANCE) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the mean length of the normals is %.4g, expected 1 +- %s; check the encoding",
              meanNorm.getAsDouble(),
              NORM_TOLERANCE));
    }
    return awayShares.isEmpty() || awayShares.get(0) <= MOST_AWAY
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%.0f %% of the normals point away from the camera, expected next to none; check"
                    + " the axes",
                100 * awayShares.get(0)));
  }

  /** Counts. */
  private static final class Census {
    private final VectorMap vectors;
    private final Mask valid;
    private final ImageSize size;

    Census(GroundTruth.Normals normals) {
      this.vectors = normals.vectors();
      this.valid = normals.valid();
      this.size = normals.size();
    }

    NormalsSummary summary(Optional<Intrinsics> camera) {
      int count = 0;
      int impossible = 0;
      double norms = 0;
      for (int i = 0; i < size.pixels(); i++) {
        if (valid.at(i)) {
          double norm = norm(i);
          boolean finite = norm < Double.POSITIVE_INFINITY;
          impossible += finite ? 0 : 1;
          norms += finite ? norm : 0;
          count++;
        }
      }
      int finite = count - impossible;
      return new NormalsSummary(
          (double) count / size.pixels(),
          finite == 0 ? OptionalDouble.empty() : OptionalDouble.of(norms / finite),
          camera.isEmpty() ? List.of() : shares(away(camera.get()), count),
          impossible);
    }

    private static List<Double> shares(int[] counts, int whole) {
      return whole == 0
          ? List.of()
          : Arrays.stream(counts).mapToObj(count -> (double) count / whole).toList();
    }

    /** A pixel's ray, with y up and z back, has the slopes of the camera and -1. */
    private int[] away(Intrinsics camera) {
      int[] away = new int[FLIPS];
      for (int row = 0; row < size.height(); row++) {
        double y = (camera.cy() - row - 0.5) / camera.fy();
        for (int column = 0; column < size.width(); column++) {
          int i = row * size.width() + column;
          if (valid.at(i)) {
            double x = (column + 0.5 - camera.cx()) / camera.fx();
            count(vectors.at(i, 0) * x, vectors.at(i, 1) * y, -vectors.at(i, 2), away);
          }
        }
      }
      return away;
    }

    private static void count(double alongX, double alongY, double alongZ, int[] away) {
      for (int flip = 0; flip < FLIPS; flip++) {
        double along =
            ((flip & 1) == 0 ? alongX : -alongX)
                + ((flip & 2) == 0 ? alongY : -alongY)
                + ((flip & 4) == 0 ? alongZ : -alongZ);
        away[flip] += along > 0 ? 1 : 0;
      }
    }

    private double norm(int i) {
      double x = vectors.at(i, 0);
      double y = vectors.at(i, 1);
      double z = vectors.at(i, 2);
      return Math.sqrt(x * x + y * y + z * z);
    }
  }
}
