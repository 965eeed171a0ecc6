package org.tacheo.models.graph;

import java.util.List;
import org.tacheo.models.checkpoint.VaeConfig;

/** The encoder of an AutoencoderKL, up to the mean of the latent. */
final class Encoder {
  /** Of every norm of an AutoencoderKL. */
  static final double NORM_EPS = 1e-6;

  private Encoder() {}

  static void build(GraphBuilder graph, VaeConfig config) {
    List<Integer> channels = config.blockOutChannels();
    int groups = config.normGroups();
    ResidualBlock residual = new ResidualBlock(graph, groups, NORM_EPS, graph::quickConv);
    Maps image = graph.inputMaps("image", config.inChannels());
    Maps x = graph.conv("encoder.conv_in", image, channels.get(0), 3);
    for (int level = 0; level < channels.size(); level++) {
      String at = "encoder.down_blocks." + level;
      for (int layer = 0; layer < config.layersPerBlock(); layer++) {
        x = residual.apply(at + ".resnets." + layer, x, channels.get(level));
      }
      if (level < channels.size() - 1) {
        x = graph.downsampleLopsided(at + ".downsamplers.0.conv", x);
      }
    }
    VaeMiddle middle = new VaeMiddle(graph, groups, NORM_EPS, config.midAttention());
    x = middle.apply("encoder.mid_block", x);
    x = graph.silu(graph.groupNorm("encoder.conv_norm_out", x, groups, NORM_EPS));
    x = graph.mark("encoder", graph.conv("encoder.conv_out", x, 2 * config.latentChannels(), 3));
    if (config.quantConv()) {
      x = graph.mark("quant_conv", graph.conv("quant_conv", x, 2 * config.latentChannels(), 1));
    }
    graph.output("mean", graph.firstChannels(x, config.latentChannels()));
  }
}
