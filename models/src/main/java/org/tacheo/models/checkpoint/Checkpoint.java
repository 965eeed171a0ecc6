package org.tacheo.models.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;

/**
 * A latent diffusion model in the form of Hugging Face diffusers: a folder with {@code
 * model_index.json} and a folder for each component. Opening it reads settings and the headers of
 * weights, no weights. Immutable.
 */
public final class Checkpoint {
  private static final List<String> VARIANTS = List.of("", "fp16");

  /** Inputs of the class embedding of GeoWizard, which has the class name of an ordinary UNet. */
  private static final int GEOWIZARD = 10;

  private final CheckpointFolder folder;
  private final UNetConfig unetConfig;
  private final VaeConfig vaeConfig;
  private final TextConfig textConfig;
  private final SchedulerConfig schedulerConfig;
  private final PipelineInfo info;
  private final Map<Network, WeightFiles> weights = new EnumMap<>(Network.class);
  private final long[] emptyPrompt;
  private final List<CheckpointFile> files = new ArrayList<>();

  private Checkpoint(CheckpointFolder folder, String variant) {
    this.folder = folder;
    CheckpointFile index = noted(index(folder));
    schedulerConfig = SchedulerReader.read(noted("scheduler/scheduler_config.json"));
    info = PipelineReader.read(index, schedulerConfig.kind());
    unetConfig = UNetReader.read(noted("unet/config.json"));
    vaeConfig = VaeReader.read(noted("vae/config.json"));
    textConfig = TextReader.read(noted("text_encoder/config.json"));
    EmptyPrompt prompt = EmptyPrompt.of(folder);
    files.addAll(prompt.files());
    emptyPrompt = prompt.ids(textConfig);
    requireMatching();
    for (Network network : Network.values()) {
      WeightFiles found = WeightFiles.of(folder, network, variant);
      files.addAll(found.files());
      weights.put(network, found);
    }
  }

  /**
   * Opens a folder, or the {@code main} revision of an entry of a Hugging Face cache.
   *
   * @param variant which files of weights: empty, or {@code fp16}
   * @throws SpecException if there is no such variant
   * @throws DataException if a component is missing, damaged, or has a feature that is not built
   */
  public static Checkpoint open(Path folder, String variant) {
    if (!VARIANTS.contains(variant)) {
      throw new SpecException("variant: expected nothing or fp16, got \"" + variant + "\"");
    }
    Path inside = HubEntry.is(folder) ? new HubEntry(folder).snapshot("") : folder;
    return new Checkpoint(CheckpointFolder.of(inside), variant);
  }

  private static CheckpointFile index(CheckpointFolder folder) {
    return folder
        .find("model_index.json")
        .orElseThrow(
            () ->
                new DataException(
                    folder.folder()
                        + ": no model_index.json, expected a folder in diffusers form; convert the"
                        + " checkpoint with diffusers and save_pretrained, or finish the download"));
  }

  private CheckpointFile noted(String name) {
    return noted(folder.require(name));
  }

  private CheckpointFile noted(CheckpointFile file) {
    files.add(file);
    return file;
  }

  /** The components must fit together. */
  private void requireMatching() {
    if (unetConfig.classEmbeddingInput() == GEOWIZARD) {
      throw new DataException(
          folder.folder()
              + ": the UNet of GeoWizard, whose joint attention is not built;"
              + " use another checkpoint");
    }
    if (unetConfig.crossAttentionDim() != textConfig.hiddenSize()) {
      throw mismatch(
          "cross_attention_dim",
          unetConfig.crossAttentionDim(),
          "hidden_size of the text encoder",
          textConfig.hiddenSize());
    }
    int latent = vaeConfig.latentChannels();
    if (unetConfig.inChannels() % latent != 0) {
      throw mismatch("in_channels", unetConfig.inChannels(), "latent_channels of the VAE", latent);
    }
    if (unetConfig.outChannels() % latent != 0) {
      throw mismatch(
          "out_channels", unetConfig.outChannels(), "latent_channels of the VAE", latent);
    }
  }

  private DataException mismatch(String key, int value, String other, int expected) {
    return new DataException(
        folder.folder()
            + ": "
            + key
            + " of the UNet is "
            + value
            + ", the "
            + other
            + " "
            + expected
            + "; the components are of different checkpoints");
  }

  /** Its repository if it lies in a Hugging Face cache, else the name of its folder. */
  public String name() {
    return folder.name();
  }

  /** The real path of its folder. */
  public Path folder() {
    return folder.folder();
  }

  /** The settings of the denoising network. */
  public UNetConfig unetConfig() {
    return unetConfig;
  }

  /** The settings of the autoencoder. */
  public VaeConfig vaeConfig() {
    return vaeConfig;
  }

  /** The settings of the text encoder. */
  public TextConfig textConfig() {
    return textConfig;
  }

  /** The settings of the scheduler. */
  public SchedulerConfig schedulerConfig() {
    return schedulerConfig;
  }

  /** The weights of a network. */
  public Weights weights(Network network) {
    WeightFiles found = weights.get(network);
    if (found == null) {
      throw new AssertionError(network);
    }
    return found.weights();
  }

  /** The weights of the denoising network. */
  public Weights unet() {
    return weights(Network.UNET);
  }

  /** The weights of the autoencoder. */
  public Weights vae() {
    return weights(Network.VAE);
  }

  /** The weights of the text encoder. */
  public Weights text() {
    return weights(Network.TEXT);
  }

  /** The tokens of the empty prompt without padding; a new array each time. */
  public long[] emptyPrompt() {
    return emptyPrompt.clone();
  }

  /** What its index says. */
  public PipelineInfo info() {
    return info;
  }

  /** All files that can move a number, named by their paths in the checkpoint. */
  public Content content() {
    return new Content(
        files.stream()
            .sorted(Comparator.comparing(CheckpointFile::name))
            .map(CheckpointFile::part)
            .toList());
  }
}
