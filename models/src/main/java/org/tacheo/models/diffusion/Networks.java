package org.tacheo.models.diffusion;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tacheo.core.DataException;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.checkpoint.UNetConfig;
import org.tacheo.models.checkpoint.VaeConfig;
import org.tacheo.models.graph.Graphs;
import org.tacheo.models.graph.Precision;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.Session;
import org.tacheo.models.runtime.Tensor;

/** The networks of one checkpoint, loaded once, and the constants that they are fed with. */
final class Networks implements AutoCloseable {
  private final UNetConfig unetConfig;
  private final NetworkPool.Loan<Autoencoder> autoencoder;
  private final Session unet;
  private final Tensor text;

  private Networks(
      UNetConfig unetConfig, NetworkPool.Loan<Autoencoder> autoencoder, Session unet, Tensor text) {
    this.unetConfig = unetConfig;
    this.autoencoder = autoencoder;
    this.unet = unet;
    this.text = text;
  }

  /**
   * Loads what a checkpoint has beside its autoencoder.
   *
   * @param text the embedding of the empty prompt
   * @param autoencoder is given back when these are closed, or at once if loading fails
   * @throws DataException if a file of it is missing, corrupt or not understood
   */
  static Networks open(
      Checkpoint checkpoint,
      Engine engine,
      Precision precision,
      Tensor text,
      NetworkPool.Loan<Autoencoder> autoencoder) {
    try {
      byte[] denoising =
          Graphs.unet(
              checkpoint.unetConfig(), checkpoint.unet(), precision, Autoencoder.target(engine));
      Session unet =
          engine.open(
              denoising, checkpoint.name() + ": UNet", Autoencoder.scratch(checkpoint.unet()));
      return new Networks(checkpoint.unetConfig(), autoencoder, unet, text);
    } catch (RuntimeException failed) {
      autoencoder.giveBack().run();
      throw failed;
    }
  }

  UNetConfig unetConfig() {
    return unetConfig;
  }

  VaeConfig vaeConfig() {
    return autoencoder.networks().config();
  }

  /** The mean of the latent of an image: [1, 3, H, W] to [1, 4, H / 8, W / 8], not scaled. */
  Tensor encode(Tensor image) {
    return autoencoder.networks().encode(image);
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
    return Autoencoder.only(unet.run(inputs));
  }

  /** The image of a latent that is no longer scaled: [B, 4, h, w] to [B, 3, 8 h, 8 w]. */
  Tensor decode(Tensor latent) {
    return autoencoder.networks().decode(latent);
  }

  @Override
  public void close() {
    unet.close();
    autoencoder.giveBack().run();
  }
}
