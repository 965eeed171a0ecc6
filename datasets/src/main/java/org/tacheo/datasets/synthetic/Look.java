package org.tacheo.datasets.synthetic;

/**
 * How a camera turns radiance into bytes.
 *
 * @param exposure factor before the tone curve
 * @param balance factor for each channel
 * @param vignette share of light lost in the corners
 * @param noise standard deviation of the sensor's noise in mid grey, of 255
 * @param salt makes the noise of two frames differ
 */
record Look(double exposure, Colour balance, double vignette, double noise, int salt) {}
