package org.tacheo.models.resample;

/**
 * Cubic convolution with a parameter, after Keys 1981, "Cubic convolution interpolation for digital
 * image processing"; in single precision with fused multiply-adds as in PyTorch.
 */
enum Cubic {
  /** With the parameter that Keys derives, of third order. */
  KEYS(-0.5f) {
    @Override
    float last(float product, float distance, float addend) {
      return Math.fma(product, distance, addend);
    }
  },

  /** With the parameter of PyTorch (and OpenCV) where there is no antialiasing. */
  SHARP(-0.75f) {
    @Override
    float last(float product, float distance, float addend) {
      return product * distance + addend;
    }
  };

  private final float a;

  Cubic(float a) {
    this.a = a;
  }

  /**
   * The last step of either polynomial, which is fused in one kernel of PyTorch, not in another.
   */
  abstract float last(float product, float distance, float addend);

  /** The weight of a neighbour nearer than 1. */
  float near(float distance) {
    return last(Math.fma(a + 2, distance, -(a + 3)) * distance, distance, 1);
  }

  /** The weight of a neighbour at a distance from 1 to 2. */
  float far(float distance) {
    float quadratic = Math.fma(Math.fma(a, distance, -(5 * a)), distance, 8 * a);
    return last(quadratic, distance, -(4 * a));
  }

  /** The weights of the four neighbours of a place this fraction behind the second of them. */
  float[] weights(float fraction) {
    float rest = 1 - fraction;
    return new float[] {far(fraction + 1), near(fraction), near(rest), far(rest + 1)};
  }
}
