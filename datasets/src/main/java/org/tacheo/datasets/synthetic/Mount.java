package org.tacheo.datasets.synthetic;

import java.util.OptionalDouble;

/**
 * How the camera is held.
 *
 * @param place where it may stand
 * @param focal focal length in image widths; empty to vary it from scene to scene
 */
public record Mount(Place place, OptionalDouble focal) {
  /** Where the camera may stand. */
  public enum Place {
    /** In a hand: any height, any tilt. */
    HAND,
    /** On a tripod: eye height, level or slightly tilted. */
    TRIPOD,
    /** On the roof of a car that follows the road; for {@link SceneKind#STREET} only. */
    CAR
  }

  /** In a hand, with a focal length that varies. */
  public static Mount hand() {
    return new Mount(Place.HAND, OptionalDouble.empty());
  }

  /**
   * With a fixed lens.
   *
   * @param focal focal length in image widths
   */
  public static Mount of(Place place, double focal) {
    return new Mount(place, OptionalDouble.of(focal));
  }
}
