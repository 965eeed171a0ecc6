package org.tacheo.models.graph;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.models.checkpoint.Network;
import org.tacheo.models.checkpoint.TextConfig;
import org.tacheo.models.checkpoint.UNetConfig;
import org.tacheo.models.checkpoint.VaeConfig;
import org.tacheo.models.checkpoint.Weights;
import org.tacheo.models.runtime.Tensor;

/** Networks with other settings than SD2's, against what make_graphs.py computed. */
class VariantsTest {
  /** Values are of order 1; a few hundred roundings of single precision lie between the two. */
  private static final float SINGLE = 2e-5f;

  /** The same in half precision, whose unit of rounding is 5e-4. */
  private static final float HALF = 5e-3f;

  private static final Tensors EXPECTED = Npz.read("/graphs/expected.npz");

  private static final UNetConfig LOTUS =
      new UNetConfig(
          4,
          4,
          List.of(8, 8, 16),
          List.of(true, true, false),
          List.of(false, true, true),
          1,
          List.of(1, 2, 4),
          8,
          true,
          4,
          1e-5,
          true,
          0,
          4,
          false);

  private static final UNetConfig CONVOLVED =
      new UNetConfig(
          8,
          4,
          List.of(8, 8, 16),
          List.of(true, true, false),
          List.of(false, true, true),
          1,
          List.of(2, 2, 2),
          8,
          false,
          4,
          1e-5,
          false,
          1,
          0,
          false);

  static Stream<Arguments> unets() {
    return Stream.of(
        Arguments.of("lotus-f32", LOTUS, Precision.FP32, SINGLE),
        Arguments.of("lotus-f32", LOTUS, Precision.FP16, HALF),
        Arguments.of("lotus-f16", LOTUS, Precision.FP32, SINGLE),
        Arguments.of("lotus-f16", LOTUS, Precision.FP16, HALF),
        Arguments.of("projected-by-convolution-bf16", CONVOLVED, Precision.FP32, SINGLE),
        Arguments.of("projected-by-convolution-bf16", CONVOLVED, Precision.FP16, HALF));
  }

  @ParameterizedTest(name = "{0} in {2}")
  @MethodSource("unets")
  void denoises(String name, UNetConfig config, Precision precision, float tolerance) {
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("sample", EXPECTED.get(name + ".sample"));
    inputs.put("text", EXPECTED.get(name + ".text"));
    inputs.put("timestep", Tensor.of(new float[] {749}, 1));
    if (config.classEmbeddingInput() > 0) {
      inputs.put("class_labels", EXPECTED.get(name + ".class_labels"));
    }
    byte[] model = Graphs.unet(config, weights(name, Network.UNET), precision);
    Tensor output = Networks.run(model, inputs).get("output");
    Networks.assertClose(output, EXPECTED.get(name + ".output"), tolerance);
  }

  static Stream<Arguments> autoencoders() {
    return Stream.of(
        Arguments.of("bare-vae-bf16", vae(false), Precision.FP32, SINGLE),
        Arguments.of("bare-vae-bf16", vae(false), Precision.FP16, HALF),
        Arguments.of("vae-f16", vae(true), Precision.FP32, SINGLE),
        Arguments.of("vae-f16", vae(true), Precision.FP16, HALF));
  }

  private static VaeConfig vae(boolean complete) {
    return new VaeConfig(3, 3, 4, List.of(8, 16), 1, 4, 0.18215, complete, complete, complete);
  }

  @ParameterizedTest(name = "{0} in {2}")
  @MethodSource("autoencoders")
  void encodesAndDecodes(String name, VaeConfig config, Precision precision, float tolerance) {
    Tensor expected = EXPECTED.get(name + ".mean");
    byte[] encoder = Graphs.encoder(config, weights(name, Network.VAE), precision);
    Map<String, Tensor> image = Map.of("image", EXPECTED.get(name + ".image"));
    Networks.assertClose(Networks.run(encoder, image).get("mean"), expected, tolerance);
    byte[] decoder = Graphs.decoder(config, weights(name, Network.VAE), precision);
    Tensor decoded = Networks.run(decoder, Map.of("latent", expected)).get("image");
    Networks.assertClose(decoded, EXPECTED.get(name + ".decoded"), tolerance);
  }

  @Test
  void embedsTextWithTheOtherActivation() {
    TextConfig config = new TextConfig(8, 24, 2, 4, 9, 20, 1e-5, TextConfig.Activation.QUICK_GELU);
    Weights weights = weights("quick-gelu-text-f16", Network.TEXT);
    Map<String, Tensor> ids = Map.of("ids", EXPECTED.get("quick-gelu-text-f16.ids"));
    Tensor expected = EXPECTED.get("quick-gelu-text-f16.embedding");
    byte[] single = Graphs.text(config, weights, Precision.FP32);
    Networks.assertClose(Networks.run(single, ids).get("embedding"), expected, SINGLE);
    byte[] half = Graphs.text(config, weights, Precision.FP16);
    Networks.assertClose(Networks.run(half, ids).get("embedding"), expected, HALF);
  }

  private static Weights weights(String name, Network network) {
    Path folder = Tiny.folder("/graphs");
    return Weights.open(folder.resolve(name + ".safetensors"), network);
  }
}
