package org.tacheo.models.graph;

import java.util.List;
import org.tacheo.models.checkpoint.VaeConfig;

/** The decoder of an AutoencoderKL. */
final class Decoder {
  private Decoder() {}

  static void build(GraphBuilder graph, VaeConfig config) {
    List<Integer> channels = config.blockOutChannels();
    int groups = config.normGroups();
    int coarsest = channels.size() - 1;
    ResidualBlock residual = new ResidualBlock(graph, groups, Encoder.NORM_EPS, convolution(graph));
    Maps x = graph.inputMaps("latent", config.latentChannels());
    if (config.postQuantConv()) {
      x = graph.conv("post_quant_conv", x, config.latentChannels(), 1);
    }
    x = graph.conv("decoder.conv_in", x, channels.get(coarsest), 3);
    VaeMiddle middle = new VaeMiddle(graph, groups, Encoder.NORM_EPS, config.midAttention());
    x = middle.apply("decoder.mid_block", x);
    for (int level = coarsest; level >= 0; level--) {
      String at = "decoder.up_blocks." + (coarsest - level);
      for (int layer = 0; layer <= config.layersPerBlock(); layer++) {
        x = residual.apply(at + ".resnets." + layer, x, channels.get(level));
      }
      if (level > 0) {
        x = graph.upsampledConv(at + ".upsamplers.0.conv", x, channels.get(level));
      }
    }
    x = graph.silu(graph.groupNorm("decoder.conv_norm_out", x, groups, Encoder.NORM_EPS));
    graph.output("image", graph.conv("decoder.conv_out", x, config.outChannels(), 3));
  }

  /**
   * Where channels become fewer, maps are large and the transform of what goes in larger still:
   * that one convolution would need more memory than all else.
   */
  private static Convolution convolution(GraphBuilder graph) {
    return (at, x, channels) ->
        x.channels() > channels ? graph.conv3(at, x, channels) : graph.quickConv(at, x, channels);
  }
}
