package org.tacheo.models.graph;

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
  /**
   * Where fewer products save more time than transforms cost; measured from 128 to 1280 channels.
   */
  private static final int LEAST_QUICK_CHANNELS = 256;

  private Graphs() {}

  /** The same as {@link #unet(UNetConfig, WeightSource, Precision, Target)} for a processor. */
  public static byte[] unet(UNetConfig config, WeightSource weights, Precision precision) {
    return unet(config, weights, precision, Target.CPU);
  }

  /**
   * A denoiser: {@code sample} [B, Cin, h, w], {@code timestep} [1], {@code text} [1, S, D] and, if
   * it has a class embedding, {@code class_labels} [1, n] become {@code output} [B, Cout, h, w].
   */
  public static byte[] unet(
      UNetConfig config, WeightSource weights, Precision precision, Target target) {
    GraphBuilder graph = builder(weights, precision, target);
    UNet.build(graph, config);
    return graph.toBytes("unet");
  }

  /** The same as {@link #encoder(VaeConfig, WeightSource, Precision, Target)} for a processor. */
  public static byte[] encoder(VaeConfig config, WeightSource weights, Precision precision) {
    return encoder(config, weights, precision, Target.CPU);
  }

  /**
   * An encoder: {@code image} [B, 3, H, W] becomes {@code mean} [B, 4, h, w], the mean of the
   * latent before it is scaled; h is H / 2 / 2 / 2, rounded down each time.
   */
  public static byte[] encoder(
      VaeConfig config, WeightSource weights, Precision precision, Target target) {
    GraphBuilder graph = builder(weights, precision, target);
    Encoder.build(graph, config);
    return graph.toBytes("encoder");
  }

  /** The same as {@link #decoder(VaeConfig, WeightSource, Precision, Target)} for a processor. */
  public static byte[] decoder(VaeConfig config, WeightSource weights, Precision precision) {
    return decoder(config, weights, precision, Target.CPU);
  }

  /**
   * A decoder: {@code latent} [B, 4, h, w], which was divided by the scale before, becomes {@code
   * image} [B, 3, 8 h, 8 w].
   */
  public static byte[] decoder(
      VaeConfig config, WeightSource weights, Precision precision, Target target) {
    GraphBuilder graph = builder(weights, precision, target);
    Decoder.build(graph, config);
    return graph.toBytes("decoder");
  }

  /** A text encoder: {@code ids} [1, S], integers, become {@code embedding} [1, S, D]. */
  public static byte[] text(TextConfig config, WeightSource weights, Precision precision) {
    GraphBuilder graph = builder(weights, precision, Target.GPU);
    TextEncoder.build(graph, config);
    return graph.toBytes("text");
  }

  private static GraphBuilder builder(WeightSource weights, Precision precision, Target target) {
    boolean quick = target == Target.CPU && precision == Precision.FP32;
    int least = quick ? LEAST_QUICK_CHANNELS : GraphBuilder.NEVER_QUICK;
    return new GraphBuilder(weights, precision, least);
  }
}
