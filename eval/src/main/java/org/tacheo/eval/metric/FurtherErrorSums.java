package org.tacheo.eval.metric;

import org.tacheo.core.FloatMap;
import org.tacheo.core.PixelSet;

/**
 * Sums that only some protocols ask for, in a pass of their own: in that of {@link DepthErrorSums}
 * they would slow down everybody by half. Arithmetic as there.
 *
 * @param absolute sum of |q - g|
 * @param relativeSquared sum of ((q - g) / g)^2
 * @param above1 number of pixels with max(q/g, g/q) above 1.25
 */
record FurtherErrorSums(double absolute, double relativeSquared, int above1) {

  /** Takes the sums in one pass. */
  static FurtherErrorSums of(AlignedDepth prediction, FloatMap groundTruth, PixelSet pixels) {
    double absolute = 0;
    double relativeSquared = 0;
    int above1 = 0;
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      float q = prediction.depth(prediction.raw(pixel));
      float g = groundTruth.at(pixel);
      double error = (double) q - g;
      double relative = error / g;
      absolute += Math.abs(error);
      relativeSquared += relative * relative;
      above1 += Math.max(q / g, g / q) > 1.25f ? 1 : 0;
    }
    return new FurtherErrorSums(absolute, relativeSquared, above1);
  }
}
