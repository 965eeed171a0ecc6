package org.tacheo.datasets.synthetic;

import java.util.Optional;
import java.util.OptionalInt;
import org.tacheo.core.ImageSize;

/**
 * What to render. Equal orders give equal bytes; a larger count only adds frames, but for {@code
 * kitti}: its last row has no ground truth, whatever the count, so that the frame there gets some
 * as soon as more follow.
 *
 * @param count samples with ground truth, 1 to a million; {@code kitti} gets two rows more, without
 * @param seed of the scenes
 * @param size [H, W] of the frames, at least 32 each way; empty for that of the layout
 * @param shotsPerScene the most frames that a scene is seen in, 1 to 1000; empty for what the
 *     layout has. With 1, frames are independent of each other, as statistics over scenes want it
 */
public record RenderOrder(
    int count, long seed, Optional<ImageSize> size, OptionalInt shotsPerScene) {
  /** Of a layout's own size and number of shots. */
  public static RenderOrder of(int count, long seed) {
    return new RenderOrder(count, seed, Optional.empty(), OptionalInt.empty());
  }

  /** The same with frames of this size. */
  public RenderOrder sized(ImageSize other) {
    return new RenderOrder(count, seed, Optional.of(other), shotsPerScene);
  }
}
