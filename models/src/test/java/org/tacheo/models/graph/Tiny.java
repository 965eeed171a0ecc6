package org.tacheo.models.graph;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.tacheo.models.checkpoint.TextConfig;
import org.tacheo.models.checkpoint.UNetConfig;
import org.tacheo.models.checkpoint.VaeConfig;
import org.tacheo.models.checkpoint.WeightSource;

/** The miniature checkpoint of the test resources. */
final class Tiny {
  static final UNetConfig UNET =
      new UNetConfig(
          8,
          4,
          List.of(8, 16, 16, 16),
          List.of(true, true, true, false),
          List.of(false, true, true, true),
          2,
          List.of(1, 2, 2, 2),
          16,
          true,
          8,
          1e-5,
          true,
          0,
          0);

  static final VaeConfig VAE =
      new VaeConfig(3, 3, 4, List.of(8, 16, 16, 16), 2, 8, 0.18215, true, true, true);

  static final TextConfig TEXT =
      new TextConfig(16, 64, 3, 2, 77, 190, 1e-5, TextConfig.Activation.GELU);

  private Tiny() {}

  static WeightSource weights(String network) {
    return stored("/tiny/marigold-depth-tiny/" + network);
  }

  static WeightSource stored(String resource) {
    try {
      return StoredWeights.of(
          Path.of(Objects.requireNonNull(Tiny.class.getResource(resource)).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
