package org.tacheo.models.diffusion;

import java.util.Optional;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.graph.Precision;
import org.tacheo.models.runtime.Engine;

/** Networks of a checkpoint with an autoencoder of their own. */
final class OwnNetworks {
  private OwnNetworks() {}

  static Networks of(Checkpoint checkpoint, Engine engine) {
    TextEmbeddings texts = new TextEmbeddings(Optional.empty(), content -> "");
    Autoencoder autoencoder = Autoencoder.open(checkpoint, engine, Precision.FP32);
    return Networks.open(
        checkpoint,
        engine,
        Precision.FP32,
        texts.of(checkpoint, engine),
        new NetworkPool.Loan<>(autoencoder, autoencoder::close));
  }
}
