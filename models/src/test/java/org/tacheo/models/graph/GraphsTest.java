package org.tacheo.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tacheo.models.checkpoint.WeightSource;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.EngineOptions;
import org.tacheo.models.runtime.Session;
import org.tacheo.models.runtime.Tensor;

/** The networks of the miniature checkpoint against PyTorch 2.13 and diffusers 0.40. */
class GraphsTest {
  /** Values are of order 1; a few hundred roundings of single precision lie between the two. */
  private static final float SINGLE = 2e-5f;

  /**
   * The same for inner values, of which some are as large as 70: a dozen units in the last place.
   */
  private static final float INNER = 1.5e-6f;

  private static final Tensors GOLDEN = Npz.read("/tiny/golden.npz");

  private static final Set<String> BLOCKS =
      Set.of(
          "time_embedding",
          "conv_in",
          "down_blocks.0.resnets.0",
          "down_blocks.0.attentions.0.transformer_blocks.0",
          "down_blocks.0.attentions.0",
          "down_blocks.0",
          "down_blocks.1",
          "down_blocks.2",
          "down_blocks.3",
          "mid_block",
          "up_blocks.0",
          "up_blocks.1",
          "up_blocks.2",
          "up_blocks.3");

  @Test
  void denoisesAsTheReferenceDoes() {
    byte[] model = Graphs.unet(Tiny.UNET, Tiny.weights("unet"), Precision.FP32);
    assertClose(denoise(model, 999).get("output"), GOLDEN.get("unet_out_t999"), SINGLE);
    assertClose(denoise(model, 1).get("output"), GOLDEN.get("unet_out_t1"), SINGLE);
  }

  @Test
  void hasTheInnerValuesOfTheReference() {
    Tensors values =
        denoise(Graphs.unet(Tiny.UNET, Tiny.weights("unet"), Precision.FP32, BLOCKS), 999);
    for (String block : new TreeSet<>(BLOCKS)) {
      Tensor expected = GOLDEN.get("act." + block);
      Tensor actual = values.get(block);
      assertClose(
          block.equals("time_embedding") ? twice(actual) : actual,
          expected,
          INNER * largest(expected));
    }
  }

  private static float largest(Tensor tensor) {
    float largest = 0;
    for (float value : tensor.toArray()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The reference embeds the time once for each sample of the batch. */
  private static Tensor twice(Tensor row) {
    Tensor rows = Tensor.zeros(2, row.size());
    rows.values().put(row.values()).put(row.values());
    return rows;
  }

  private static Tensors denoise(byte[] model, float timestep) {
    return run(
        model,
        Map.of(
            "sample",
            GOLDEN.get("unet_in"),
            "timestep",
            Tensor.of(new float[] {timestep}, 1),
            "text",
            GOLDEN.get("text_emb")));
  }

  @Test
  void readsWeightsFromSeveralFiles() {
    WeightSource shards = Tiny.stored("/tiny/unet-sharded");
    Tensor output = denoise(Graphs.unet(Tiny.UNET, shards, Precision.FP32), 999).get("output");
    assertClose(output, GOLDEN.get("unet_out_t999"), SINGLE);
  }

  @Test
  void encodesAsTheReferenceDoes() {
    Tensors values =
        run(
            Graphs.encoder(
                Tiny.VAE, Tiny.weights("vae"), Precision.FP32, Set.of("encoder", "quant_conv")),
            Map.of("image", GOLDEN.get("vae_in")));
    assertClose(values.get("encoder"), GOLDEN.get("vae_enc_h"), SINGLE);
    assertClose(values.get("quant_conv"), GOLDEN.get("vae_moments"), SINGLE);
    assertClose(values.get("mean"), GOLDEN.get("vae_mean"), SINGLE);
  }

  @Test
  void encodesSizesThatEightDoesNotDivide() {
    assertClose(encode(GOLDEN.get("vae_in_odd")), GOLDEN.get("vae_mean_odd"), SINGLE);
  }

  private static Tensor encode(Tensor image) {
    byte[] model = Graphs.encoder(Tiny.VAE, Tiny.weights("vae"), Precision.FP32);
    return run(model, Map.of("image", image)).get("mean");
  }

  @Test
  void decodesAsTheReferenceDoes() {
    assertClose(decode(GOLDEN.get("vae_mean")), GOLDEN.get("vae_dec"), SINGLE);
    assertClose(decode(GOLDEN.get("vae_mean_odd")), GOLDEN.get("vae_dec_odd"), SINGLE);
  }

  private static Tensor decode(Tensor latent) {
    byte[] model = Graphs.decoder(Tiny.VAE, Tiny.weights("vae"), Precision.FP32);
    return run(model, Map.of("latent", latent)).get("image");
  }

  @Test
  void embedsTextAsTheReferenceDoes() {
    byte[] model = Graphs.text(Tiny.TEXT, Tiny.weights("text_encoder"), Precision.FP32);
    Tensor two = run(model, Map.of("ids", GOLDEN.get("ids"))).get("embedding");
    assertClose(two, GOLDEN.get("text_emb"), SINGLE);
    float[] padded = new float[77];
    Arrays.fill(padded, 189);
    padded[0] = 188;
    Tensor all = run(model, Map.of("ids", Tensor.of(padded, 1, 77))).get("embedding");
    assertClose(all, GOLDEN.get("text_emb_77eos"), SINGLE);
  }

  @Test
  void computesEachMemberOfABatchAlone() {
    Tensor image = GOLDEN.get("vae_in");
    Tensor both = Tensor.zeros(2, 3, 48, 72);
    both.values().put(image.values());
    for (int i = 0; i < image.size(); i++) {
      both.values().put(image.size() + i, -image.values().get(i));
    }
    float[] alone = encode(image).toArray();
    assertThat(Arrays.copyOf(encode(both).toArray(), alone.length)).containsExactly(alone);
  }

  private static Tensors run(byte[] model, Map<String, Tensor> inputs) {
    try (Engine engine = Engine.open(EngineOptions.on(Device.CPU));
        Session session = engine.open(model, "network")) {
      return new Tensors(session.run(inputs));
    }
  }

  private static void assertClose(Tensor actual, Tensor expected, float tolerance) {
    assertThat(actual.shape()).containsExactly(expected.shape());
    int worst =
        IntStream.range(0, actual.size())
            .boxed()
            .max(
                (a, b) ->
                    Float.compare(difference(actual, expected, a), difference(actual, expected, b)))
            .orElseThrow();
    assertThat(actual.values().get(worst))
        .isCloseTo(expected.values().get(worst), within(tolerance));
  }

  private static float difference(Tensor a, Tensor b, int i) {
    return Math.abs(a.values().get(i) - b.values().get(i));
  }
}
