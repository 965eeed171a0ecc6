package org.tacheo.models.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tacheo.core.DataException;
import org.tacheo.models.checkpoint.StoredTensor;
import org.tacheo.models.checkpoint.WeightSource;
import org.tacheo.models.graph.OnnxModel.Rows;

/**
 * The layers that the networks are made of, each lowered to the operators that ONNX Runtime
 * computes best. A layer with weights is called by the name of its module, under which the
 * checkpoint has {@code weight} and {@code bias}.
 *
 * <p>Inside, all values have the type of the precision; inputs, outputs and norms are single
 * precision.
 */
final class GraphBuilder {
  /** More channels than there are. */
  static final int NEVER_QUICK = Integer.MAX_VALUE;

  private final OnnxModel model = new OnnxModel();
  private final WeightSource weights;
  private final NumberType type;
  private final int leastQuickChannels;
  private final Set<String> exposed = new HashSet<>();

  /**
   * An empty graph.
   *
   * @param leastQuickChannels from which 3x3 convolutions are computed with fewer products
   */
  GraphBuilder(WeightSource weights, Precision precision, int leastQuickChannels) {
    this.weights = weights;
    this.type = precision.type();
    this.leastQuickChannels = leastQuickChannels;
  }

  /** Makes inner values outputs as well, by the names that {@link #mark} gives them. */
  GraphBuilder expose(Set<String> names) {
    exposed.addAll(names);
    return this;
  }

  byte[] toBytes(String name) {
    return model.toBytes(name);
  }

  // What goes in and out

  Maps inputMaps(String name, int channels) {
    model.input(
        name, NumberType.FLOAT, "batch", Integer.toString(channels), name + "_h", name + "_w");
    return new Maps(narrow(name), channels);
  }

  /** One sequence: [1, S, width]. */
  Tokens inputTokens(String name, int width) {
    model.input(name, NumberType.FLOAT, "1", name + "_length", Integer.toString(width));
    return new Tokens(narrow(name), width);
  }

  /** One vector: [1, width]. */
  Tokens inputVector(String name, int width) {
    model.input(name, NumberType.FLOAT, "1", Integer.toString(width));
    return new Tokens(narrow(name), width);
  }

  void output(String name, Maps x) {
    model.output(
        name, wide(x.name()), "batch", Integer.toString(x.channels()), name + "_h", name + "_w");
  }

  void output(String name, Tokens x) {
    model.output(name, wide(x.name()), "1", name + "_length", Integer.toString(x.width()));
  }

  /** Gives an inner value the name of the module that it comes from. */
  Maps mark(String at, Maps x) {
    if (exposed.contains(at)) {
      model.output(
          at, wide(x.name()), "batch", Integer.toString(x.channels()), at + "_h", at + "_w");
    }
    return x;
  }

  /** The same for tokens. */
  Tokens mark(String at, Tokens x) {
    if (exposed.contains(at)) {
      model.output(at, wide(x.name()));
    }
    return x;
  }

  // Feature maps

  /** A convolution that keeps the size: odd kernel, stride 1. */
  Maps conv(String at, Maps x, int channels, int kernel) {
    long margin = kernel / 2;
    return conv(at, x, channels, kernel, 1, margin, margin, margin, margin);
  }

  /** A 3x3 convolution that keeps the size. */
  Maps conv3(String at, Maps x, int channels) {
    return conv(at, x, channels, 3);
  }

  /**
   * A 3x3 convolution that keeps the size, with fewer products if there are enough channels to pay
   * for the detour.
   */
  Maps quickConv(String at, Maps x, int channels) {
    if (Math.min(x.channels(), channels) < leastQuickChannels) {
      return conv(at, x, channels, 3);
    }
    String kernels = flatKernels(at + ".weight", channels, x.channels());
    String bias = weight(at + ".bias", NumberType.FLOAT, channels, channels, 1, 1);
    return new Winograd(model).apply(x, kernels, bias, channels);
  }

  /** A 3x3 convolution of twice the size. */
  Maps upsampledConv(String at, Maps x, int channels) {
    if (Math.min(x.channels(), channels) < leastQuickChannels) {
      return conv(at, upsample(x), channels, 3);
    }
    String kernels = flatKernels(at + ".weight", channels, x.channels());
    return new SubPixel(model).apply(x, kernels, weight(at + ".bias", channels), channels);
  }

