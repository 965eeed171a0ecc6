package org.tacheo.models.checkpoint;

import java.util.Map;
import org.tacheo.models.checkpoint.TextConfig.Activation;

/**
 * Reads the settings of a CLIPTextModel.
 *
 * <p>Source of keys and defaults: {@code models/clip/configuration_clip.py} of transformers 5.
 */
final class TextReader {
  private static final int MOST_CHANNELS = 1 << 14;

  private static final Map<String, Activation> ACTIVATIONS =
      Map.of("gelu", Activation.GELU, "quick_gelu", Activation.QUICK_GELU);

  private final ConfigFile file;

  private TextReader(ConfigFile file) {
    this.file = file;
  }

  static TextConfig read(CheckpointFile file) {
    return new TextReader(ConfigFile.read(file)).read();
  }

  private TextConfig read() {
    file.only("model_type", "clip_text_model");
    file.only("architectures", "CLIPTextModel");
    ignoreWhatDoesNotMatter();
    TextConfig config =
        new TextConfig(
            file.whole("hidden_size", 512, 1, MOST_CHANNELS),
            file.whole("intermediate_size", 2048, 1, 1 << 16),
            file.whole("num_hidden_layers", 12, 1, 128),
            file.whole("num_attention_heads", 8, 1, MOST_CHANNELS),
            file.whole("max_position_embeddings", 77, 2, 1 << 16),
            file.whole("vocab_size", 49408, 1, 1 << 20),
            file.number("layer_norm_eps", 1e-5, Double.MIN_NORMAL, 1),
            file.choice("hidden_act", "quick_gelu", ACTIVATIONS));
    if (config.hiddenSize() % config.heads() != 0) {
      throw file.refusal(
          "num_attention_heads",
          config.heads() + " heads do not divide a hidden_size of " + config.hiddenSize());
    }
    file.finish();
    return config;
  }

  /** Training, generation of text, the layer behind the output that is used, and notes. */
  private void ignoreWhatDoesNotMatter() {
    file.ignore(
        "attention_dropout",
        "dropout",
        "initializer_factor",
        "initializer_range",
        "projection_dim",
        "bos_token_id",
        "eos_token_id",
        "pad_token_id",
        "dtype",
        "torch_dtype",
        "transformers_version",
        "use_cache",
        "return_dict",
        "tie_word_embeddings");
  }
}
