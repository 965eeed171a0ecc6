package org.tacheo.models.graph;

import java.util.List;

/**
 * A 3x3 convolution of maps whose pixels were doubled along both axes, without doubling them. A
 * window of 3x3 then sees 2x2 different pixels, so each of the four kinds of outputs is a 2x2
 * convolution of the small maps, whose kernel is a sum of the taps that fall onto the same pixel:
 * 16 products instead of 36, and the same result but for rounding.
 */
record SubPixel(OnnxModel model) {
  /**
   * Taps of one axis that fall onto the first and the second pixel of a pair, at the last copy of
   * the first pixel and at the first copy of the second.
   */
  private static final float[][] TAPS = {{1, 1, 0}, {0, 0, 1}, {1, 0, 0}, {0, 1, 1}};

  /**
   * Appends the convolution.
   *
   * @param kernels [channels, C, 9]
   * @param bias [channels]
   */
  Maps apply(Maps x, String kernels, String bias, int channels) {
    List<Attribute> attributes =
        List.of(
            Attribute.of("kernel_shape", new long[] {2, 2}),
            Attribute.of("pads", new long[] {1, 1, 1, 1}));
    String four = model.node("Concat", List.of(Attribute.of("axis", 0)), bias, bias, bias, bias);
    String pairs =
        model.node("Conv", attributes, x.name(), sums(kernels, channels, x.channels()), four);
    String maps =
        model.node(
            "DepthToSpace",
            List.of(Attribute.of("blocksize", 2), Attribute.of("mode", "DCR")),
            pairs);
    // the first and the last row and column lie in the margin
    String inner =
        model.node(
            "Slice", maps, model.integers(1, 1), model.integers(-1, -1), model.integers(2, 3));
    return new Maps(inner, channels);
  }

  /** [4 channels, C, 2, 2]; ONNX Runtime computes it in advance and keeps it as a constant. */
  private String sums(String kernels, int channels, int inputs) {
    String sums =
        model.node(
            "Einsum", List.of(Attribute.of("equation", "kct,nyxt->nkcyx")), kernels, bothAxes());
    return model.reshape(sums, 4L * channels, inputs, 2, 2);
  }

  /** [2 x 2 outputs x 2 x 2 pixels, 3 x 3 taps]. */
  private String bothAxes() {
    float[] both = new float[16 * 9];
    for (int i = 0; i < both.length; i++) {
      int output = i / 36;
      int pixel = i / 9 % 4;
      int tap = i % 9;
      float[] vertical = TAPS[output / 2 * 2 + pixel / 2];
      float[] horizontal = TAPS[output % 2 * 2 + pixel % 2];
      both[i] = vertical[tap / 3] * horizontal[tap % 3];
    }
    return model.decimals(both, 4, 2, 2, 9);
  }
}
