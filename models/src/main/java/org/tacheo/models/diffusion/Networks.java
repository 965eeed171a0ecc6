package org.tacheo.models.diffusion;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tacheo.core.DataException;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.checkpoint.UNetConfig;
import org.tacheo.models.checkpoint.VaeConfig;
import org.tacheo.models.checkpoint.Weights;
import org.tacheo.models.graph.Graphs;
import org.tacheo.models.graph.Precision;
import org.tacheo.models.graph.Target;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.Scratch;
import org.tacheo.models.runtime.Session;
import org.tacheo.models.runtime.Tensor;

/** The networks of one checkpoint, loaded once, and the constants that they are fed with. */
final class Networks implements AutoCloseable {
  /** Networks of fewer parameters may keep the memory of a run. */
  private static final long SMALL = 20_000_000;

  private final UNetConfig unetConfig;
  private final VaeConfig vaeConfig;
  private final Session encoder;
  private final Session unet;
  private final Session decoder;
  private final Tensor text;

  private Networks(
      Checkpoint checkpoint, Session encoder, Session unet, Session decoder, Tensor text) {
    this.unetConfig = checkpoint.unetConfig();
    this.vaeConfig = checkpoint.vaeConfig();
    this.encoder = encoder;
    this.unet = unet;
    this.decoder = decoder;
    this.text = text;
  }

  /**
   * Loads a checkpoint.
   *
   * @throws DataException if a file of it is missing, corrupt or not understood
   */
  static Networks open(
      Checkpoint checkpoint, Engine engine, Precision precision, TextEmbeddings texts) {
    String name = checkpoint.name();
    Tensor text = texts.of(checkpoint, engine);
    Target target = engine.device().kind() == Device.Kind.CUDA ? Target.GPU : Target.CPU;
    VaeConfig vae = checkpoint.vaeConfig();
    byte[] encoding = Graphs.encoder(vae, checkpoint.vae(), precision, target);
    byte[] denoising = Graphs.unet(checkpoint.unetConfig(), checkpoint.unet(), precision, target);
    byte[] decoding = Graphs.decoder(vae, checkpoint.vae(), precision, target);
    Scratch ofVae = scratch(checkpoint.vae());
    Session encoder = engine.open(encoding, name + ": VAE encoder", ofVae);
    try {
      Session unet = engine.open(denoising, name + ": UNet", scratch(checkpoint.unet()));
      try {
        Session decoder = engine.open(decoding, name + ": VAE decoder", ofVae);
        return new Networks(checkpoint, encoder, unet, decoder, text);
      } catch (RuntimeException failed) {
        unet.close();
        throw failed;
      }
    } catch (RuntimeException failed) {
      encoder.close();
      throw failed;
    }
  }

  private static Scratch scratch(Weights weights) {
    return weights.parameters() < SMALL ? Scratch.KEPT : Scratch.GIVEN_BACK;
  }

  UNetConfig unetConfig() {
    return unetConfig;
  }

  VaeConfig vaeConfig() {
    return vaeConfig;
  }

  /** The mean of the latent of an image: [1, 3, H, W] to [1, 4, H / 8, W / 8], not scaled. */
  Tensor encode(Tensor image) {
    return only(encoder.run(Map.of("image", image)));
  }

  /** One pass of the UNet over [B, C, h, w]. */
  Tensor denoise(Tensor sample, int timestep) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("sample", sample);
    inputs.put("timestep", Tensor.of(new float[] {timestep}, 1));
    inputs.put("text", text);
    if (unetConfig.classEmbeddingInput() > 0) {
      inputs.put("class_labels", LotusTask.labels(unetConfig.classEmbeddingInput()));
    }
    return only(unet.run(inputs));
  }

  /** The image of a latent that is no longer scaled: [B, 4, h, w] to [B, 3, 8 h, 8 w]. */
  Tensor decode(Tensor latent) {
    return only(decoder.run(Map.of("latent", latent)));
  }

  private static Tensor only(Map<String, Tensor> outputs) {
    return outputs.values().iterator().next();
  }

  @Override
  public void close() {
    decoder.close();
    unet.close();
    encoder.close();
  }
}
