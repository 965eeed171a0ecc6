package org.tacheo.jmh;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.tacheo.models.checkpoint.ElementType;
import org.tacheo.models.checkpoint.StoredTensor;
import org.tacheo.models.checkpoint.TextConfig;
import org.tacheo.models.checkpoint.UNetConfig;
import org.tacheo.models.checkpoint.VaeConfig;
import org.tacheo.models.checkpoint.WeightSource;
import org.tacheo.models.graph.Graphs;
import org.tacheo.models.graph.Precision;

/**
 * Writes a diffusers folder of random weights, which diffusers itself can load: to measure the
 * speed and the memory of networks whose real weights are not at hand.
 *
 * <p>{@code java -cp benchmarks.jar org.tacheo.jmh.RandomCheckpoint FOLDER sd2|tiny}
 *
 * <p>The denoiser and the autoencoder of {@code sd2} are those of Stable Diffusion 2; of its text
 * encoder there are 2 layers rather than 23, since it runs once for two tokens. A weight is uniform
 * with the variance 1 / inputs, so that values keep their size from layer to layer; the weights of
 * norms lie within 0.2 of 1, all biases within 0.1 of 0.
 */
public final class RandomCheckpoint {
  private static final int TEXT_LAYERS = 2;

  private final Path folder;
  private final SplittableRandom random = new SplittableRandom(42);

  private RandomCheckpoint(Path folder) {
    this.folder = folder;
  }

  /** Writes the folder named first, of the size named second. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2 || !List.of("sd2", "tiny").contains(args[1])) {
      throw new IllegalArgumentException("expected: FOLDER sd2|tiny");
    }
    new RandomCheckpoint(Path.of(args[0])).write(args[1].equals("sd2") ? Size.SD2 : Size.TINY);
  }

  /** The numbers in which checkpoints of one architecture differ. */
  enum Size {
    SD2(List.of(320, 640, 1280, 1280), List.of(5, 10, 20, 20), 128, 32, 1024, 16),
    TINY(List.of(8, 16, 16, 16), List.of(1, 2, 2, 2), 8, 8, 16, 2);

    private final List<Integer> channels;
    private final List<Integer> heads;
    private final int vaeChannels;
    private final int groups;
    private final int textWidth;
    private final int textHeads;

    Size(
        List<Integer> channels,
        List<Integer> heads,
        int vaeChannels,
        int groups,
        int textWidth,
        int textHeads) {
      this.channels = channels;
      this.heads = heads;
      this.vaeChannels = vaeChannels;
      this.groups = groups;
      this.textWidth = textWidth;
      this.textHeads = textHeads;
    }

    UNetConfig unet() {
      List<Boolean> down = List.of(true, true, true, false);
      List<Boolean> up = List.of(false, true, true, true);
      return new UNetConfig(
          8, 4, channels, down, up, 2, heads, textWidth, true, groups, 1e-5, true, 0, 0, false);
    }

    VaeConfig vae() {
      List<Integer> widths =
          Stream.of(1, 2, this == SD2 ? 4 : 2, this == SD2 ? 4 : 2)
              .map(factor -> factor * vaeChannels)
              .toList();
      return new VaeConfig(3, 3, 4, widths, 2, groups, 0.18215, true, true, true);
    }

    TextConfig text() {
      return new TextConfig(
          textWidth,
          4 * textWidth,
          TEXT_LAYERS,
          textHeads,
          77,
          END + 1,
          1e-5,
          TextConfig.Activation.GELU);
    }
  }

  private static final int BEGIN = 49406;
  private static final int END = 49407;

  private void write(Size size) throws IOException {
    text("model_index.json", MODEL_INDEX);
    text("scheduler/scheduler_config.json", SCHEDULER);
    UNetConfig unet = size.unet();
    text(
        "unet/config.json",
        UNET.formatted(
            unet.heads(), unet.blockOutChannels(), unet.crossAttentionDim(), unet.normGroups()));
    Shapes unetShapes = new Shapes();
    Graphs.unet(unet, unetShapes, Precision.FP32);
    weights("unet/diffusion_pytorch_model.safetensors", unetShapes);
    VaeConfig vae = size.vae();
    text("vae/config.json", VAE.formatted(vae.blockOutChannels(), vae.normGroups()));
    Shapes vaeShapes = new Shapes();
    Graphs.encoder(vae, vaeShapes, Precision.FP32);
    Graphs.decoder(vae, vaeShapes, Precision.FP32);
    weights("vae/diffusion_pytorch_model.safetensors", vaeShapes);
    writeText(size.text());
  }

  private void writeText(TextConfig config) throws IOException {
    text(
        "text_encoder/config.json",
        TEXT.formatted(
            config.hiddenSize(),
            config.intermediateSize(),
            config.heads(),
            config.layers(),
            config.hiddenSize(),
            config.vocabulary()));
    Shapes shapes = new Shapes();
    Graphs.text(config, shapes, Precision.FP32);
    weights("text_encoder/model.safetensors", shapes);
    text("tokenizer/tokenizer_config.json", TOKENIZER);
    text("tokenizer/special_tokens_map.json", SPECIAL_TOKENS);
    text("tokenizer/merges.txt", "#version: 0.2\n");
    text("tokenizer/vocab.json", vocabulary());
  }

  /** Letters, digits and signs, alone and at the end of a word, and the two special tokens. */
  private static String vocabulary() {
    StringBuilder entries = new StringBuilder("{");
    int next = 0;
    for (char sign = '!'; sign <= '~'; sign++) {
      String quoted = sign == '"' || sign == '\\' ? "\\" + sign : String.valueOf(sign);
      entries.append('"').append(quoted).append("\": ").append(next++).append(", ");
      entries.append('"').append(quoted).append("</w>\": ").append(next++).append(", ");
    }
    return entries
        .append("\"<|startoftext|>\": " + BEGIN + ", \"<|endoftext|>\": " + END + "}\n")
        .toString();
  }

