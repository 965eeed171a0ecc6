package org.tacheo.datasets.synthetic;

/**
 * Everything that is light but not a lamp.
 *
 * @param above ambient light on surfaces that look up
 * @param below ambient light on surfaces that look down
 * @param zenith colour of the sky overhead
 * @param horizon colour of the sky at the horizon, and of haze
 * @param clouds 0 for a blue sky, 1 for an overcast one
 * @param haze share of light scattered per metre, roughly
 * @param salt makes the clouds of two skies differ
 */
record Atmosphere(
    Colour above,
    Colour below,
    Colour zenith,
    Colour horizon,
    double clouds,
    double haze,
    int salt) {}
