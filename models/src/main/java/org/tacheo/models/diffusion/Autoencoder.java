package org.tacheo.models.diffusion;

import java.util.Map;
import org.tacheo.core.DataException;
import org.tacheo.models.checkpoint.Checkpoint;
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

/** The two halves of the autoencoder of one checkpoint. */
final class Autoencoder implements AutoCloseable {
  /** Networks of fewer parameters may keep the memory of a run. */
  private static final long SMALL = 20_000_000;

  private final VaeConfig config;
  private final Session encoder;
  private final Session decoder;

  private Autoencoder(VaeConfig config, Session encoder, Session decoder) {
    this.config = config;
    this.encoder = encoder;
    this.decoder = decoder;
  }

  /**
   * Loads that of a checkpoint.
   *
   * @throws DataException if a file of it is missing, corrupt or not understood
   */
  static Autoencoder open(Checkpoint checkpoint, Engine engine, Precision precision) {
    String name = checkpoint.name();
    VaeConfig vae = checkpoint.vaeConfig();
    byte[] encoding = Graphs.encoder(vae, checkpoint.vae(), precision, target(engine));
    byte[] decoding = Graphs.decoder(vae, checkpoint.vae(), precision, target(engine));
    Scratch scratch = scratch(checkpoint.vae());
    Session encoder = engine.open(encoding, name + ": VAE encoder", scratch);
    try {
      Session decoder = engine.open(decoding, name + ": VAE decoder", scratch);
      return new Autoencoder(vae, encoder, decoder);
    } catch (RuntimeException failed) {
      encoder.close();
      throw failed;
    }
  }

  static Target target(Engine engine) {
    return engine.device().kind() == Device.Kind.CUDA ? Target.GPU : Target.CPU;
  }

  static Scratch scratch(Weights weights) {
    return weights.parameters() < SMALL ? Scratch.KEPT : Scratch.GIVEN_BACK;
  }

  VaeConfig config() {
    return config;
  }

  /** The mean of the latent of an image: [1, 3, H, W] to [1, 4, H / 8, W / 8], not scaled. */
  Tensor encode(Tensor image) {
    return only(encoder.run(Map.of("image", image)));
  }

  /** The image of a latent that is no longer scaled: [B, 4, h, w] to [B, 3, 8 h, 8 w]. */
  Tensor decode(Tensor latent) {
    return only(decoder.run(Map.of("latent", latent)));
  }

  static Tensor only(Map<String, Tensor> outputs) {
    return outputs.values().iterator().next();
  }

  @Override
  public void close() {
    decoder.close();
    encoder.close();
  }
}