  private void text(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** Notes the shapes of the weights that a network asks for. */
  private static final class Shapes implements WeightSource {
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    @Override
    public StoredTensor tensor(String name, long... shape) {
      shapes.put(name, shape.clone());
      List<Long> extents = Arrays.stream(shape).boxed().toList();
      return new StoredTensor(
          name, ElementType.F32, extents, Path.of("/weights"), 0, Float.BYTES * count(shape));
    }
  }

  private static long count(long... shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private void weights(String name, Shapes shapes) throws IOException {
    StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
    long offset = 0;
    for (Map.Entry<String, long[]> tensor : shapes.shapes.entrySet()) {
      long end = offset + Float.BYTES * count(tensor.getValue());
      header.append(
          String.format(
              Locale.ROOT,
              ",\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
              tensor.getKey(),
              Arrays.toString(tensor.getValue()).replace(" ", ""),
              offset,
              end));
      offset = end;
    }
    header.append('}');
    header.append(" ".repeat(Math.floorMod(-header.length(), Long.BYTES)));
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 20)) {
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.write(length.putLong(header.length()).array());
      out.write(header.toString().getBytes(StandardCharsets.US_ASCII));
      for (Map.Entry<String, long[]> tensor : shapes.shapes.entrySet()) {
        write(out, tensor.getKey(), tensor.getValue());
      }
    }
  }

  private void write(OutputStream out, String name, long... shape) throws IOException {
    boolean vector = shape.length == 1;
    double centre = vector && name.endsWith("weight") ? 1 : 0;
    double inputs = (double) count(shape) / shape[0];
    double reach = vector ? 0.1 * (1 + centre) : Math.sqrt(3 / inputs);
    byte[] row = new byte[Math.toIntExact(Float.BYTES * count(shape) / shape[0])];
    ByteBuffer values = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
    for (long i = 0; i < shape[0]; i++) {
      values.clear();
      while (values.hasRemaining()) {
        values.putFloat((float) (centre + reach * (2 * random.nextDouble() - 1)));
      }
      out.write(row);
    }
  }

  private static final String MODEL_INDEX =
      """
      {
        "_class_name": "MarigoldDepthPipeline",
        "_diffusers_version": "0.40.0",
        "default_denoising_steps": 1,
        "default_processing_resolution": 768,
        "prediction_type": "depth",
        "scale_invariant": true,
        "scheduler": ["diffusers", "DDIMScheduler"],
        "shift_invariant": true,
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"]
      }
      """;

  private static final String SCHEDULER =
      """
      {
        "_class_name": "DDIMScheduler",
        "_diffusers_version": "0.40.0",
        "beta_end": 0.012,
        "beta_schedule": "scaled_linear",
        "beta_start": 0.00085,
        "clip_sample": false,
        "num_train_timesteps": 1000,
        "prediction_type": "v_prediction",
        "set_alpha_to_one": false,
        "steps_offset": 1,
        "timestep_spacing": "trailing"
      }
      """;

  private static final String UNET =
      """
      {
        "_class_name": "UNet2DConditionModel",
        "_diffusers_version": "0.40.0",
        "attention_head_dim": %s,
        "block_out_channels": %s,
        "cross_attention_dim": %d,
        "down_block_types": [
          "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"
        ],
        "in_channels": 8,
        "layers_per_block": 2,
        "norm_num_groups": %d,
        "out_channels": 4,
        "sample_size": 96,
        "up_block_types": [
          "UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"
        ],
        "use_linear_projection": true
      }
      """;

  private static final String VAE =
      """
      {
        "_class_name": "AutoencoderKL",
        "_diffusers_version": "0.40.0",
        "act_fn": "silu",
        "block_out_channels": %s,
        "down_block_types": [
          "DownEncoderBlock2D", "DownEncoderBlock2D", "DownEncoderBlock2D", "DownEncoderBlock2D"
        ],
        "in_channels": 3,
        "latent_channels": 4,
        "layers_per_block": 2,
        "norm_num_groups": %d,
        "out_channels": 3,
        "sample_size": 768,
        "scaling_factor": 0.18215,
        "up_block_types": [
          "UpDecoderBlock2D", "UpDecoderBlock2D", "UpDecoderBlock2D", "UpDecoderBlock2D"
        ]
      }
      """;

  private static final String TEXT =
      """
      {
        "architectures": ["CLIPTextModel"],
        "hidden_act": "gelu",
        "hidden_size": %d,
        "intermediate_size": %d,
        "layer_norm_eps": 1e-05,
        "max_position_embeddings": 77,
        "model_type": "clip_text_model",
        "num_attention_heads": %d,
        "num_hidden_layers": %d,
        "projection_dim": %d,
        "vocab_size": %d
      }
      """;

  private static final String TOKENIZER =
      """
      {
        "bos_token": "<|startoftext|>",
        "eos_token": "<|endoftext|>",
        "model_max_length": 77,
        "pad_token": "<|endoftext|>",
        "tokenizer_class": "CLIPTokenizer",
        "unk_token": "<|endoftext|>"
      }
      """;

  private static final String SPECIAL_TOKENS =
      """
      {
        "bos_token": "<|startoftext|>",
        "eos_token": "<|endoftext|>",
        "pad_token": "<|endoftext|>",
        "unk_token": "<|endoftext|>"
      }
      """;
}
