package org.tacheo.eval.metric;

import org.tacheo.core.PixelSet;
import org.tacheo.core.VectorMap;

/**
 * The angles between predicted and true normals of one sample, in degrees, over its valid pixels in
 * row-major order.
 *
 * <p>Per pixel, every step in float32 as in the reference: both vectors are divided by their norms,
 * each at least 1e-8; the cosine is the sum of the three products, clamped to [-1, 1]; its arc
 * cosine times 180 over pi. So a zero prediction is off by exactly 90 degrees. The length of a
 * vector has no part in its error.
 *
 * <p>The reference's float32 steps are met bit for bit but for the arc cosine, which torch takes
 * from a vector library that rounds a few values in a hundred the other way; here it is rounded
 * correctly. AngularErrorsTest holds the cosine to the bit and the angle to three units in the last
 * place against torch.
 *
 * <p>Source: DSINE, utils/utils.py at ef0c2af, and Marigold, src/util/metric.py at b1dffaa; both
 * call torch.cosine_similarity.
 */
public final class AngularErrors {
  private static final float LEAST_NORM = 1e-8f;
  private static final float HALF_TURN = 180f;
  private static final float PI = (float) Math.PI;

  private final float[] degrees;
  private final boolean finite;

  private AngularErrors(float[] degrees, boolean finite) {
    this.degrees = degrees;
    this.finite = finite;
  }

  /**
   * The errors of a prediction.
   *
   * @param prediction [H, W], of any length
   * @param groundTruth [H, W], in the same frame
   * @param pixels the valid pixels
   */
  public static AngularErrors of(VectorMap prediction, VectorMap groundTruth, PixelSet pixels) {
    float[] degrees = new float[pixels.count()];
    float nothing = 0; // stays 0 unless an angle is NaN
    int n = 0;
    for (int w = 0; w < pixels.words(); w++) {
      for (long bits = pixels.word(w); bits != 0; bits &= bits - 1) {
        int pixel = (w << 6) + Long.numberOfTrailingZeros(bits);
        float error = degrees(cosine(prediction, groundTruth, pixel));
        nothing += 0 * error;
        degrees[n++] = error;
      }
    }
    return new AngularErrors(degrees, nothing == 0);
  }

  /** The number of pixels. */
  public int count() {
    return degrees.length;
  }

  /** Whether every angle is a number; if not, no metric is defined. */
  public boolean finite() {
    return finite;
  }

  /** The error of the i-th valid pixel, degrees; NaN if a vector has no direction. */
  public float at(int i) {
    return degrees[i];
  }

  /**
   * The same errors in ascending order, packed.
   *
   * @throws IllegalStateException if one is not a number
   */
  public PixelErrors sorted() {
    if (!finite) {
      throw new IllegalStateException("an angle is not a number; there is no order");
    }
    return PixelErrors.of(degrees);
  }

  /**
   * The sum as NumPy takes it of a float32 array.
   *
   * @see PairwiseSum
   */
  float pairwiseSum() {
    return PairwiseSum.of(degrees);
  }

  /** The sum of the squares, each rounded to float32, as NumPy takes it. */
  float pairwiseSumOfSquares() {
    float[] squares = new float[degrees.length];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = degrees[i] * degrees[i];
    }
    return PairwiseSum.of(squares);
  }

  /** The cosine before it is clamped; NaN if a component is not finite. */
  static float cosine(VectorMap prediction, VectorMap groundTruth, int pixel) {
    float px = prediction.at(pixel, 0);
    float py = prediction.at(pixel, 1);
    float pz = prediction.at(pixel, 2);
    float gx = groundTruth.at(pixel, 0);
    float gy = groundTruth.at(pixel, 1);
    float gz = groundTruth.at(pixel, 2);
    float p = norm(px, py, pz);
    float g = norm(gx, gy, gz);
    return (px / p) * (gx / g) + (py / p) * (gy / g) + (pz / p) * (gz / g);
  }

  static float degrees(float cosine) {
    // Plain comparisons let NaN through.
    float clamped = cosine > 1 ? 1 : cosine < -1 ? -1 : cosine;
    return (float) ArcCosine.of(clamped) * HALF_TURN / PI;
  }

  private static float norm(float x, float y, float z) {
    float norm = (float) Math.sqrt(x * x + y * y + z * z);
    return norm < LEAST_NORM ? LEAST_NORM : norm;
  }
}
