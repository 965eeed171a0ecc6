package org.tacheo.models.diffusion;

import java.util.List;
import java.util.function.BiFunction;
import org.tacheo.core.ImageSize;
import org.tacheo.models.ensemble.Ensembled;

/** Depth: the mean of the three decoded channels, in [0, 1]. */
final class DepthEnding implements Ending {
  private final Profile profile;
  private final Resampling resampling;
  private final BiFunction<float[][], ImageSize, Ensembled> method;

  DepthEnding(
      Profile profile, Resampling resampling, BiFunction<float[][], ImageSize, Ensembled> method) {
    this.profile = profile;
    this.resampling = resampling;
    this.method = method;
  }

  @Override
  public Planes member(Planes decoded) {
    float[] three = decoded.values();
    int pixels = decoded.size().pixels();
    float[] depth = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      depth[i] =
          profile == Profile.LOTUS_REPO
              ? (half(three[i]) + half(three[pixels + i]) + half(three[2 * pixels + i])) / 3f
              : half((three[i] + three[pixels + i] + three[2 * pixels + i]) / 3f);
    }
    return new Planes(1, decoded.size(), depth);
  }

  /** From [-1, 1] to [0, 1]. */
  private static float half(float value) {
    return (Math.min(Math.max(value, -1f), 1f) + 1f) / 2f;
  }

  @Override
  public Ensemble ensemble(List<Planes> members) {
    Ensemble one = Ensemble.of(members, method);
    return profile == Profile.E2E_FT_REPO ? one.with(stretched(one.result())) : one;
  }

  /** Over the whole of [0, 1]; zeros if all values are the same. */
  private static Planes stretched(Planes depth) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : depth.values()) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    float[] stretched = new float[depth.values().length];
    for (int i = 0; i < stretched.length && high != low; i++) {
      stretched[i] = (depth.values()[i] - low) / (high - low);
    }
    return new Planes(1, depth.size(), stretched);
  }

  @Override
  public Planes resizedBack(Planes result, ImageSize image) {
    return profile == Profile.DIFFUSERS
        ? result.resized(image, resampling.backOf(profile))
        : result.resized(image, resampling.backOf(profile)).clipped(0, 1);
  }

  @Override
  public Planes uncertaintyBack(Planes uncertainty, ImageSize image) {
    return resampling.uncertaintyBack(profile, uncertainty, image);
  }
}