  /** 3x3 kernels with one axis for all taps. */
  private String flatKernels(String name, int channels, int inputs) {
    StoredTensor kernels = weights.tensor(name, channels, inputs, 3, 3);
    return cast(kernels, Rows.ALL, type, channels, inputs, 9);
  }

  /** A 3x3 convolution that halves the size, rounded up. */
  Maps downsample(String at, Maps x) {
    return conv(at, x, x.channels(), 3, 2, 1, 1, 1, 1);
  }

  /** A 3x3 convolution that halves the size, rounded down: nothing is added above and left. */
  Maps downsampleLopsided(String at, Maps x) {
    return conv(at, x, x.channels(), 3, 2, 0, 0, 1, 1);
  }

  private Maps conv(String at, Maps x, int channels, int kernel, int stride, long... pads) {
    String weight = weight(at + ".weight", channels, x.channels(), kernel, kernel);
    String bias = weight(at + ".bias", channels);
    List<Attribute> attributes =
        List.of(
            Attribute.of("kernel_shape", new long[] {kernel, kernel}),
            Attribute.of("strides", new long[] {stride, stride}),
            Attribute.of("pads", pads));
    return new Maps(model.node("Conv", attributes, x.name(), weight, bias), channels);
  }

  /** Repeats each pixel as a block of 2x2. */
  Maps upsample(Maps x) {
    List<Attribute> attributes =
        List.of(
            Attribute.of("mode", "nearest"),
            Attribute.of("coordinate_transformation_mode", "asymmetric"),
            Attribute.of("nearest_mode", "floor"));
    String scales = model.decimals(new float[] {1, 1, 2, 2}, 4);
    return new Maps(model.node("Resize", attributes, x.name(), "", scales), x.channels());
  }

  /** Cuts rows and columns below and right, so that the size is that of another value. */
  Maps cropTo(Maps size, Maps x) {
    String ends = model.shape(size.name(), 2, 4);
    String starts = model.integers(0, 0);
    String axes = model.integers(2, 3);
    return new Maps(model.node("Slice", x.name(), starts, ends, axes), x.channels());
  }

  Maps concat(Maps first, Maps second) {
    String joined =
        model.node("Concat", List.of(Attribute.of("axis", 1)), first.name(), second.name());
    return new Maps(joined, first.channels() + second.channels());
  }

  Maps firstChannels(Maps x, int channels) {
    String zero = model.integers(0);
    String end = model.integers(channels);
    return new Maps(model.node("Slice", x.name(), zero, end, model.integers(1)), channels);
  }

  Maps add(Maps a, Maps b) {
    return new Maps(model.node("Add", a.name(), b.name()), a.channels());
  }

  /** Adds one number to each channel of every map. */
  Maps addToChannels(Maps x, Tokens shifts) {
    String column = model.reshape(shifts.name(), 0, shifts.width(), 1, 1);
    return new Maps(model.node("Add", x.name(), column), x.channels());
  }

  /** x times the logistic function of x. */
  Maps silu(Maps x) {
    return new Maps(sigmoidGated(x.name(), 1), x.channels());
  }

  /**
   * Norm over groups of channels, in single precision.
   *
   * <p>Sums go over rows first, then over their results: ONNX Runtime adds long rows of floats with
   * an error that grows with their length (a group of 128 x 768 x 576 is off by 7e-4 otherwise),
   * but rows as long as an image is wide are safe. For the same reason the variance comes from
   * centred values.
   */
  Maps groupNorm(String at, Maps x, int groups, double eps) {
    int channels = x.channels();
    if (channels % groups != 0) {
      throw new DataException(
          "%s: %d channels cannot be normed in %d groups; check norm_num_groups in config.json"
              .formatted(at, channels, groups));
    }
    int each = channels / groups;
    String rows = model.reshape(wide(x.name()), 0, groups, -1, 0);
    String centred = model.node("Sub", rows, rowWiseMean(rows));
    String squares = model.node("ReduceSumSquare", centred, model.integers(3));
    String variance =
        model.node("ReduceMean", model.node("Div", squares, width(x)), model.integers(2));
    String deviation = model.node("Sqrt", model.node("Add", variance, scalar(eps)));
    String weight = weight(at + ".weight", NumberType.FLOAT, channels, 1, groups, each, 1);
    String scale = model.reshape(model.node("Div", weight, deviation), 0, channels, 1, 1);
    String scaled = model.node("Mul", model.reshape(centred, 0, channels, -1, 0), scale);
    String bias = weight(at + ".bias", NumberType.FLOAT, channels, channels, 1, 1);
    return mark(at, new Maps(narrow(model.node("Add", scaled, bias)), channels));
  }

