package org.tacheo.models.diffusion;

import java.util.Arrays;
import java.util.List;
import org.tacheo.core.ImageSize;
import org.tacheo.models.resample.Interpolation;

/**
 * How images and predictions are resized; the same word for both, as the published scripts have it.
 */
enum Resampling {
  BILINEAR("bilinear", Interpolation.BILINEAR_ANTIALIAS, Interpolation.BILINEAR),
  BICUBIC("bicubic", Interpolation.BICUBIC_ANTIALIAS, Interpolation.BICUBIC),
  NEAREST_EXACT("nearest-exact", Interpolation.NEAREST_EXACT, Interpolation.NEAREST_EXACT);

  private final String id;
  private final Interpolation antialiased;
  private final Interpolation plain;

  Resampling(String id, Interpolation antialiased, Interpolation plain) {
    this.id = id;
    this.antialiased = antialiased;
    this.plain = plain;
  }

  String id() {
    return id;
  }

  Interpolation antialiased() {
    return antialiased;
  }

  /** How a prediction is resized to its image. */
  Interpolation backOf(Profile profile) {
    return switch (profile) {
      case DIFFUSERS -> plain;
      case MARIGOLD_REPO, E2E_FT_REPO -> antialiased;
      case LOTUS_REPO -> Interpolation.NEAREST_EXACT;
    };
  }

  /** Only one of the published codes resizes what its ensembling says of the uncertainty. */
  Planes uncertaintyBack(Profile profile, Planes uncertainty, ImageSize image) {
    return profile == Profile.DIFFUSERS ? uncertainty.resized(image, backOf(profile)) : uncertainty;
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(Resampling::id).toList();
  }

  static Resampling of(String id) {
    return Arrays.stream(values())
        .filter(resampling -> resampling.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(id));
  }
}
