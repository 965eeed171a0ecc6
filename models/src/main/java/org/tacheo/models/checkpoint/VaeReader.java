package org.tacheo.models.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the settings of an AutoencoderKL.
 *
 * <p>Source of keys and defaults: {@code models/autoencoders/autoencoder_kl.py} of diffusers 0.40.
 */
final class VaeReader {
  private static final int MOST_LEVELS = 8;
  private static final int MOST_CHANNELS = 1 << 14;

  private static final String DOWN = "DownEncoderBlock2D";
  private static final String UP = "UpDecoderBlock2D";

  private final ConfigFile file;

  private VaeReader(ConfigFile file) {
    this.file = file;
  }

  static VaeConfig read(CheckpointFile file) {
    return new VaeReader(ConfigFile.read(file)).read();
  }

  private VaeConfig read() {
    file.only("_class_name", "AutoencoderKL");
    file.only("act_fn", "silu", "swish");
    file.only("shift_factor", Optional.empty(), 0.0);
    file.only("latents_mean", Optional.empty());
    file.only("latents_std", Optional.empty());
    file.only("in_channels", 3.0);
    file.only("out_channels", 3.0);
    // What it is computed in, and how large the pictures were: no question here.
    file.ignore("force_upcast", "sample_size");
    List<Integer> channels = file.wholes("block_out_channels", List.of(64), 1, MOST_CHANNELS);
    requireBlocks("down_block_types", DOWN, channels.size());
    requireBlocks("up_block_types", UP, channels.size());
    VaeConfig config =
        new VaeConfig(
            file.whole("in_channels", 3, 3, 3),
            file.whole("out_channels", 3, 3, 3),
            file.whole("latent_channels", 4, 1, 256),
            channels,
            file.whole("layers_per_block", 1, 1, 16),
            file.whole("norm_num_groups", 32, 1, MOST_CHANNELS),
            file.number("scaling_factor", 0.18215, Float.MIN_NORMAL, 1e6),
            file.flag("use_quant_conv", true),
            file.flag("use_post_quant_conv", true),
            file.flag("mid_block_add_attention", true));
    requireSound(config);
    file.finish();
    return config;
  }

  private void requireBlocks(String key, String type, int levels) {
    int blocks = file.choices(key, List.of(type), Map.of(type, type)).size();
    if (blocks != levels) {
      throw file.refusal(
          key, blocks + " blocks, expected " + levels + " as there are block_out_channels");
    }
  }

  private void requireSound(VaeConfig config) {
    int levels = config.blockOutChannels().size();
    if (levels == 0 || levels > MOST_LEVELS) {
      throw file.refusal("block_out_channels", levels + " levels, expected 1 to " + MOST_LEVELS);
    }
    for (int channels : config.blockOutChannels()) {
      if (channels % config.normGroups() != 0) {
        throw file.refusal(
            "norm_num_groups",
            config.normGroups() + " groups do not divide " + channels + " channels");
      }
    }
  }
}