  private String width(Maps x) {
    return cast(model.shape(x.name(), 3, 4), NumberType.INT64, NumberType.FLOAT);
  }

  private String rowWiseMean(String x) {
    String overWidth = model.node("ReduceMean", x, model.integers(3));
    return model.node("ReduceMean", overWidth, model.integers(2));
  }

  /** Pixels in reading order: [B, C, h, w] to [B, h w, C]. */
  Tokens toTokens(Maps x) {
    String flat = model.reshape(x.name(), 0, x.channels(), -1);
    return new Tokens(transpose(flat), x.channels());
  }

  /** The way back from {@link #toTokens}, to the size of another value with as many channels. */
  Maps toMaps(Tokens x, Maps size) {
    String shape = model.node("Shape", size.name());
    return new Maps(model.node("Reshape", transpose(x.name()), shape), x.width());
  }

  // Feature vectors

  Tokens linear(String at, Tokens x, int width) {
    String bias = weight(at + ".bias", width);
    return new Tokens(model.node("Add", linearWithoutBias(at, x, width).name(), bias), width);
  }

  /** The matrix is read as it is stored, one row for each output. */
  Tokens linearWithoutBias(String at, Tokens x, int width) {
    return new Tokens(product(x, weight(at + ".weight", width, x.width())), width);
  }

  /** The first or the second half of the outputs of a linear layer, without the other half. */
  private Tokens halfOfLinear(StoredTensor matrix, StoredTensor bias, int half, Tokens x) {
    int width = Math.toIntExact(bias.shape().get(0)) / 2;
    Rows rows = new Rows(half, 2);
    String product = product(x, cast(matrix, rows, type, width, x.width()));
    return new Tokens(model.node("Add", product, cast(bias, rows, type, width)), width);
  }

  private String product(Tokens x, String matrix) {
    return model.contributed("FusedMatMul", List.of(Attribute.of("transB", 1)), x.name(), matrix);
  }

  /** A linear layer of twice the width, whose first half is gated by GELU of its second half. */
  Tokens gatedLinear(String at, Tokens x, int width) {
    StoredTensor matrix = weights.tensor(at + ".weight", 2L * width, x.width());
    StoredTensor bias = weights.tensor(at + ".bias", 2L * width);
    Tokens value = halfOfLinear(matrix, bias, 0, x);
    Tokens gate = gelu(halfOfLinear(matrix, bias, 1, x));
    return new Tokens(model.node("Mul", value.name(), gate.name()), width);
  }

  Tokens add(Tokens a, Tokens b) {
    return new Tokens(model.node("Add", a.name(), b.name()), a.width());
  }

  Tokens layerNorm(String at, Tokens x, double eps) {
    String weight = weight(at + ".weight", NumberType.FLOAT, x.width(), x.width());
    String bias = weight(at + ".bias", NumberType.FLOAT, x.width(), x.width());
    List<Attribute> attributes =
        List.of(Attribute.of("axis", -1), Attribute.of("epsilon", (float) eps));
    String norm = model.node("LayerNormalization", attributes, wide(x.name()), weight, bias);
    return new Tokens(narrow(norm), x.width());
  }

  Tokens silu(Tokens x) {
    return new Tokens(sigmoidGated(x.name(), 1), x.width());
  }

  /** x times the normal distribution function of x. */
  Tokens gelu(Tokens x) {
    return new Tokens(model.node("Gelu", x.name()), x.width());
  }

  /** x times the logistic function of 1.702 x. */
  Tokens quickGelu(Tokens x) {
    return new Tokens(sigmoidGated(x.name(), 1.702f), x.width());
  }

