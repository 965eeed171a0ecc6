package org.tacheo.models.graph;

import java.util.List;

/**
 * A 3x3 convolution as Winograd's minimal filtering F(2x2, 3x3): 16 products for a block of 2x2
 * outputs instead of 36. Blocks of inputs and kernels are transformed to 16 numbers each, which are
 * matrices over the channels; their products are transformed back.
 *
 * <p>Transforms are sums and differences, and halves in that of the kernels, so the result is as
 * precise as that of the plain form within a factor of 2. That of the kernels is done once when a
 * session is opened, and takes 16/9 of the memory of the kernels.
 *
 * <p>Source: Lavin and Gray 2016, arXiv:1509.09308, section 4.1.
 */
record Winograd(OnnxModel model) {
  private static final List<Attribute> AXIS_0 = List.of(Attribute.of("axis", 0));

  private static final List<Attribute> BLOCKS_OF_2 =
      List.of(Attribute.of("blocksize", 2), Attribute.of("mode", "DCR"));

  /** Inputs of one axis of a block, to the terms of the products. */
  private static final float[][] INPUT = {
    {1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, 1, 0, -1},
  };

  /** A kernel's taps along one axis, to the terms of the products. */
  private static final float[][] KERNEL = {
    {1, 0, 0}, {0.5f, 0.5f, 0.5f}, {0.5f, -0.5f, 0.5f}, {0, 0, 1},
  };

  /** Products of one axis, to its two outputs. */
  private static final float[][] OUTPUT = {{1, 1, 1, 0}, {0, 1, -1, -1}};

  /**
   * Appends the convolution; extents may be odd, and the batch of any size.
   *
   * @param kernels [channels, C, 9]
   * @param bias [channels, 1, 1]
   */
  Maps apply(Maps x, String kernels, String bias, int channels) {
    String terms = inputTerms(x);
    String grid = model.shape(terms, 2, 4);
    String products = products(x, terms, kernelTerms(kernels));
    String outputs = model.node("MatMul", constant(OUTPUT, 4, 16), products);
    String shape = model.node("Concat", AXIS_0, model.integers(-1, 4L * channels), grid);
    String blocks = model.node("Reshape", outputs, shape);
    String maps = model.node("DepthToSpace", BLOCKS_OF_2, blocks);
    String cropped =
        model.node(
            "Slice", maps, model.integers(0, 0), model.shape(x.name(), 2, 4), model.integers(2, 3));
    return new Maps(model.node("Add", cropped, bias), channels);
  }

  /** [C B, 16, h, w]: a block of 4x4 inputs around each 2x2, the last perhaps beyond the edge. */
  private String inputTerms(Maps x) {
    String swapped =
        model.node("Transpose", List.of(Attribute.of("perm", new long[] {1, 0, 2, 3})), x.name());
    List<Attribute> attributes =
        List.of(
            Attribute.of("kernel_shape", new long[] {4, 4}),
            Attribute.of("strides", new long[] {2, 2}),
            Attribute.of("pads", new long[] {1, 1, 2, 2}));
    String planes = model.reshape(swapped, -1, 1, 0, 0);
    return model.node("Conv", attributes, planes, constant(INPUT, 16, 1, 4, 4));
  }

  /** [1, 16, channels, C]; one operator, whose result ONNX Runtime keeps as a constant. */
  private String kernelTerms(String kernels) {
    return model.node(
        "Einsum",
        List.of(Attribute.of("equation", "kct,ont->onkc")),
        kernels,
        constant(KERNEL, 1, 16, 9));
  }

  /** [B, 16, channels h w], from terms whose channels are read with a stride: none are moved. */
  private String products(Maps x, String terms, String kernelTerms) {
    String shape =
        model.node(
            "Concat",
            AXIS_0,
            model.integers(x.channels()),
            model.shape(x.name(), 0, 1),
            model.integers(16, -1));
    String products =
        model.contributed(
            "FusedMatMul",
            List.of(Attribute.of("transBatchB", 1)),
            kernelTerms,
            model.node("Reshape", terms, shape));
    return model.reshape(products, 0, 16, -1);
  }

  /** A transform of both axes from that of one. */
  private String constant(float[][] axis, long... shape) {
    int to = axis.length;
    int from = axis[0].length;
    float[] both = new float[to * to * from * from];
    for (int i = 0; i < both.length; i++) {
      int row = i / (from * from);
      int column = i % (from * from);
      both[i] = axis[row / to][column / from] * axis[row % to][column % from];
    }
    return model.decimals(both, shape);
  }
}
