package org.tacheo.models.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The networks of a checkpoint, each with the names that its tensors also have. */
public enum Network {
  /** UNet2DConditionModel. */
  UNET("unet", "diffusion_pytorch_model"),
  /** AutoencoderKL; before diffusers 0.12 the layers of its attention had other names. */
  VAE("vae", "diffusion_pytorch_model"),
  /** CLIPTextModel; transformers 5 writes names without {@code text_model.} in front. */
  TEXT("text_encoder", "model");

  private static final String PREFIX = "text_model.";

  /** Now and before. */
  private static final Map<String, String> ATTENTION =
      Map.of("to_q", "query", "to_k", "key", "to_v", "value", "to_out.0", "proj_attn");

  private static final Pattern NOW =
      Pattern.compile("(.*\\.attentions\\.\\d+\\.)(to_q|to_k|to_v|to_out\\.0)(\\.weight|\\.bias)");

  /** Layouts of the scripts that Stable Diffusion was first published with. */
  private static final Pattern ORIGINAL =
      Pattern.compile(
          "(.*\\.)?(mid\\.attn_1\\.q|encoder\\.down\\.0\\.block\\.0|"
              + "model\\.diffusion_model\\.input_blocks\\.0|input_blocks\\.0\\.0|"
              + "transformer\\.resblocks\\.0)\\..*");

  private final String folder;
  private final String stem;

  Network(String folder, String stem) {
    this.folder = folder;
    this.stem = stem;
  }

  /** Its folder in a checkpoint. */
  public String folder() {
    return folder;
  }

  /** What the names of its files begin with. */
  String stem() {
    return stem;
  }

  /** The names that a file may have for a tensor, the likeliest first. */
  List<String> namesOf(String name) {
    List<String> names = new ArrayList<>(List.of(name));
    Matcher now = NOW.matcher(name);
    if (this == VAE && now.matches()) {
      names.add(now.group(1) + ATTENTION.get(now.group(2)) + now.group(3));
    }
    if (this == TEXT) {
      names.add(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : PREFIX + name);
    }
    return names;
  }

  /**
   * Whether a tensor of this shape serves for one of that shape. Weights of the autoencoder's
   * attention were those of 1x1 convolutions once; the bytes are the same.
   */
  boolean serves(String name, List<Long> stored, List<Long> wanted) {
    boolean either = this == VAE && NOW.matcher(name).matches() && name.endsWith(".weight");
    return either ? flat(stored).equals(flat(wanted)) : stored.equals(wanted);
  }

  private static List<Long> flat(List<Long> shape) {
    boolean pointwise = shape.size() == 4 && shape.get(2) == 1 && shape.get(3) == 1;
    return pointwise ? shape.subList(0, 2) : shape;
  }

  /** Whether no network reads this tensor: it only counts positions. */
  static boolean isIdle(String name) {
    return name.endsWith("embeddings.position_ids");
  }

  /** Whether a tensor has a name of the scripts that came before diffusers. */
  static boolean isOriginal(String name) {
    return ORIGINAL.matcher(name).matches();
  }
}
