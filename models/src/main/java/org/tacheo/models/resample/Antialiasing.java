package org.tacheo.models.resample;

/**
 * Interpolation whose kernel grows with the step between outputs, so that every input counts. The
 * positions are computed as in PyTorch: partly in single, partly in double precision.
 */
final class Antialiasing {
  /** The triangle of linear interpolation. */
  static final Kernel TRIANGLE = new Kernel(1, x -> x < 1 ? 1 - x : 0);

  /** Cubic convolution. */
  static final Kernel CUBIC =
      new Kernel(2, x -> x < 1 ? Cubic.KEYS.near(x) : x < 2 ? Cubic.KEYS.far(x) : 0);

  private Antialiasing() {}

  /** A weight that depends on the distance. */
  interface Weight {
    float at(float distance);
  }

  /**
   * A kernel.
   *
   * @param radius beyond which it is 0
   * @param weight of a distance that is not negative
   */
  record Kernel(int radius, Weight weight) {}

  /** What each output is made of. */
  static Taps taps(int inputs, int outputs, Kernel kernel) {
    float scale = (float) inputs / outputs;
    float support = scale >= 1 ? kernel.radius() * scale : kernel.radius();
    float inverse = scale >= 1 ? 1 / scale : 1;
    int longest = (int) Math.ceil(support) * 2 + 1;
    float[] weights = new float[longest];
    Taps taps = new Taps(inputs, outputs, longest);
    for (int i = 0; i < outputs; i++) {
      float centre = (float) (scale * (i + 0.5));
      int from = Math.max((int) (centre - support + 0.5), 0);
      int to = Math.min((int) (centre + support + 0.5), inputs);
      int length = Math.min(to - from, longest);
      float total = 0;
      for (int j = 0; j < length; j++) {
        float distance = (float) ((j + from - centre + 0.5) * inverse);
        weights[j] = kernel.weight().at(Math.abs(distance));
        total += weights[j];
      }
      normalise(weights, length, total);
      taps.set(i, from, length, weights);
    }
    return taps;
  }

  private static void normalise(float[] weights, int length, float total) {
    for (int j = 0; j < length; j++) {
      weights[j] /= total;
    }
  }
}
