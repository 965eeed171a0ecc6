package org.tacheo.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;

class WeightsTest {
  private static final String MIDDLE = "encoder.mid_block.attentions.0.";
  private static final String INDEX = "diffusion_pytorch_model.safetensors.index.json";

  @TempDir private Path folder;

  private Weights weights(Network network, Map<String, List<Integer>> shapes) throws IOException {
    return weights(network, ElementType.F32, shapes);
  }

  private Weights weights(Network network, ElementType type, Map<String, List<Integer>> shapes)
      throws IOException {
    return Weights.open(Stored.write(folder.resolve("a.safetensors"), type, shapes), network);
  }

  @ParameterizedTest
  @CsvSource({
    "to_q.weight, query.weight",
    "to_k.bias, key.bias",
    "to_v.weight, value.weight",
    "to_out.0.weight, proj_attn.weight"
  })
  void findsTheOldNamesOfTheAutoencodersAttention(String now, String before) throws IOException {
    List<Integer> shape = now.endsWith("bias") ? List.of(4) : List.of(4, 4, 1, 1);
    Weights weights = weights(Network.VAE, Map.of(MIDDLE + before, shape));

    long[] wanted = now.endsWith("bias") ? new long[] {4} : new long[] {4, 4};
    StoredTensor found = weights.tensor(MIDDLE + now, wanted);

    assertThat(found.name()).isEqualTo(MIDDLE + before);
    assertThat(found.shape()).hasSize(wanted.length);
  }

  @Test
  void takesAttentionOfTheAutoencoderForAConvolutionTooButNothingElse() throws IOException {
    Weights weights =
        weights(
            Network.VAE,
            Map.of(MIDDLE + "to_q.weight", List.of(4, 4), "quant_conv.weight", List.of(4, 4)));

    assertThat(weights.tensor(MIDDLE + "to_q.weight", 4, 4, 1, 1).shape())
        .containsExactly(4L, 4L, 1L, 1L);
    assertThatThrownBy(() -> weights.tensor(MIDDLE + "to_q.weight", 4, 8))
        .hasMessageContaining("has shape [4, 4], expected [4, 8]");
    assertThatThrownBy(() -> weights.tensor("quant_conv.weight", 4, 4, 1, 1))
        .hasMessageContaining("has shape [4, 4], expected [4, 4, 1, 1]");
  }

  @Test
  void doesNotTakeAConvolutionForALinearLayerOfTheUNet() throws IOException {
    String projection = "mid_block.attentions.0.proj_in.weight";
    Weights weights = weights(Network.UNET, Map.of(projection, List.of(4, 4, 1, 1)));

    assertThatThrownBy(() -> weights.tensor(projection, 4, 4))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a.safetensors: tensor " + projection)
        .hasMessageContaining("has shape [4, 4, 1, 1], expected [4, 4]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text_model."})
  void findsTheNamesOfTheTextEncoderWithAndWithoutPrefix(String prefix) throws IOException {
    String name = "final_layer_norm.bias";
    Weights weights = weights(Network.TEXT, Map.of(prefix + name, List.of(4)));

    assertThat(weights.tensor(name, 4).name()).isEqualTo(prefix + name);
    assertThat(weights.tensor("text_model." + name, 4).name()).isEqualTo(prefix + name);
  }

