package org.tacheo.datasets.synthetic;

import org.tacheo.core.ImageSize;

/**
 * Renders scenes that are built from a seed, by analytic ray casting. Equal arguments give equal
 * bits on every machine and JDK. Stateless; safe for use by several threads at once.
 */
public final class Renderer {
  private Renderer() {}

  /**
   * Renders one frame.
   *
   * @param seed decides the scene
   * @param shot decides the camera: shots 0, 1, 2, ... show the same scene; on a {@link
   *     Mount.Place#CAR} they follow the road
   * @throws IllegalArgumentException if a car's camera is to show anything but a street
   */
  public static Rendering render(SceneKind kind, long seed, int shot, Mount mount, ImageSize size) {
    return Shot.take(stage(kind, mount, seed), mount, seed, shot, size).rendering();
  }

  /** Builds the scene with this seed. */
  static Stage stage(SceneKind kind, Mount mount, long seed) {
    if (mount.place() == Mount.Place.CAR && kind != SceneKind.STREET) {
      throw new IllegalArgumentException("a car drives through streets only, got " + kind);
    }
    return switch (kind) {
      case INDOOR -> Room.build(seed);
      case STREET -> Outdoors.street(seed);
      case OUTDOOR -> Outdoors.any(seed);
    };
  }
}
