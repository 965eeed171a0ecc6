package org.tacheo.datasets.synthetic;

/**
 * A built scene and where a camera may stand in it.
 *
 * @param name what the place is, for example {@code kitchen}
 * @param low smallest coordinates of a camera
 * @param high largest coordinates of a camera
 * @param aimLow smallest coordinates of what it looks at
 * @param aimHigh largest coordinates of what it looks at
 * @param lane x of the lane that a car drives along y
 */
record Stage(String name, Scene scene, Vec low, Vec high, Vec aimLow, Vec aimHigh, double lane) {}
