package org.tacheo.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.runtime.Tensor;

/**
 * Trained networks, whose inner values are real: every normalisation and every network of the mini
 * family against PyTorch (diffusion/make_mini.py).
 */
final class MiniNetworksTest {
  /** Of the largest value: sums of thousands of products in another order, up to fifty deep. */
  private static final double INNER = 2e-6;

  /**
   * Of the largest value of what a network gives: the autoencoder's whitening, the last convolution
   * of the encoder and the first of the decoder, stretches the weakest direction tenfold.
   */
  private static final double GIVEN = 1e-5;

  /** What make_mini.py keeps of inner values. */
  private static final int KEPT = 500;

  @ParameterizedTest
  @ValueSource(strings = {"depth", "normals"})
  void normalisesAndDrawsAsPytorch(String task) {
    Tensors golden = Npz.read("/org/tacheo/models/diffusion/mini-" + task + ".npz");
    Checkpoint mini = Checkpoint.open(Path.of("..", "checkpoints", "mini-marigold-" + task), "");

    GraphBuilder encoder = exposing("encoder", "encoder.", golden, mini);
    Encoder.build(encoder, mini.vaeConfig());
    compare(
        golden, "encoder", "encoder.", encoder, Map.of("image", golden.get("stage.rgb")), "mean");

    GraphBuilder unet = exposing("unet", "", golden, mini);
    UNet.build(unet, mini.unetConfig());
    Map<String, Tensor> inputs =
        Map.of(
            "sample", golden.get("stage.sample"),
            "timestep", Tensor.of(new float[] {999}, 1),
            "text", golden.get("stage.text"));
    compare(golden, "unet", "", unet, inputs, "velocity");

    GraphBuilder decoder = exposing("decoder", "decoder.", golden, mini);
    Decoder.build(decoder, mini.vaeConfig());
    compare(
        golden,
        "decoder",
        "decoder.",
        decoder,
        Map.of("latent", golden.get("stage.latent")),
        "drawn");
  }

  private static GraphBuilder exposing(
      String network, String prefix, Tensors golden, Checkpoint mini) {
    Set<String> names =
        norms(network, golden).stream().map(prefix::concat).collect(Collectors.toSet());
    assertThat(names).hasSizeGreaterThan(10);
    return new GraphBuilder(
            network.equals("unet") ? mini.unet() : mini.vae(),
            Precision.FP32,
            GraphBuilder.NEVER_QUICK)
        .expose(names);
  }

  private static Set<String> norms(String network, Tensors golden) {
    String start = "norm." + network + ".";
    return golden.byName().keySet().stream()
        .filter(name -> name.startsWith(start))
        .map(name -> name.substring(start.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void compare(
      Tensors golden,
      String network,
      String prefix,
      GraphBuilder graph,
      Map<String, Tensor> inputs,
      String result) {
    Tensors values = Networks.run(graph.toBytes(network), inputs);
    Map<String, Double> errors = new TreeMap<>();
    for (String norm : norms(network, golden)) {
      float largest = golden.get("largest." + network + "." + norm).toArray()[0];
      float[] expected = golden.get("norm." + network + "." + norm).toArray();
      errors.put(norm, worst(values.get(prefix + norm).toArray(), expected) / largest);
    }
    float[] expected = golden.get("stage." + result).toArray();
    String output = result.equals("mean") ? "mean" : result.equals("drawn") ? "image" : "output";
    double largest = worst(new float[expected.length], expected);
    errors.put(result, worst(values.get(output).toArray(), expected) / largest);
    assertThat(errors)
        .as("errors relative to the largest value, " + network)
        .allSatisfy(
            (name, error) ->
                assertThat(error).as(name).isLessThan(name.equals(result) ? GIVEN : INNER));
  }

  /** Of values, as many are looked at as are expected, evenly spaced. */
  private static double worst(float[] values, float[] expected) {
    int stride = expected.length == values.length ? 1 : Math.max(1, values.length / KEPT);
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(values[i * stride] - expected[i]));
    }
    return worst;
  }
}
