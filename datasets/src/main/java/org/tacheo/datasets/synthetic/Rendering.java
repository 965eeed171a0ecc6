package org.tacheo.datasets.synthetic;

import org.tacheo.core.FloatMap;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.RgbImage;
import org.tacheo.core.VectorMap;

/**
 * One rendered frame. Depth and normals are those of the ray through the centre of each pixel,
 * computed in closed form in double precision and rounded once to float32; the image averages
 * several rays where it would show steps.
 *
 * @param image [H, W, 3]
 * @param metres [H, W], depth along the optical axis in metres; 0 where nothing was hit (sky)
 * @param normals [H, W, 3], unit vectors in the camera frame (x right, y down, z forward) that
 *     point towards the camera; 0, 0, 0 where nothing was hit
 * @param intrinsics the camera
 */
public record Rendering(
    RgbImage image, FloatMap metres, VectorMap normals, Intrinsics intrinsics) {}