  private String sigmoidGated(String x, float alpha) {
    return model.contributed("QuickGelu", List.of(Attribute.of("alpha", alpha)), x);
  }

  /** What each query reads from the values, as far as its key agrees; [B, S, width] each. */
  Tokens attention(Tokens query, Tokens key, Tokens value, int heads) {
    return attention(query, key, value, heads, 0);
  }

  /** The same when a token sees only itself and those before it. */
  Tokens causalAttention(Tokens query, Tokens key, Tokens value, int heads) {
    return attention(query, key, value, heads, 1);
  }

  private Tokens attention(Tokens query, Tokens key, Tokens value, int heads, long causal) {
    if (query.width() % heads != 0) {
      throw new DataException(
          "attention of width %d cannot have %d heads; check the heads in config.json"
              .formatted(query.width(), heads));
    }
    List<Attribute> attributes =
        List.of(
            Attribute.of("num_heads", heads),
            Attribute.of("scale", (float) (1 / Math.sqrt((double) query.width() / heads))),
            Attribute.of("unidirectional", causal));
    return new Tokens(
        model.contributed("MultiHeadAttention", attributes, query.name(), key.name(), value.name()),
        query.width());
  }

  /** Repeats a single sequence for each map of a batch. */
  Tokens repeatFor(Maps batch, Tokens x) {
    String count = model.shape(batch.name(), 0, 1);
    String extents =
        model.node("Concat", List.of(Attribute.of("axis", 0)), count, model.integers(1, 1));
    return new Tokens(model.node("Expand", x.name(), extents), x.width());
  }

  /** Cosines and sines, or sines and cosines, of a number times each frequency: [1, 2 n]. */
  Tokens waves(String number, float[] frequencies, boolean cosinesFirst) {
    model.input(number, NumberType.FLOAT, "1");
    String constant = model.decimals(frequencies, 1, frequencies.length);
    String angles = model.node("Mul", number, constant);
    String sines = model.node("Sin", angles);
    String cosines = model.node("Cos", angles);
    List<Attribute> last = List.of(Attribute.of("axis", 1));
    String waves =
        cosinesFirst
            ? model.node("Concat", last, cosines, sines)
            : model.node("Concat", last, sines, cosines);
    return new Tokens(narrow(waves), 2 * frequencies.length);
  }

  /** The rows of a table that belong to one sequence of integers, and those to its positions. */
  Tokens embed(String ids, String table, int rows, String positions, int length, int width) {
    model.input(ids, NumberType.INT64, "1", ids + "_length");
    StoredTensor meanings = weights.tensor(table, rows, width);
    String token = model.node("Gather", model.weight(meanings, Rows.ALL, rows, width), ids);
    StoredTensor places = weights.tensor(positions, length, width);
    String place =
        model.node(
            "Slice",
            model.weight(places, Rows.ALL, length, width),
            model.integers(0),
            model.shape(ids, 1, 2),
            model.integers(0));
    return new Tokens(
        model.node(
            "Add",
            cast(token, NumberType.of(meanings), type),
            cast(place, NumberType.of(places), type)),
        width);
  }

  // Below

  private String transpose(String x) {
    return model.node("Transpose", List.of(Attribute.of("perm", new long[] {0, 2, 1})), x);
  }

  private String scalar(double value) {
    return model.decimals(new float[] {(float) value});
  }

  private String weight(String name, long... shape) {
    return cast(weights.tensor(name, shape), Rows.ALL, type, shape);
  }

  /** A vector seen in another shape, in this type. */
  private String weight(String name, NumberType wanted, long size, long... shape) {
    return cast(weights.tensor(name, size), Rows.ALL, wanted, shape);
  }

  private String cast(StoredTensor stored, Rows rows, NumberType wanted, long... shape) {
    return cast(model.weight(stored, rows, shape), NumberType.of(stored), wanted);
  }

  private String cast(String x, NumberType from, NumberType to) {
    return from == to ? x : model.node("Cast", List.of(Attribute.of("to", to.code())), x);
  }

  private String wide(String x) {
    return cast(x, type, NumberType.FLOAT);
  }

  private String narrow(String x) {
    return cast(x, NumberType.FLOAT, type);
  }
}
