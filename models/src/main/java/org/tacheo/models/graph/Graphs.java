package org.tacheo.models.graph;

import java.util.Set;
import java.util.function.Consumer;
import org.tacheo.core.DataException;
import org.tacheo.models.checkpoint.TextConfig;
import org.tacheo.models.checkpoint.UNetConfig;
import org.tacheo.models.checkpoint.VaeConfig;
import org.tacheo.models.checkpoint.WeightSource;

/**
 * The networks of a checkpoint as serialized ONNX models. Their weights are external data: they
 * stay in the files that they were found in, whose paths the models give without the root.
 *
 * <p>What goes in and out is single precision whatever the precision inside. B, h and w may be any.
 * Every weight is asked for once; each method throws {@link DataException} if the source lacks one,
 * or if the settings contradict each other.
 */
public final class Graphs {
  private Graphs() {}

  /**
   * A denoiser: {@code sample} [B, Cin, h, w], {@code timestep} [1], {@code text} [1, S, D] and, if
   * it has a class embedding, {@code class_labels} [1, n] become {@code output} [B, Cout, h, w].
   */
  public static byte[] unet(UNetConfig config, WeightSource weights, Precision precision) {
    return unet(config, weights, precision, Set.of());
  }

  static byte[] unet(
      UNetConfig config, WeightSource weights, Precision precision, Set<String> exposed) {
    return build("unet", weights, precision, exposed, graph -> UNet.build(graph, config));
  }

  /**
   * An encoder: {@code image} [B, 3, H, W] becomes {@code mean} [B, 4, h, w], the mean of the
   * latent before it is scaled; h is H / 2 / 2 / 2, rounded down each time.
   */
  public static byte[] encoder(VaeConfig config, WeightSource weights, Precision precision) {
    return encoder(config, weights, precision, Set.of());
  }

  static byte[] encoder(
      VaeConfig config, WeightSource weights, Precision precision, Set<String> exposed) {
    return build("encoder", weights, precision, exposed, graph -> Encoder.build(graph, config));
  }

  /**
   * A decoder: {@code latent} [B, 4, h, w], which was divided by the scale before, becomes {@code
   * image} [B, 3, 8 h, 8 w].
   */
  public static byte[] decoder(VaeConfig config, WeightSource weights, Precision precision) {
    return build("decoder", weights, precision, Set.of(), graph -> Decoder.build(graph, config));
  }

  /** A text encoder: {@code ids} [1, S], integers, become {@code embedding} [1, S, D]. */
  public static byte[] text(TextConfig config, WeightSource weights, Precision precision) {
    return build("text", weights, precision, Set.of(), graph -> TextEncoder.build(graph, config));
  }

  private static byte[] build(
      String name,
      WeightSource weights,
      Precision precision,
      Set<String> exposed,
      Consumer<GraphBuilder> network) {
    GraphBuilder graph = new GraphBuilder(weights, precision, exposed);
    network.accept(graph);
    return graph.toBytes(name);
  }
}
