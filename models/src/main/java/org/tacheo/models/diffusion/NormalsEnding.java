package org.tacheo.models.diffusion;

import java.util.List;
import java.util.function.BiFunction;
import org.tacheo.core.ImageSize;
import org.tacheo.models.ensemble.Ensembled;

/** Normals: the three decoded channels as a vector. */
final class NormalsEnding implements Ending {
  private final Profile profile;
  private final Resampling resampling;
  private final ZRange range;
  private final BiFunction<float[][], ImageSize, Ensembled> method;

  NormalsEnding(
      Profile profile,
      Resampling resampling,
      ZRange range,
      BiFunction<float[][], ImageSize, Ensembled> method) {
    this.profile = profile;
    this.resampling = resampling;
    this.range = range;
    this.method = method;
  }

  /** What the third channel holds. */
  enum ZRange {
    /** z from -1 to 1. */
    FULL,
    /** z from 0 to 1, spread over -1 to 1. */
    HALF
  }

  @Override
  public Planes member(Planes decoded) {
    return switch (profile) {
      case DIFFUSERS -> unit(range == ZRange.HALF ? halved(clipped(decoded)) : clipped(decoded));
      case MARIGOLD_REPO -> unit(clipped(decoded));
      case E2E_FT_REPO -> nearlyUnit(decoded);
      case LOTUS_REPO -> clipped(decoded);
    };
  }

  @Override
  public Ensemble ensemble(List<Planes> members) {
    Ensemble one = Ensemble.of(members, method);
    return profile == Profile.E2E_FT_REPO ? one.with(nearlyUnit(one.result())) : one;
  }

  @Override
  public Planes resizedBack(Planes result, ImageSize image) {
    return profile == Profile.DIFFUSERS
        ? unit(result.resized(image, resampling.backOf(profile)))
        : clipped(result.resized(image, resampling.backOf(profile)));
  }

  @Override
  public Planes uncertaintyBack(Planes uncertainty, ImageSize image) {
    return resampling.uncertaintyBack(profile, uncertainty, image);
  }

  private static Planes clipped(Planes vectors) {
    return vectors.clipped(-1, 1);
  }

  private static Planes halved(Planes vectors) {
    float[] values = vectors.values().clone();
    for (int i = 2 * vectors.size().pixels(); i < values.length; i++) {
      values[i] = values[i] * 0.5f + 0.5f;
    }
    return new Planes(3, vectors.size(), values);
  }

  /** Divided by their length, but by no less than a millionth. */
  static Planes unit(Planes vectors) {
    return divided(vectors, 1e-6f, 0);
  }

  /** Divided by a little more than their length. */
  private static Planes nearlyUnit(Planes vectors) {
    return divided(vectors, 0, 1e-5f);
  }

  private static Planes divided(Planes vectors, float least, float more) {
    int pixels = vectors.size().pixels();
    float[] from = vectors.values();
    float[] values = new float[from.length];
    for (int i = 0; i < pixels; i++) {
      float x = from[i];
      float y = from[pixels + i];
      float z = from[2 * pixels + i];
      float length = Math.max((float) Math.sqrt(x * x + y * y + z * z), least) + more;
      values[i] = x / length;
      values[pixels + i] = y / length;
      values[2 * pixels + i] = z / length;
    }
    return new Planes(3, vectors.size(), values);
  }
}
