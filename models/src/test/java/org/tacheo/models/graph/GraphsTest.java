package org.tacheo.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.models.checkpoint.Checkpoint;
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

  private static final Checkpoint TINY = Tiny.marigold();

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
    byte[] model = Graphs.unet(TINY.unetConfig(), TINY.unet(), Precision.FP32);
    Networks.assertClose(denoise(model, 999).get("output"), GOLDEN.get("unet_out_t999"), SINGLE);
    Networks.assertClose(denoise(model, 1).get("output"), GOLDEN.get("unet_out_t1"), SINGLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, GraphBuilder.NEVER_QUICK})
  void hasTheInnerValuesOfTheReference(int least) {
    Tensors values =
        denoise(unet(new GraphBuilder(TINY.unet(), Precision.FP32, least).expose(BLOCKS)), 999);
    for (String block : new TreeSet<>(BLOCKS)) {
      Tensor expected = GOLDEN.get("act." + block);
      Tensor actual = values.get(block);
      Networks.assertClose(
          block.equals("time_embedding") ? twice(actual) : actual,
          expected,
          INNER * largest(expected));
    }
  }

  private static byte[] unet(GraphBuilder graph) {
    UNet.build(graph, TINY.unetConfig());
    return graph.toBytes("unet");
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
    return Networks.run(
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
  void readsWeightsFromSeveralFiles(@TempDir Path folder) throws IOException {
    copy(Tiny.folder("/tiny/marigold-depth-tiny"), folder);
    Files.delete(folder.resolve("unet/diffusion_pytorch_model.safetensors"));
    copy(Tiny.folder("/tiny/unet-sharded"), folder.resolve("unet"));
    Checkpoint shards = Checkpoint.open(folder, "");
    byte[] model = Graphs.unet(shards.unetConfig(), shards.unet(), Precision.FP32);
    Networks.assertClose(denoise(model, 999).get("output"), GOLDEN.get("unet_out_t999"), SINGLE);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, GraphBuilder.NEVER_QUICK})
  void encodesAsTheReferenceDoes(int least) {
    GraphBuilder graph = new GraphBuilder(TINY.vae(), Precision.FP32, least);
    Encoder.build(graph.expose(Set.of("encoder", "quant_conv")), TINY.vaeConfig());
    Tensors values = Networks.run(graph.toBytes("encoder"), Map.of("image", GOLDEN.get("vae_in")));
    Networks.assertClose(values.get("encoder"), GOLDEN.get("vae_enc_h"), SINGLE);
    Networks.assertClose(values.get("quant_conv"), GOLDEN.get("vae_moments"), SINGLE);
    Networks.assertClose(values.get("mean"), GOLDEN.get("vae_mean"), SINGLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, GraphBuilder.NEVER_QUICK})
  void encodesSizesThatEightDoesNotDivide(int least) {
    Networks.assertClose(
        encode(least, GOLDEN.get("vae_in_odd")), GOLDEN.get("vae_mean_odd"), SINGLE);
  }

  private static Tensor encode(int least, Tensor image) {
    GraphBuilder graph = new GraphBuilder(TINY.vae(), Precision.FP32, least);
    Encoder.build(graph, TINY.vaeConfig());
    return Networks.run(graph.toBytes("encoder"), Map.of("image", image)).get("mean");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, GraphBuilder.NEVER_QUICK})
  void decodesAsTheReferenceDoes(int least) {
    Networks.assertClose(decode(least, GOLDEN.get("vae_mean")), GOLDEN.get("vae_dec"), SINGLE);
    Networks.assertClose(
        decode(least, GOLDEN.get("vae_mean_odd")), GOLDEN.get("vae_dec_odd"), SINGLE);
  }

  private static Tensor decode(int least, Tensor latent) {
    GraphBuilder graph = new GraphBuilder(TINY.vae(), Precision.FP32, least);
    Decoder.build(graph, TINY.vaeConfig());
    return Networks.run(graph.toBytes("decoder"), Map.of("latent", latent)).get("image");
  }

  @Test
  void embedsTextAsTheReferenceDoes() {
    byte[] model = Graphs.text(TINY.textConfig(), TINY.text(), Precision.FP32);
    Tensor two = Networks.run(model, Map.of("ids", GOLDEN.get("ids"))).get("embedding");
    Networks.assertClose(two, GOLDEN.get("text_emb"), SINGLE);
    float[] padded = new float[77];
    Arrays.fill(padded, 189);
    padded[0] = 188;
    Tensor all = Networks.run(model, Map.of("ids", Tensor.of(padded, 1, 77))).get("embedding");
    Networks.assertClose(all, GOLDEN.get("text_emb_77eos"), SINGLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, GraphBuilder.NEVER_QUICK})
  void computesEachMemberOfABatchAlone(int least) {
    Tensor image = GOLDEN.get("vae_in");
    Tensor both = Tensor.zeros(2, 3, 48, 72);
    both.values().put(image.values());
    for (int i = 0; i < image.size(); i++) {
      both.values().put(image.size() + i, -image.values().get(i));
    }
    Tensor latents = encode(least, both);
    float[] alone = encode(least, image).toArray();
    assertThat(Arrays.copyOf(latents.toArray(), alone.length)).containsExactly(alone);
    Tensor images = decode(least, latents);
    Networks.assertClose(
        Tensor.of(Arrays.copyOf(images.toArray(), 3 * 48 * 72), 1, 3, 48, 72),
        GOLDEN.get("vae_dec"),
        SINGLE);
  }
}
