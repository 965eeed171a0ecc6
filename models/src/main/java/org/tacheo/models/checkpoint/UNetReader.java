package org.tacheo.models.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the settings of a UNet2DConditionModel.
 *
 * <p>Source of keys and defaults: {@code models/unets/unet_2d_condition.py} of diffusers 0.40.
 */
final class UNetReader {
  private static final int MOST_LEVELS = 8;
  private static final int MOST_CHANNELS = 1 << 14;
  private static final int MOST_LAYERS = 16;

  private static final Map<String, Boolean> DOWN =
      Map.of("CrossAttnDownBlock2D", true, "DownBlock2D", false);

  private static final Map<String, Boolean> UP =
      Map.of("CrossAttnUpBlock2D", true, "UpBlock2D", false);

  private static final String CROSS_DOWN = "CrossAttnDownBlock2D";
  private static final String CROSS_UP = "CrossAttnUpBlock2D";

  private final ConfigFile file;

  private UNetReader(ConfigFile file) {
    this.file = file;
  }

  static UNetConfig read(CheckpointFile file) {
    return new UNetReader(ConfigFile.read(file)).read();
  }

  private UNetConfig read() {
    file.only("_class_name", "UNet2DConditionModel");
    refuseWhatIsNotBuilt();
    refuseOtherEmbeddings();
    ignoreWhatDoesNotMatter();
    List<Integer> channels =
        file.wholes("block_out_channels", List.of(320, 640, 1280, 1280), 1, MOST_CHANNELS);
    int levels = channels.size();
    if (levels == 0 || levels > MOST_LEVELS) {
      throw file.refusal("block_out_channels", levels + " levels, expected 1 to " + MOST_LEVELS);
    }
    UNetConfig config =
        new UNetConfig(
            file.whole("in_channels", 4, 1, 1024),
            file.whole("out_channels", 4, 1, 1024),
            channels,
            file.choices(
                "down_block_types",
                List.of(CROSS_DOWN, CROSS_DOWN, CROSS_DOWN, "DownBlock2D"),
                DOWN),
            file.choices("up_block_types", List.of("UpBlock2D", CROSS_UP, CROSS_UP, CROSS_UP), UP),
            file.wholeForAll("layers_per_block", 2, levels, MOST_LAYERS),
            file.wholePerLevel("attention_head_dim", 8, levels, MOST_CHANNELS),
            file.wholeForAll("cross_attention_dim", 1280, levels, MOST_CHANNELS),
            file.flag("use_linear_projection", false),
            file.whole("norm_num_groups", 32, 1, MOST_CHANNELS),
            file.number("norm_eps", 1e-5, Double.MIN_NORMAL, 1),
            file.flag("flip_sin_to_cos", true),
            file.number("freq_shift", 0, 0, 1),
            classInput(),
            file.flag("upcast_attention", false));
    requireSound(config);
    file.finish();
    return config;
  }

  /** Features whose default is built and whose other values are not. */
  private void refuseWhatIsNotBuilt() {
    file.only("act_fn", "silu", "swish");
    file.only("mid_block_type", "UNetMidBlock2DCrossAttn");
    file.only("mid_block_scale_factor", 1.0);
    file.only("mid_block_only_cross_attention", Optional.empty(), false);
    file.only("only_cross_attention", false);
    file.only("dual_cross_attention", false);
    file.only("center_input_sample", false);
    file.only("downsample_padding", 1.0);
    file.only("resnet_time_scale_shift", "default");
    file.only("resnet_skip_time_act", false);
    file.only("resnet_out_scale_factor", 1.0);
    file.only("transformer_layers_per_block", 1.0);
    file.only("reverse_transformer_layers_per_block", Optional.empty());
    file.only("attention_type", "default");
    file.only("cross_attention_norm", Optional.empty());
    file.only("num_attention_heads", Optional.empty());
    file.only("conv_in_kernel", 3.0);
    file.only("conv_out_kernel", 3.0);
  }

  private void refuseOtherEmbeddings() {
    file.only("class_embed_type", Optional.empty(), "projection");
    file.only("num_class_embeds", Optional.empty());
    file.only("class_embeddings_concat", false);
    file.only("addition_embed_type", Optional.empty());
    file.only("encoder_hid_dim", Optional.empty());
    file.only("encoder_hid_dim_type", Optional.empty());
    file.only("time_embedding_type", "positional");
    file.only("time_embedding_dim", Optional.empty());
    file.only("time_embedding_act_fn", Optional.empty());
    file.only("time_cond_proj_dim", Optional.empty());
    file.only("timestep_post_act", Optional.empty());
  }

  /** Training, what belongs to features that are refused, and notes of a moving average. */
  private void ignoreWhatDoesNotMatter() {
    file.ignore(
        "sample_size", "dropout", "addition_embed_type_num_heads", "addition_time_embed_dim");
    file.ignore(
        "decay",
        "inv_gamma",
        "min_decay",
        "optimization_step",
        "power",
        "update_after_step",
        "use_ema_warmup");
  }

  private int classInput() {
    Optional<Integer> input = file.whole("projection_class_embeddings_input_dim", 1, 1024);
    boolean projected = file.text("class_embed_type").isPresent();
    if (projected && input.isEmpty()) {
      throw file.refusal(
          "projection_class_embeddings_input_dim",
          "expected a whole number, since class_embed_type is \"projection\"");
    }
    return projected ? input.orElse(0) : 0;
  }

  private void requireSound(UNetConfig config) {
    int levels = config.blockOutChannels().size();
    requireLevels("down_block_types", config.downAttention().size(), levels);
    requireLevels("up_block_types", config.upAttention().size(), levels);
    if (config.blockOutChannels().get(0) % 2 != 0) {
      throw file.refusal("block_out_channels", "the first is odd, so that cosines lack a sine");
    }
    // The frequencies of the time embedding are spread over so many steps.
    if (config.blockOutChannels().get(0) / 2 - config.freqShift() <= 0) {
      throw file.refusal("freq_shift", config.freqShift() + " leaves no frequencies");
    }
    for (int level = 0; level < levels; level++) {
      requireDivisible(config, level);
    }
  }

  private void requireLevels(String key, int got, int levels) {
    if (got != levels) {
      throw file.refusal(
          key, got + " blocks, expected " + levels + " as there are block_out_channels");
    }
  }

  private void requireDivisible(UNetConfig config, int level) {
    int levels = config.blockOutChannels().size();
    int channels = config.blockOutChannels().get(level);
    if (channels % config.normGroups() != 0) {
      throw file.refusal(
          "norm_num_groups",
          config.normGroups() + " groups do not divide " + channels + " channels");
    }
    boolean attends =
        config.downAttention().get(level)
            || config.upAttention().get(levels - 1 - level)
            || level == levels - 1;
    int heads = config.heads().get(level);
    if (attends && channels % heads != 0) {
      throw file.refusal(
          "attention_head_dim", heads + " heads do not divide " + channels + " channels");
    }
  }
}