  @Test
  void saysWhatIsNearAMissingTensor() throws IOException {
    Weights weights =
        weights(Network.UNET, Map.of("conv_in.wieght", List.of(4, 8), "conv_out.bias", List.of(4)));

    assertThatThrownBy(() -> weights.tensor("conv_in.weight", 4, 8))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "tensor conv_in.weight [4, 8] is missing; conv_in.wieght [4, 8] is there");
    assertThatThrownBy(() -> weights.tensor("down_blocks.0.resnets.0.norm1.weight", 4))
        .hasMessageContaining("is missing; config.json is of another network");
  }

  @ParameterizedTest
  @ValueSource(strings = {"F64", "I64", "I32", "I16", "I8", "U8", "BOOL"})
  void refusesATypeThatGraphsDoNotComputeWith(ElementType type) throws IOException {
    Weights weights = weights(Network.UNET, type, Map.of("conv_in.bias", List.of(4)));

    assertThatThrownBy(() -> weights.tensor("conv_in.bias", 4))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("conv_in.bias is " + type + ", expected one of [F32, F16, BF16]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encoder.mid.attn_1.q.weight",
        "first_stage_model.encoder.down.0.block.0.conv1.weight",
        "model.diffusion_model.input_blocks.0.0.weight"
      })
  void refusesNamesOfTheOriginalScripts(String name) {
    assertThatThrownBy(() -> weights(Network.VAE, Map.of(name, List.of(4))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has a name of the original Stable Diffusion scripts; convert");
  }

  @Test
  void readsShardsAsOneFile() {
    Weights sharded = Weights.open(Resources.SHARDED.resolve(INDEX), Network.UNET);
    Weights single =
        Weights.open(
            Resources.TINY.resolve("unet/diffusion_pytorch_model.safetensors"), Network.UNET);

    assertThat(sharded.stored().stream().map(StoredTensor::name))
        .containsExactlyElementsOf(single.stored().stream().map(StoredTensor::name).toList());
    assertThat(sharded.parameters()).isEqualTo(single.parameters()).isEqualTo(211_148);
    assertThat(sharded.types()).containsExactly(ElementType.F32);
    assertThat(sharded.stored().stream().map(StoredTensor::file).distinct()).hasSize(5);
  }

  @Test
  void refusesATensorThatIsNotInTheShardThatTheIndexNames() throws IOException {
    Path copy = Resources.copy(Resources.SHARDED, folder.resolve("unet"));
    Resources.replace(
        copy.resolve(INDEX),
        "\"conv_in.bias\": \"diffusion_pytorch_model-00001",
        "\"conv_in.bias\": \"diffusion_pytorch_model-00002");

    assertThatThrownBy(() -> Weights.open(copy.resolve(INDEX), Network.UNET))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            INDEX + ": tensor conv_in.bias is not in diffusion_pytorch_model-00002");
  }

  @Test
  void refusesAMissingShardAndATensorInTwoShards() throws IOException {
    Path copy = Resources.copy(Resources.SHARDED, folder.resolve("unet"));
    Path first = copy.resolve("diffusion_pytorch_model-00001-of-00005.safetensors");
    Path last = copy.resolve("diffusion_pytorch_model-00005-of-00005.safetensors");
    Files.delete(last);
    assertThatThrownBy(() -> Weights.open(copy.resolve(INDEX), Network.UNET))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("00005-of-00005.safetensors: cannot be read");

    Files.copy(first, last);
    assertThatThrownBy(() -> Weights.open(copy.resolve(INDEX), Network.UNET))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is in several shards");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"weight_map":{"a":"../b.safetensors"}}  | a: expected a .safetensors file beside it, got ../b.safetensors
          {"weight_map":{"a":"/b.safetensors"}}    | a: expected a .safetensors file beside it
          {"weight_map":{"a":"b\\\\c.safetensors"}} | a: expected a .safetensors file beside it
          {"weight_map":{"a":".safetensors"}}      | a: expected a .safetensors file beside it
          {"weight_map":{"a":"b.bin"}}             | a: expected a .safetensors file beside it, got b.bin
          {"weight_map":{"a":1}}                   | weight_map: a: expected a text, got a whole number
          {"weight_map":[]}                        | weight_map: expected an object, got a list
          {"weight_map":{}}                        | expected a weight_map that names tensors
          {"metadata":{}}                          | expected a weight_map that names tensors
          {"weights":{}}                           | unknown key weights
          []                                       | expected an object, got a list
          """)
  void refusesAnIndex(String json, String reason) throws IOException {
    Path index = Files.writeString(folder.resolve("x.safetensors.index.json"), json);

    assertThatThrownBy(() -> Weights.open(index, Network.UNET))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.safetensors.index.json")
        .hasMessageContaining(reason);
  }

  @Test
  void anAuditTellsAllThatIsWrongAtOnce() throws IOException {
    Weights weights =
        weights(
            Network.TEXT,
            Map.of(
                "a",
                List.of(2),
                "b",
                List.of(3),
                "c",
                List.of(4),
                "embeddings.position_ids",
                List.of(1, 77)));
    WeightAudit audit = weights.audit();

    audit.tensor("a", 2);
    audit.tensor("a", 2);
    assertThat(audit.tensor("b", 2, 2).shape()).containsExactly(2L, 2L);
    assertThat(audit.tensor("missing", 5).bytes()).isEqualTo(20);
    WeightReport report = audit.report();

    assertThat(report.used()).isEqualTo(2);
    assertThat(report.problems()).hasSize(2);
    assertThat(report.problems().get(0)).contains("tensor b has shape [3], expected [2, 2]");
    assertThat(report.problems().get(1)).contains("tensor missing [5] is missing");
    assertThat(report.surplus()).containsExactly("c");
    assertThat(report.isExact()).isFalse();
  }
}
