package org.tacheo.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.models.checkpoint.SchedulerConfig.BetaSchedule;
import org.tacheo.models.checkpoint.SchedulerConfig.Kind;
import org.tacheo.models.checkpoint.SchedulerConfig.PredictionType;
import org.tacheo.models.checkpoint.SchedulerConfig.Spacing;

class ConfigsTest {
  @TempDir private Path folder;

  private <T> T read(Function<CheckpointFile, T> reader, String json) {
    try {
      return reader.apply(
          CheckpointFile.alone(Files.writeString(folder.resolve("config.json"), json)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertRefused(Function<CheckpointFile, ?> reader, String json, String reason) {
    assertThatThrownBy(() -> read(reader, json))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("config.json: ")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aUNetWithoutKeysHasTheDefaultsOfItsClass() {
    assertThat(read(UNetReader::read, "{}"))
        .isEqualTo(
            new UNetConfig(
                4,
                4,
                List.of(320, 640, 1280, 1280),
                List.of(true, true, true, false),
                List.of(false, true, true, true),
                2,
                List.of(8, 8, 8, 8),
                1280,
                false,
                32,
                1e-5,
                true,
                0,
                0,
                false));
  }

  @Test
  void aUNetMayHaveAProjectedClassEmbedding() {
    UNetConfig lotus =
        read(
            UNetReader::read,
            """
            {"class_embed_type": "projection", "projection_class_embeddings_input_dim": 4,
             "attention_head_dim": [5, 10, 20, 20], "act_fn": "swish", "_note": 7,
             "only_cross_attention": [false, false, false, false],
             "transformer_layers_per_block": [1, 1, 1, 1], "layers_per_block": [2, 2, 2, 2],
             "dropout": 0.1, "upcast_attention": true, "new_switch": false, "new_value": null, "decay": 0.9999, "optimization_step": 7000}
            """);

    assertThat(lotus.classEmbeddingInput()).isEqualTo(4);
    assertThat(lotus.upcastAttention()).isTrue();
    assertThat(lotus.heads()).containsExactly(5, 10, 20, 20);
    assertThat(lotus.layersPerBlock()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "class_embed_type": "timestep"                 | class_embed_type: "timestep" would change the result and is not built
          "class_embed_type": "simple_projection"        | class_embed_type
          "class_embed_type": "projection"               | projection_class_embeddings_input_dim: expected a whole number
          "num_class_embeds": 10                         | num_class_embeds: 10 would change the result
          "class_embeddings_concat": true                | class_embeddings_concat: true
          "addition_embed_type": "text_time"             | addition_embed_type: "text_time"
          "time_cond_proj_dim": 256                      | time_cond_proj_dim: 256
          "time_embedding_type": "fourier"               | time_embedding_type: "fourier"
          "time_embedding_dim": 64                       | time_embedding_dim: 64
          "time_embedding_act_fn": "silu"                | time_embedding_act_fn: "silu"
          "timestep_post_act": "silu"                    | timestep_post_act: "silu"
          "resnet_time_scale_shift": "scale_shift"       | resnet_time_scale_shift: "scale_shift"
          "resnet_skip_time_act": true                   | resnet_skip_time_act: true
          "resnet_out_scale_factor": 2.0                 | resnet_out_scale_factor: 2.0
          "encoder_hid_dim": 768                         | encoder_hid_dim: 768
          "encoder_hid_dim_type": "text_proj"            | encoder_hid_dim_type: "text_proj"
          "transformer_layers_per_block": [1, 2, 10, 10] | transformer_layers_per_block: [1,2,10,10]
          "transformer_layers_per_block": []             | transformer_layers_per_block: []
          "reverse_transformer_layers_per_block": [1]    | reverse_transformer_layers_per_block: [1]
          "dual_cross_attention": true                   | dual_cross_attention: true
          "only_cross_attention": [true, true, true, false] | only_cross_attention
          "mid_block_only_cross_attention": true         | mid_block_only_cross_attention: true
          "cross_attention_norm": "layer_norm"           | cross_attention_norm: "layer_norm"
          "attention_type": "gated"                      | attention_type: "gated"
          "mid_block_type": "UNetMidBlock2D"             | mid_block_type: "UNetMidBlock2D"
          "mid_block_type": null                         | mid_block_type: null
          "mid_block_scale_factor": 1.4142               | mid_block_scale_factor: 1.4142
          "act_fn": "gelu"                               | act_fn: "gelu" would change the result and is not built; expected silu or swish
          "center_input_sample": true                    | center_input_sample: true
          "downsample_padding": 0                        | downsample_padding: 0
          "num_attention_heads": 8                       | num_attention_heads: 8
          "conv_in_kernel": 1                            | conv_in_kernel: 1
          "conv_out_kernel": 1                           | conv_out_kernel: 1
          "norm_num_groups": null                        | norm_num_groups: expected a whole number from 1 to 16384, got null
          "norm_num_groups": 3                           | norm_num_groups: 3 groups do not divide 320 channels
          "attention_head_dim": 7                        | attention_head_dim: 7 heads do not divide 320 channels
          "attention_head_dim": [5, 10]                  | attention_head_dim: expected 4 numbers, one for each level, got [5,10]
          "cross_attention_dim": [1, 2, 3, 4]            | cross_attention_dim: [1, 2, 3, 4] differ from level to level
          "layers_per_block": [1, 2, 2, 2]               | layers_per_block: [1, 2, 2, 2] differ
          "layers_per_block": 1000000                    | layers_per_block: expected a whole number from 1 to 16, got 1000000
          "block_out_channels": [320]                    | down_block_types: 4 blocks, expected 1
          "block_out_channels": []                       | block_out_channels: 0 levels, expected 1 to 8
          "block_out_channels": [320, 640, 1280, 99999999] | block_out_channels: expected a whole number from 1 to 16384, got 99999999
          "block_out_channels": 320                      | block_out_channels: expected a list of at most 100, got 320
          "down_block_types": ["AttnDownBlock2D"]        | down_block_types: "AttnDownBlock2D" is not built; expected one of CrossAttnDownBlock2D, DownBlock2D
          "up_block_types": ["UpBlock2D", 7]             | up_block_types: expected a text, got 7
          "in_channels": 8.5                             | in_channels: expected a whole number from 1 to 1024, got 8.5
          "in_channels": -1                              | in_channels: expected a whole number
          "norm_eps": "1e-5"                             | norm_eps: expected a number from
          "norm_eps": 0                                  | norm_eps: expected a number from
          "flip_sin_to_cos": 1                           | flip_sin_to_cos: expected true or false, got 1
          "freq_shift": 2                                | freq_shift: expected a number from 0.0 to 1.0, got 2
          "_class_name": "UNet2DModel"                   | _class_name: "UNet2DModel" would change the result
          "brand_new": 3                                 | brand_new: unknown, with the value 3; it may change the result
          "in_channels": 4, "in_channels": 8             | Duplicate Object property "in_channels"
          """)
  void refusesAUNet(String setting, String reason) {
    assertRefused(UNetReader::read, "{" + setting + "}", reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{", "{} {}", "{\"a\":NaN}", "{'a':1}", "{\"a\":1,}"})
  void refusesWhatIsNoObject(String json) {
    assertRefused(UNetReader::read, json, "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": NaN}        | : NaN is no number of JSON at line 1, column 10; download the file again
          {"a": Infinity}   | : Infinity is no number of JSON at line 1
          {"a": -Infinity}  | : -Infinity is no number of JSON at line 1
          {"a": 1 /* b */}  | : Unexpected character ('/' (code 47)) at line 1
          {"a": 1           | : Unexpected end-of-input: expected close marker for Object at line 1
          {"a": 01}         | : Invalid numeric value: Leading zeroes not allowed at line 1
          {"a": 1} {}       | : more than one JSON value in the file; download the file again
          []                | : expected an object, got a list; download the file again
          {"in_channels": 0} | got 0; download the file again if it was changed, else use another checkpoint
          {"magic": 1}      | magic: unknown, with the value 1; it may change the result; download the file again if it was changed, else use another checkpoint
          """)
  void saysInItsOwnWordsWhatToDoNext(String json, String reason) {
    assertThatThrownBy(() -> read(UNetReader::read, json))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("nable", "Feature", "Constraints", "REDACTED", "`", "\n");
  }

  @Test
  void refusesSettingsTooDeepOrNotInUtf8WithoutHintsForProgrammers() throws IOException {
    assertRefused(
        UNetReader::read,
        "[".repeat(40).replaceFirst("\\[", "{\"a\":"),
        ": Document nesting depth (33) exceeds the maximum allowed (32); download the file again");
    Path file = Files.write(folder.resolve("l.json"), new byte[] {'{', '"', (byte) 0xe4, '"'});
    assertThatThrownBy(() -> UNetReader.read(CheckpointFile.alone(file)))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(": the text is not UTF-8; download the file again");
  }

  @Test
  void refusesAFileTooLargeForSettings() {
    assertRefused(
        UNetReader::read,
        "{\"a\":\"" + "x".repeat(1 << 20) + "\"}",
        "1048584 bytes, expected at most 1048576");
  }

  @Test
  void anAutoencoderWithoutKeysHasTheDefaultsOfItsClass() {
    assertThat(read(VaeReader::read, "{}"))
        .isEqualTo(new VaeConfig(3, 3, 4, List.of(64), 1, 32, 0.18215, true, true, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "_class_name": "AutoencoderTiny"               | _class_name: "AutoencoderTiny" would change the result and is not built; expected AutoencoderKL
          "shift_factor": 0.1159                         | shift_factor: 0.1159
          "latents_mean": [0.0, 0.0, 0.0, 0.0]           | latents_mean: [0.0,0.0,0.0,0.0]
          "latents_std": [1.0]                           | latents_std: [1.0]
          "act_fn": "relu"                               | act_fn: "relu"
          "in_channels": 4                               | in_channels: 4
          "out_channels": 1                              | out_channels: 1
          "down_block_types": ["AttnDownEncoderBlock2D"] | down_block_types: "AttnDownEncoderBlock2D" is not built; expected one of DownEncoderBlock2D
          "up_block_types": []                           | up_block_types: 0 blocks, expected 1
          "block_out_channels": [64, 64]                 | down_block_types: 1 blocks, expected 2
          "norm_num_groups": 7                           | norm_num_groups: 7 groups do not divide 64 channels
          "scaling_factor": 0                            | scaling_factor: expected a number from
          "scaling_factor": null                         | scaling_factor: expected a number from
          "use_quant_conv": "no"                         | use_quant_conv: expected true or false, got "no"
          "latent_channels": 0                           | latent_channels: expected a whole number from 1 to 256, got 0
          "time_conv": true                              | time_conv: unknown, with the value true
          """)
  void refusesAnAutoencoder(String setting, String reason) {
    assertRefused(VaeReader::read, "{" + setting + "}", reason);
  }

  @Test
  void aTextEncoderWithoutKeysHasTheDefaultsOfItsClass() {
    assertThat(read(TextReader::read, "{}"))
        .isEqualTo(
            new TextConfig(512, 2048, 12, 8, 77, 49408, 1e-5, TextConfig.Activation.QUICK_GELU));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "hidden_act": "relu"                           | hidden_act: "relu" is not built; expected one of gelu, quick_gelu
          "hidden_act": "gelu_new"                       | hidden_act: "gelu_new" is not built
          "model_type": "t5"                             | model_type: "t5" would change the result
          "architectures": ["CLIPTextModelWithProjection"] | architectures: ["CLIPTextModelWithProjection"]
          "num_attention_heads": 7                       | num_attention_heads: 7 heads do not divide a hidden_size of 512
          "num_hidden_layers": 5000                      | num_hidden_layers: expected a whole number from 1 to 128, got 5000
          "vocab_size": 99999999999                      | vocab_size: expected a whole number from 1 to 1048576, got 99999999999
          "layer_norm_eps": null                         | layer_norm_eps: expected a number from
          "rope_theta": 10000.0                          | rope_theta: unknown, with the value 10000.0
          """)
  void refusesATextEncoder(String setting, String reason) {
    assertRefused(TextReader::read, "{" + setting + "}", reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DDIMScheduler", "DDPMScheduler", "PNDMScheduler"})
  void schedulersThatAreUsedAsDdimHaveItsDefaults(String type) {
    assertThat(read(SchedulerReader::read, "{\"_class_name\": \"" + type + "\"}"))
        .isEqualTo(
            new SchedulerConfig(
                Kind.DDIM,
                1000,
                0.0001,
                0.02,
                BetaSchedule.LINEAR,
                PredictionType.EPSILON,
                Spacing.LEADING,
                0,
                true,
                false,
                true,
                1,
                50,
                10));
  }

  @Test
  void anLcmSchedulerHasItsOwnDefaults() {
    assertThat(read(SchedulerReader::read, "{\"_class_name\": \"LCMScheduler\"}"))
        .isEqualTo(
            new SchedulerConfig(
                Kind.LCM,
                1000,
                0.00085,
                0.012,
                BetaSchedule.SCALED_LINEAR,
                PredictionType.EPSILON,
                Spacing.LEADING,
                0,
                true,
                false,
                false,
                1,
                50,
                10));
  }

  @Test
  void readsTheSchedulerOfAnOldFile() {
    SchedulerConfig old =
        read(
            SchedulerReader::read,
            """
            {"_class_name": "DDIMScheduler", "_diffusers_version": "0.8.0", "beta_end": 0.012,
             "beta_schedule": "scaled_linear", "beta_start": 0.00085, "clip_sample": false,
             "num_train_timesteps": 1000, "prediction_type": "v_prediction",
             "set_alpha_to_one": false, "skip_prk_steps": true, "steps_offset": 1,
             "trained_betas": null}
            """);

    assertThat(old.spacing()).isEqualTo(Spacing.LEADING);
    assertThat(old.prediction()).isEqualTo(PredictionType.V_PREDICTION);
    assertThat(old.betaSchedule()).isEqualTo(BetaSchedule.SCALED_LINEAR);
    assertThat(old.betaStart()).isEqualTo(0.00085);
    assertThat(old.betaEnd()).isEqualTo(0.012);
    assertThat(old.stepsOffset()).isEqualTo(1);
    assertThat(old.setAlphaToOne()).isFalse();
    assertThat(old.clipSample()).isFalse();
    assertThat(old.zeroSnr()).isFalse();
  }

  @Test
  void readsTheSchedulerOfTheMiniatureCheckpoint() {
    SchedulerConfig config = Checkpoint.open(Resources.TINY, "").schedulerConfig();

    assertThat(config.spacing()).isEqualTo(Spacing.TRAILING);
    assertThat(config.zeroSnr()).isTrue();
    assertThat(config.with(Spacing.LEADING).spacing()).isEqualTo(Spacing.LEADING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "use_karras_sigmas": "yes", "variance_type": 7, "thresholding": true | thresholding: true would
          "thresholding": true                   | thresholding: true would change the result
          "trained_betas": [0.1, 0.2]            | trained_betas: [0.1,0.2]
          "beta_schedule": "squaredcos_cap_v2"   | beta_schedule: "squaredcos_cap_v2" is not built; expected one of linear, scaled_linear
          "prediction_type": "flow"              | prediction_type: "flow" is not built
          "timestep_spacing": "sideways"         | timestep_spacing: "sideways" is not built
          "num_train_timesteps": 0               | num_train_timesteps: expected a whole number from 1 to 100000, got 0
          "steps_offset": 1000                   | steps_offset: expected a whole number from 0 to 999, got 1000
          "beta_start": -1                       | beta_start: expected a number from 0.0 to 1.0, got -1
          "clip_sample": null                    | clip_sample: expected true or false, got null
          "ets": [1]                             | ets: unknown, with the value [1]
          """)
  void refusesAScheduler(String setting, String reason) {
    assertRefused(
        SchedulerReader::read, "{\"_class_name\": \"DDIMScheduler\", " + setting + "}", reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"_class_name": "EulerDiscreteScheduler"} | _class_name: "EulerDiscreteScheduler" is not built; expected one of DDIMScheduler, DDPMScheduler
          {}                                        | _class_name: missing; expected the class of a scheduler
          """)
  void refusesAnotherScheduler(String json, String reason) {
    assertRefused(SchedulerReader::read, json, reason);
  }
}
