package org.tacheo.datasets;

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
 * @param awayShare share of the valid vectors that point away from the camera, which no visible
 *     surface has; empty without any, or if the camera is not known. It tells a wrong frame
 * @param impossible valid pixels whose vector is not finite
 */
public record NormalsSummary(
    double validShare, OptionalDouble meanNorm, OptionalDouble awayShare, int impossible)
    implements TruthSummary {
  /** Eight bits change the length of a unit vector by at most 0.007, fits of planes by more. */
  private static final double NORM_TOLERANCE = 0.05;

  /**
   * Noise turns a few grazing normals over; a flipped axis turns those of whole walls or floors.
   */
  private static final double MOST_AWAY = 0.25;

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
    return awayShare.orElse(0) <= MOST_AWAY
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%.0f %% of the normals point away from the camera, expected next to none; check"
                    + " the axes",
                100 * awayShare.getAsDouble()));
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
          (double) count / size.pixels(), share(norms, finite), away(camera, count), impossible);
    }

    private OptionalDouble away(Optional<Intrinsics> camera, int count) {
      return camera.isEmpty() ? OptionalDouble.empty() : share(away(camera.get()), count);
    }

    /** A pixel's ray, with y up and z back, has the slopes of the camera and -1. */
    private double away(Intrinsics camera) {
      int away = 0;
      for (int row = 0; row < size.height(); row++) {
        double y = (camera.cy() - row - 0.5) / camera.fy();
        for (int column = 0; column < size.width(); column++) {
          int i = row * size.width() + column;
          double x = (column + 0.5 - camera.cx()) / camera.fx();
          double along = vectors.at(i, 0) * x + vectors.at(i, 1) * y - vectors.at(i, 2);
          away += valid.at(i) && along > 0 ? 1 : 0;
        }
      }
      return away;
    }

    private double norm(int i) {
      double x = vectors.at(i, 0);
      double y = vectors.at(i, 1);
      double z = vectors.at(i, 2);
      return Math.sqrt(x * x + y * y + z * z);
    }

    private static OptionalDouble share(double part, int whole) {
      return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / whole);
    }
  }
}
