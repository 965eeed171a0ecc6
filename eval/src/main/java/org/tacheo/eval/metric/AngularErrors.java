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
 * <p>torch squares and adds the components of a norm in one rounding where they lie together in
 * memory, else in two; see {@link Norms}. The other steps are met bit for bit but for the arc
 * cosine, which torch takes from a vector library that rounds a few values in a hundred the other
 * way; here it is rounded correctly. AngularErrorsTest holds the cosine to the bit and the angle to
 * three units in the last place against torch.
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

  /** How often a square is rounded before it is added to the others of a norm. */
  public enum Norms {
    /** Rounded, then added and rounded: images whose channels lie apart, as Marigold's do. */
    SEPARATE,
    /** Added, then rounded once: images whose channels lie together, as DSINE's loaders give. */
    FUSED
  }

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
  public static AngularErrors of(
      VectorMap prediction, VectorMap groundTruth, PixelSet pixels, Norms norms) {
    boolean fused = norms == Norms.FUSED;
    float[] degrees = new float[pixels.count()];
    float nothing = 0; // stays 0 unless an angle is NaN
    int n = 0;
    for (int w = 0; w < pixels.words(); w++) {
      for (long bits = pixels.word(w); bits != 0; bits &= bits - 1) {
        int pixel = (w << 6) + Long.numberOfTrailingZeros(bits);
        float error = degrees(cosine(prediction, groundTruth, pixel, fused));
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
  static float cosine(VectorMap prediction, VectorMap groundTruth, int pixel, boolean fused) {
    float px = prediction.at(pixel, 0);
    float py = prediction.at(pixel, 1);
    float pz = prediction.at(pixel, 2);
    float gx = groundTruth.at(pixel, 0);
    float gy = groundTruth.at(pixel, 1);
    float gz = groundTruth.at(pixel, 2);
    float p = norm(px, py, pz, fused);
    float g = norm(gx, gy, gz, fused);
    return (px / p) * (gx / g) + (py / p) * (gy / g) + (pz / p) * (gz / g);
  }

  static float degrees(float cosine) {
    // Plain comparisons let NaN through.
    float clamped = cosine > 1 ? 1 : cosine < -1 ? -1 : cosine;
    return (float) ArcCosine.of(clamped) * HALF_TURN / PI;
  }

  // The product of two float32 is exact in double. Math.fma would take microseconds on a processor
  // without that instruction.
  private static float norm(float x, float y, float z, boolean fused) {
    float square =
        fused ? (float) ((double) z * z + (float) ((double) y * y + x * x)) : x * x + y * y + z * z;
    float norm = (float) Math.sqrt(square);
    return norm < LEAST_NORM ? LEAST_NORM : norm;
  }
}
