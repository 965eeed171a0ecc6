package org.tacheo.datasets.synthetic;

/** The solids, each inside the cube [-1, 1]^3 of its own coordinates. */
enum Form {
  /** The whole cube. */
  BOX,
  /** The unit ball. */
  BALL,
  /** Radius 1 at z = -1, the taper at z = 1, flat ends. A taper of 1 makes a cylinder. */
  CONE,
  /** A prism with its ridge along x at z = 1: |y| <= (1 - z) / 2. */
  GABLE
}
