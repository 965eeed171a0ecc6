package org.tacheo.models.diffusion;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.NearestPixels;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.TacheoException;
import org.tacheo.core.VectorMap;
import org.tacheo.models.diffusion.NormalsEnding.ZRange;

/**
 * Ground truth as the picture that a latent diffusion model learns to draw, in [-1, 1]. Pixels
 * without a value take that of the nearest pixel that has one.
 *
 * <p>Source of how depth is normalised: Marigold (Ke et al., CVPR 2024, arXiv 2312.02145), section
 * 3.2, equation 3.
 */
final class TruthPicture {
  private static final double LOW = 0.02;
  private static final double HIGH = 0.98;

  private TruthPicture() {}

  /**
   * Depth: the 2 % and 98 % quantiles of the pixels that have a value go to -1 and 1, what lies
   * beyond is clipped. Depth that is the same everywhere is 0.
   *
   * @return [1, H, W]
   * @throws TacheoException if no pixel has a value
   */
  static Planes of(GroundTruth.Depth truth) {
    FloatMap metres = truth.metres();
    Optional<Mask> valid = truth.valid();
    IntPredicate believed = valid.isPresent() ? valid.get()::at : pixel -> true;
    Mask known =
        mask(
            truth.size(),
            pixel ->
                believed.test(pixel)
                    && metres.at(pixel) > 0
                    && metres.at(pixel) < Float.POSITIVE_INFINITY);
    double[] bounds = bounds(metres, known);
    float[] values = new float[truth.size().pixels()];
    NearestPixels nearest = NearestPixels.of(known);
    for (int pixel = 0; pixel < values.length; pixel++) {
      values[pixel] = normalised(metres.at(nearest.at(pixel)), bounds[0], bounds[1]);
    }
    return new Planes(1, truth.size(), values);
  }

  /**
   * Normals of length 1.
   *
   * @param convention the frame that they are drawn in
   * @param range what the third channel holds
   * @return [3, H, W]
   * @throws TacheoException if no pixel has a normal
   */
  static Planes of(GroundTruth.Normals truth, NormalsConvention convention, ZRange range) {
    VectorMap vectors = convention.flip(truth.vectors());
    Mask known =
        mask(truth.size(), pixel -> truth.valid().at(pixel) && isDirection(vectors, pixel));
    requireAny(known);
    int pixels = truth.size().pixels();
    float[] values = new float[3 * pixels];
    NearestPixels nearest = NearestPixels.of(known);
    for (int pixel = 0; pixel < pixels; pixel++) {
      int source = nearest.at(pixel);
      values[pixel] = vectors.at(source, 0);
      values[pixels + pixel] = vectors.at(source, 1);
      values[2 * pixels + pixel] = vectors.at(source, 2);
    }
    Planes units = NormalsEnding.unit(new Planes(3, truth.size(), values));
    return range == ZRange.HALF ? spread(units) : units;
  }

  private static boolean isDirection(VectorMap vectors, int pixel) {
    float x = vectors.at(pixel, 0);
    float y = vectors.at(pixel, 1);
    float z = vectors.at(pixel, 2);
    float squared = x * x + y * y + z * z;
    return squared > 0 && squared < Float.POSITIVE_INFINITY;
  }

  /** What the ending of such checkpoints undoes. */
  private static Planes spread(Planes units) {
    float[] values = units.values().clone();
    for (int i = 2 * units.size().pixels(); i < values.length; i++) {
      values[i] = Math.max(-1, values[i] * 2 - 1);
    }
    return new Planes(3, units.size(), values);
  }

  private static Mask mask(ImageSize size, IntPredicate member) {
    boolean[] values = new boolean[size.pixels()];
    for (int pixel = 0; pixel < values.length; pixel++) {
      values[pixel] = member.test(pixel);
    }
    return Mask.owning(size, values);
  }

  private static double[] bounds(FloatMap metres, Mask known) {
    float[] sorted = new float[metres.size().pixels()];
    int count = 0;
    for (int pixel = 0; pixel < sorted.length; pixel++) {
      if (known.at(pixel)) {
        sorted[count++] = metres.at(pixel);
      }
    }
    requireAny(known);
    Arrays.sort(sorted, 0, count);
    return new double[] {quantile(sorted, count, LOW), quantile(sorted, count, HIGH)};
  }

  private static void requireAny(Mask known) {
    for (int pixel = 0; pixel < known.size().pixels(); pixel++) {
      if (known.at(pixel)) {
        return;
      }
    }
    throw new TacheoException("no valid pixel in the ground truth");
  }

  /**
   * As NumPy's {@code quantile} by its default method, {@code linear}, in double precision and to
   * its last bit.
   *
   * @param sorted ascending
   * @param count how many of them, at least 1
   */
  static double quantile(float[] sorted, int count, double share) {
    double place = (count - 1) * share;
    int below = (int) place;
    double low = sorted[below];
    double high = sorted[Math.min(below + 1, count - 1)];
    double part = place - below;
    return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
  }

  private static float normalised(float metres, double low, double high) {
    if (!(high > low)) {
      return 0;
    }
    double value = (metres - low) / (high - low) * 2 - 1;
    return (float) Math.min(Math.max(value, -1), 1);
  }
}
