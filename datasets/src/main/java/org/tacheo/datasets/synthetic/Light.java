package org.tacheo.datasets.synthetic;

/**
 * A source of light.
 *
 * @param far whether it stands infinitely far away; {@code place} is then its direction, a unit
 *     vector from the scene to the light
 * @param place position in metres, or direction
 * @param spread half extents of the source, in the unit of {@code place}; shadows soften with it
 * @param colour irradiance at distance 1 (near) or anywhere (far)
 */
record Light(boolean far, Vec place, Vec spread, Colour colour) {
  /** A lamp of this radius. */
  static Light lamp(Vec place, double radius, Colour colour) {
    return new Light(false, place, new Vec(radius, radius, radius), colour);
  }
}
