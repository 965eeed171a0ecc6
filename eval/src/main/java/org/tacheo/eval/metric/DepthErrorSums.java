package org.tacheo.eval.metric;

import org.tacheo.core.FloatMap;
import org.tacheo.core.PixelSet;

/**
 * Sums over the valid pixels of one sample, from which every depth metric follows; q is the aligned
 * and clipped prediction, g the ground truth, e = ln(q / g).
 *
 * <p>Arithmetic: predictions and ground truth are float32, and so are alignment, clipping and the
 * ratio that is held against the delta thresholds, since a comparison must fall on the same side as
 * in the reference; errors are formed and summed in double, in row-major order. The reference sums
 * in float32 in an order that depends on the device; the two agree within 1e-6 relative on all
 * vectors of DepthMetricTest.
 *
 * @param n number of pixels
 * @param finite whether every prediction among them is finite; if not, the sums mean nothing
 * @param absoluteRelative sum of |q - g| / g
 * @param squaredRelative sum of (q - g)^2 / g
 * @param squared sum of (q - g)^2
 * @param log sum of e
 * @param absoluteLog sum of |e|
 * @param squaredLog sum of e^2
 * @param squaredInverse sum of (1/q - 1/g)^2
 * @param within1 number of pixels with max(q/g, g/q) below 1.25
 * @param within2 the same below 1.25^2
 * @param within3 the same below 1.25^3
 */
record DepthErrorSums(
    int n,
    boolean finite,
    double absoluteRelative,
    double squaredRelative,
    double squared,
    double log,
    double absoluteLog,
    double squaredLog,
    double squaredInverse,
    int within1,
    int within2,
    int within3) {

  // Positive floats order as their bits do, and integers need no branch that noise would
  // mispredict.
  private static final int DELTA_1 = Float.floatToRawIntBits(1.25f);
  private static final int DELTA_2 = Float.floatToRawIntBits(1.5625f);
  private static final int DELTA_3 = Float.floatToRawIntBits(1.953125f);

  /** Takes the sums in one pass. */
  static DepthErrorSums of(AlignedDepth prediction, FloatMap groundTruth, PixelSet pixels) {
    double absoluteRelative = 0;
    double squaredRelative = 0;
    double squared = 0;
    double log = 0;
    double absoluteLog = 0;
    double squaredLog = 0;
    double squaredInverse = 0;
    double nothing = 0; // stays 0 unless a prediction is NaN or infinite
    int within1 = 0;
    int within2 = 0;
    int within3 = 0;
    for (int w = 0; w < pixels.words(); w++) {
      for (long bits = pixels.word(w); bits != 0; bits &= bits - 1) {
        int pixel = (w << 6) + Long.numberOfTrailingZeros(bits);
        float raw = prediction.raw(pixel);
        nothing += 0 * raw;
        float q = prediction.depth(raw);
        float g = groundTruth.at(pixel);
        int ratio = Float.floatToRawIntBits(symmetricRatio(q, g));
        within1 += (ratio - DELTA_1) >>> 31; // the sign of the difference
        within2 += (ratio - DELTA_2) >>> 31;
        within3 += (ratio - DELTA_3) >>> 31;
        double reciprocal = 1 / ((double) q * g);
        double inverseG = reciprocal * q;
        double error = (double) q - g;
        double relative = error * inverseG;
        // Exactly 0 where q = g; rounding the sum costs e less than 1e-8 while q / g is above 1e-8.
        double e = NaturalLogarithm.of(1 + relative);
        double inverseError = error * reciprocal;
        absoluteRelative += Math.abs(relative);
        squaredRelative += error * relative;
        squared += error * error;
        log += e;
        absoluteLog += Math.abs(e);
        squaredLog += e * e;
        squaredInverse += inverseError * inverseError;
      }
    }
    return new DepthErrorSums(
        pixels.count(),
        nothing == 0,
        absoluteRelative,
        squaredRelative,
        squared,
        log,
        absoluteLog,
        squaredLog,
        squaredInverse,
        within1,
        within2,
        within3);
  }

  /** max(q / g, g / q) in float32, by one division: the larger by the smaller. */
  private static float symmetricRatio(float q, float g) {
    int a = Float.floatToRawIntBits(q);
    int b = Float.floatToRawIntBits(g);
    return Float.intBitsToFloat(Math.max(a, b)) / Float.intBitsToFloat(Math.min(a, b));
  }
}
